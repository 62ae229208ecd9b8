import styles from './door.module.css';

/** Crews of the picture: where each band starts and ends in days, and its hue. Drawn, not data. */
const ROWS: readonly (readonly (readonly [from: number, to: number, hue: number])[])[] = [
  [
    [0, 5, 0],
    [7, 12, 0],
  ],
  [
    [0, 3, 0],
    [3, 5, 22],
    [7, 12, 22],
  ],
  [
    [0, 2, 8],
    [2, 5, 0],
    [7, 10, 8],
  ],
  [
    [0, 6, 6],
    [7, 13, 6],
  ],
  [
    [1, 5, 19],
    [7, 12, 19],
  ],
  [
    [0, 5, 20],
    [8, 12, 20],
  ],
  [
    [0, 4, 2],
    [4, 6, 11],
    [7, 12, 2],
  ],
  [
    [0, 5, 11],
    [7, 9, 11],
    [9, 12, 17],
  ],
  [
    [2, 5, 17],
    [7, 12, 17],
  ],
];

const DAY = 56;
const ROW = 44;

/** The week board as a pattern, running off the edge. */
export function DoorPicture() {
  return (
    <svg className={styles.board} viewBox="0 0 720 900" preserveAspectRatio="xMinYMin slice" aria-hidden>
      <defs>
        <linearGradient id="door-fade" x1="0" y1="0" x2="0" y2="1">
          <stop offset="0.3" stopColor="var(--back)" stopOpacity="0" />
          <stop offset="0.62" stopColor="var(--back)" stopOpacity="1" />
        </linearGradient>
      </defs>
      <g transform="translate(56 72)">
        {Array.from({ length: 14 }, (_, day) => (
          <line
            key={day}
            x1={day * DAY}
            x2={day * DAY}
            y1={-72}
            y2={600}
            stroke="var(--front)"
            strokeOpacity={day % 7 === 0 ? 0.22 : 0.07}
          />
        ))}
        {ROWS.map((bands, row) =>
          bands.map(([from, to, hue]) => (
            <g key={`${row}-${from}`} data-hue={hue}>
              <rect
                x={from * DAY + 2}
                y={row * ROW}
                width={(to - from) * DAY - 4}
                height={ROW - 8}
                rx={5}
                fill="var(--project-fill)"
              />
              <rect
                x={from * DAY + 2}
                y={row * ROW}
                width={5}
                height={ROW - 8}
                rx={2}
                fill="var(--project-edge)"
              />
            </g>
          )),
        )}
        <line x1={3.4 * DAY} x2={3.4 * DAY} y1={-72} y2={520} stroke="var(--act)" strokeWidth={2} />
      </g>
      <rect width="720" height="900" fill="url(#door-fade)" />
    </svg>
  );
}
