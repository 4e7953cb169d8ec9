const FIRST = 500;
const LONGEST = 30_000;

/** Milliseconds to wait before attempt 0, 1, 2 …: doubling, and spread so that clients do not return all at once. */
export function backoff(attempt, random = Math.random) {
  const ceiling = Math.min(LONGEST, FIRST * 2 ** attempt);
  return ceiling / 2 + (random() * ceiling) / 2;
}
