/** Who somebody is here. */
export interface User {
  userId: string
  username: string
}

/** How a token is asked for. */
export interface TokenRequest {
  /** The page's own, which may be off. */
  fetch: typeof globalThis.fetch
  /** Whether the server has refused the last one. */
  refused: boolean
}

/** Somebody who is logged in. */
export interface Login {
  readonly user: User
  /** Whether it has ended, so that there are no more tokens before {@link again}. */
  readonly hasEnded: boolean
  /** One that is good for a while yet. */
  token(request: TokenRequest): Promise<string>
  /** Leaves the page to log in once more. */
  again(): void
  /** Leaves the page, or loads it again. */
  logOut(): void
}
