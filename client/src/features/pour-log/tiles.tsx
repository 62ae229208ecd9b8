import { Delete, Keyboard, Minus, Plus } from 'lucide-react';
import { useEffect, useRef, useState, type ReactNode, type Ref } from 'react';
import { cx } from '../../lib/class-names.ts';
import { useFormat } from '../../lib/format.ts';
import { useText } from './strings.ts';
import { stepQuantity, stepTime, typeTimeKey, type TileValues } from './tile-values.ts';
import styles from './tiles.module.css';

/** One value of a sheet: a number, a time or a short text, big enough to hit and to read. */
export interface Tile {
  readonly name: string;
  readonly label: string;
  readonly kind: 'quantity' | 'time' | 'text';
  readonly unit?: string;
  /** What one step is worth, and where an empty tile begins. */
  readonly step?: {
    readonly by: number;
    readonly from: number;
    readonly least?: number;
    /** As it is said: "¼". */
    readonly said?: string;
  };
  /** What comes before the first key of an empty tile, as every truck here is "T-…". */
  readonly prefix?: string | undefined;
  /** Values that are likely: one tap each. */
  readonly quick?: readonly string[];
  /** Under the value: what was asked for, or what is wrong. */
  readonly note?: ReactNode;
  readonly tone?: 'ok' | 'bad' | undefined;
}

export interface TileFormProps {
  readonly tiles: readonly Tile[];
  readonly values: TileValues;
  readonly onChange: (name: string, value: string) => void;
  /** The tile that is active when the sheet opens. */
  readonly first?: string | undefined;
  readonly nowMs: number;
  readonly zone: string;
}

/**
 * Tiles at the left, one pad at the right that writes into the active tile. Tiles are real fields: a keyboard
 * types into them as well, but a tablet keeps its own keyboard away until letters are asked for.
 */
export function TileForm({ tiles, values, onChange, first, nowMs, zone }: TileFormProps) {
  const [activeName, setActiveName] = useState(first ?? tiles[0]?.name ?? '');
  const [letters, setLetters] = useState(false);
  const fields = useRef(new Map<string, HTMLInputElement>());
  /** The first key on a tile that was only just reached replaces what stood there. */
  const fresh = useRef(true);
  const opening = first ?? tiles[0]?.name;
  useEffect(() => {
    if (opening !== undefined) fields.current.get(opening)?.focus({ preventScroll: true });
  }, [opening]);
  const active = tiles.find((tile) => tile.name === activeName) ?? tiles[0];
  if (!active) return null;
  const value = values[active.name] ?? '';
  const put = (next: string): void => {
    fresh.current = false;
    onChange(active.name, next);
  };
  const type = (key: string): void => {
    const before = fresh.current || value === '' ? (active.prefix ?? '') : value;
    put(active.kind === 'time' ? typeTimeKey(before, key) : before + key);
  };
  const rub = (): void => {
    const shorter = value.slice(0, -1);
    put(active.kind === 'time' ? typeTimeKey(shorter, '') : shorter);
  };
  return (
    <div className={styles.form}>
      <div className={cx(styles.tiles, tiles.length < 6 && styles.few)}>
        {tiles.map((tile) => (
          <TileField
            key={tile.name}
            tile={tile}
            value={values[tile.name] ?? ''}
            isActive={tile.name === active.name}
            letters={letters}
            inputRef={(input) => {
              if (input) fields.current.set(tile.name, input);
              else fields.current.delete(tile.name);
            }}
            onFocus={() => {
              if (tile.name !== activeName) setLetters(false);
              setActiveName(tile.name);
              fresh.current = true;
            }}
            onChange={(next) => {
              fresh.current = false;
              onChange(tile.name, next);
            }}
          />
        ))}
      </div>
      <Pad
        tile={active}
        value={value}
        nowMs={nowMs}
        zone={zone}
        onType={type}
        onRub={rub}
        onPut={put}
        onLetters={() => {
          setLetters(true);
          const input = fields.current.get(active.name);
          input?.blur();
          requestAnimationFrame(() => input?.focus());
        }}
      />
    </div>
  );
}

