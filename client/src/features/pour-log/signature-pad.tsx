import { useEffect, useImperativeHandle, useRef, type Ref } from 'react';
import SignaturePad from 'signature_pad';
import { Button } from '../../ui/button.tsx';
import { bytesOf } from './photo-intake.ts';
import { useText } from './strings.ts';
import styles from './signature.module.css';

export interface SignatureHandle {
  /** The signature as a PNG with a clear ground. */
  png(): Promise<ArrayBuffer>;
}

/** The size of what is kept, whatever the screen: as wide as a line on a page, at 300 dots an inch. */
const WIDTH_PX = 1200;
const HEIGHT_PX = 400;
/** Of what is kept; a finger in a glove draws no hairline. */
const PEN_PX = { minWidth: 3, maxWidth: 9 };

/** A line to sign on, with a finger, a glove or a pen. */
export function SignatureField({
  label,
  onInk,
  ref,
}: {
  readonly label: string;
  /** Whether anything is written. */
  readonly onInk: (hasInk: boolean) => void;
  readonly ref: Ref<SignatureHandle>;
}) {
  const text = useText();
  const canvas = useRef<HTMLCanvasElement>(null);
  const pad = useRef<SignaturePad>(undefined);
  const told = useRef(onInk);
  useEffect(() => {
    told.current = onInk;
  });
  useEffect(() => {
    const element = canvas.current;
    if (!element) return undefined;
    element.width = WIDTH_PX;
    element.height = HEIGHT_PX;
    // The pad reckons in the pixels of the screen, the canvas in its own.
    const fit = (): void => {
      const { width, height } = element.getBoundingClientRect();
      element.getContext('2d')?.setTransform(WIDTH_PX / width, 0, 0, HEIGHT_PX / height, 0, 0);
      made.minWidth = (PEN_PX.minWidth * width) / WIDTH_PX;
      made.maxWidth = (PEN_PX.maxWidth * width) / WIDTH_PX;
    };
    // Ink is dark whatever the theme: it is printed and shown on white.
    const made = new SignaturePad(element, { penColor: '#10201c' });
    fit();
    made.addEventListener('endStroke', () => told.current(!made.isEmpty()));
    pad.current = made;
    const watching = new ResizeObserver(fit);
    watching.observe(element);
    return () => {
      watching.disconnect();
      made.off();
    };
  }, []);
  useImperativeHandle(
    ref,
    () => ({
      png() {
        if (!canvas.current) throw new Error('the pad is gone');
        return bytesOf(canvas.current, 'image/png');
      },
    }),
    [],
  );
  return (
    <div className={styles.field}>
      <canvas ref={canvas} className={styles.pad} role="img" aria-label={label} />
      <Button
        onPress={() => {
          pad.current?.clear();
          onInk(false);
        }}
      >
        {text('signAgain')}
      </Button>
    </div>
  );
}
