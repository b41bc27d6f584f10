const UNITS = [['day', 86_400], ['hour', 3600], ['minute', 60]] as const;

/** Shows seconds in the largest unit that divides them. */
export function showDuration(seconds: number): string {
  for (const [unit, size] of UNITS) {
    if (seconds > 0 && seconds % size === 0) return `${seconds / size} ${unit}${seconds === size ? '' : 's'}`;
  }
  return `${seconds} s`;
}
