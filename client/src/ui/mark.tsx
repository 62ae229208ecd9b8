/** The mark: slabs on each other, the fresh one on top. */
export function Mark({ size = 24 }: { readonly size?: number }) {
  return (
    <svg width={size} height={size} viewBox="0 0 24 24" aria-hidden focusable="false">
      <path d="M12 2.6 22 7.4l-10 4.8L2 7.4Z" fill="oklch(0.71 0.185 47)" />
      <path
        d="m2 12 10 4.8L22 12"
        fill="none"
        stroke="oklch(0.8 0.012 170)"
        strokeWidth="2.3"
        strokeLinejoin="round"
      />
      <path
        d="m2 16.6 10 4.8 10-4.8"
        fill="none"
        stroke="oklch(0.62 0.014 180)"
        strokeWidth="2.3"
        strokeLinejoin="round"
      />
    </svg>
  );
}
