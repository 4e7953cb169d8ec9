import { userIdOf } from './user-id'

/** Who somebody is here. */
export interface User {
  userId: string
  username: string
}

export function userNamed(name: string): User {
  return { userId: userIdOf(name), username: name.trim() }
}

/**
 * A fresh token for a user, from the local run's `/dev/token`. A page of your own asks its own
 * backend instead.
 */
export async function devToken(
  { userId, username }: User,
  fetch: typeof globalThis.fetch = globalThis.fetch,
): Promise<string> {
  const response = await fetch('/dev/token', {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify({ userId, username }),
    signal: AbortSignal.timeout(10_000),
  })
  if (!response.ok) {
    throw new Error(`The server gave no token (HTTP ${response.status}).`)
  }
  return ((await response.json()) as { token: string }).token
}
