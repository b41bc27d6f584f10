const UNITS = [['h', 3_600_000], ['min', 60_000], ['s', 1000]] as const;

/** Formats a duration with its largest unit: `40 ms`, `5 s`, `2 min`. */
export function formatDuration(ms: number): string {
  const [unit, size] = UNITS.find(([, length]) => ms >= length) ?? ['ms', 1];
  return `${Math.round(ms / size * 10) / 10} ${unit}`;
}

export function formatTime(at: number): string {
  return `${new Date(at).toISOString().slice(11, 19)} UTC`;
}

export function pluralize(count: number, one: string, many = `${one}s`): string {
  return `${count} ${count === 1 ? one : many}`;
}
