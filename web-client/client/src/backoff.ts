/** How long the pauses between attempts are, in milliseconds. */
export interface BackoffOptions {
  /** The first pause, at the most; each further one is twice as long. 250 by default. */
  first?: number
  /** No pause is longer. 15,000 by default. */
  longest?: number
}

/** Milliseconds to wait before attempt 0, 1, 2 …: doubling, and spread so that clients do not return all at once. */
export function backoff(
  attempt: number,
  { first = 250, longest = 15_000 }: BackoffOptions = {},
  random: () => number = Math.random,
): number {
  const ceiling = Math.min(longest, first * 2 ** attempt)
  return ceiling / 2 + (random() * ceiling) / 2
}
