const FIRST_MILLIS = 250
const LONGEST_MILLIS = 15_000

/** Milliseconds to wait before attempt 0, 1, 2 …: doubling, and spread so that clients do not return all at once. */
export function backoff(attempt: number, random: () => number = Math.random): number {
  const ceiling = Math.min(LONGEST_MILLIS, FIRST_MILLIS * 2 ** attempt)
  return ceiling / 2 + (random() * ceiling) / 2
}
