/** Where the API lives: empty for the client's own origin. Set when building, by `VITE_API_ORIGIN`. */
export const API_ORIGIN: string = import.meta.env['VITE_API_ORIGIN'] ?? '';
