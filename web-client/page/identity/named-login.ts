import { keep } from '../dom/keep'
import type { Login, TokenRequest, User } from './login'
import { userIdOf } from './user-id'

/** This window's name, which it keeps when it is loaded again; and the browser's, which new windows begin with. */
const NAME = 'chorus.name'

/** Under a name that is all that is asked for: of the local run. */
export class NamedLogin implements Login {
  readonly hasEnded = false
  readonly user: User

  private constructor(
    name: string,
    private readonly url: string,
  ) {
    this.user = { userId: userIdOf(name), username: name.trim() }
  }

  static get remembered(): string | null {
    return sessionStorage.getItem(NAME) ?? localStorage.getItem(NAME)
  }

  static async as(name: string, url: string): Promise<NamedLogin> {
    const login = new NamedLogin(name, url)
    // Asked for once here, so that a server without tokens is told apart from one that is away.
    await login.token({ fetch: globalThis.fetch.bind(globalThis), refused: false })
    keep(sessionStorage, NAME, login.user.username)
    keep(localStorage, NAME, login.user.username)
    return login
  }

  async token({ fetch }: TokenRequest): Promise<string> {
    const response = await fetch(this.url, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify(this.user),
      signal: AbortSignal.timeout(10_000),
    })
    if (!response.ok) {
      throw new Error(`The server gave no token (HTTP ${response.status}).`)
    }
    return ((await response.json()) as { token: string }).token
  }

  again(): void {
    location.reload()
  }

  logOut(): void {
    sessionStorage.removeItem(NAME)
    localStorage.removeItem(NAME)
    location.reload()
  }
}