function TileField({
  tile,
  value,
  isActive,
  letters,
  inputRef,
  onFocus,
  onChange,
}: {
  readonly tile: Tile;
  readonly value: string;
  readonly isActive: boolean;
  readonly letters: boolean;
  readonly inputRef: Ref<HTMLInputElement>;
  readonly onFocus: () => void;
  readonly onChange: (value: string) => void;
}) {
  const noteId = `tile-note-${tile.name}`;
  return (
    <label className={cx(styles.tile, isActive && styles.active, tile.tone && styles[tile.tone])}>
      <span className={styles.label}>{tile.label}</span>
      <span className={styles.line}>
        <input
          ref={inputRef}
          value={value}
          inputMode={isActive && letters ? 'text' : 'none'}
          autoComplete="off"
          autoCapitalize="characters"
          spellCheck={false}
          enterKeyHint="done"
          {...(tile.note !== undefined && { 'aria-describedby': noteId })}
          onFocus={onFocus}
          onChange={(event) => onChange(event.target.value)}
        />
        {tile.unit !== undefined && <span className={styles.unit}>{tile.unit}</span>}
      </span>
      {tile.note !== undefined && (
        <span id={noteId} className={styles.note}>
          {tile.note}
        </span>
      )}
    </label>
  );
}

const KEYS = ['1', '2', '3', '4', '5', '6', '7', '8', '9'] as const;
const MINUTES = [-5, -1, 1, 5] as const;

interface PadProps {
  readonly tile: Tile;
  readonly value: string;
  readonly nowMs: number;
  readonly zone: string;
  readonly onType: (key: string) => void;
  readonly onRub: () => void;
  readonly onPut: (value: string) => void;
  readonly onLetters: () => void;
}

function Pad({ tile, value, nowMs, zone, onType, onRub, onPut, onLetters }: PadProps) {
  const text = useText();
  const format = useFormat();
  return (
    <fieldset className={styles.pad}>
      <legend className={styles.padName}>{tile.label}</legend>
      {tile.quick !== undefined && tile.quick.length > 0 && (
        <div className={styles.quick}>
          {tile.quick.map((choice) => (
            <Key key={choice} label={choice} isChosen={choice === value} onPress={() => onPut(choice)} />
          ))}
        </div>
      )}
      {tile.kind === 'time' && (
        <div className={styles.steps}>
          {MINUTES.slice(0, 2).map((minutes) => (
            <Key
              key={minutes}
              label={`−${-minutes}`}
              name={text('minutesEarlier', { count: -minutes })}
              onPress={() => onPut(stepTime(value, minutes, nowMs, zone))}
            />
          ))}
          <Key label={text('now')} onPress={() => onPut(stepTime('', 0, nowMs, zone))} />
          {MINUTES.slice(2).map((minutes) => (
            <Key
              key={minutes}
              label={`+${minutes}`}
              name={text('minutesLater', { count: minutes })}
              onPress={() => onPut(stepTime(value, minutes, nowMs, zone))}
            />
          ))}
        </div>
      )}
      {tile.step && (
        <div className={styles.steps}>
          {([-1, 1] as const).map((direction) => (
            <Key
              key={direction}
              label={
                <>
                  {direction === 1 ? <Plus aria-hidden /> : <Minus aria-hidden />}
                  {tile.step?.said ?? format.number(tile.step?.by ?? 1)}
                </>
              }
              name={text(direction === 1 ? 'stepUp' : 'stepDown', {
                step: format.number(tile.step?.by ?? 1),
              })}
              onPress={() =>
                tile.step &&
                onPut(stepQuantity(value, tile.step.by, direction, tile.step.from, tile.step.least))
              }
            />
          ))}
        </div>
      )}
      <div className={styles.keys}>
        {KEYS.map((key) => (
          <Key key={key} label={key} onPress={() => onType(key)} />
        ))}
        {tile.kind === 'text' ? (
          <Key label={<Keyboard aria-hidden />} name={text('letters')} onPress={onLetters} />
        ) : (
          <Key
            label={tile.kind === 'time' ? '00' : '.'}
            {...(tile.kind === 'quantity' && { name: text('point') })}
            onPress={() => onType(tile.kind === 'time' ? '00' : '.')}
          />
        )}
        <Key label="0" onPress={() => onType('0')} />
        <Key label={<Delete aria-hidden />} name={text('rubOut')} onPress={onRub} />
      </div>
    </fieldset>
  );
}

/** A key of the pad. It never takes the focus from the tile that it writes into. */
function Key({
  label,
  name,
  isChosen,
  onPress,
}: {
  readonly label: ReactNode;
  readonly name?: string;
  readonly isChosen?: boolean;
  readonly onPress: () => void;
}) {
  return (
    <button
      type="button"
      className={styles.key}
      {...(name !== undefined && { 'aria-label': name })}
      {...(isChosen !== undefined && { 'aria-pressed': isChosen })}
      onPointerDown={(event) => event.preventDefault()}
      onClick={onPress}
    >
      {label}
    </button>
  );
}
