import type { Login, TokenRequest, User } from '../login'
import { answerInAddress, here, leaveToLogIn, redeem } from './authorization'
import type { OpenIdConfig } from './config'
import { discover, type Issuer } from './issuer'
import { fetchTokens, Refused, type Tokens } from './tokens'

/** The tokens of this window, which end with it. */
const TOKENS = 'chorus.login'

/** Whether this browser was logged in last, so that a new window need not ask. */
const RETURNING = 'chorus.login.returning'

/** A token that ends sooner is renewed. The library asks a minute before. */
const RENEW_MILLIS = 90_000

/** At an issuer that speaks OpenID Connect, by the authorization code with PKCE. */
export class OpenIdLogin implements Login {
  private ended = false
  private renewing: Promise<string> | undefined

  private constructor(
    private readonly config: OpenIdConfig,
    private readonly issuer: Issuer,
    private tokens: Tokens,
  ) {}

  /**
   * Who is logged in, or comes back from logging in; null for somebody who has to say that he wants to. Who was logged
   * in before is sent to do it again.
   *
   * @throws LoginError if the issuer sent him back without a login
   */
  static async find(given: OpenIdConfig): Promise<OpenIdLogin | null> {
    const config = absolute(given)
    const answer = answerInAddress()
    if (answer !== null) {
      const { issuer, tokens } = await redeem(answer, config)
      const login = new OpenIdLogin(config, issuer, tokens)
      login.keep(tokens)
      return login
    }
    const kept = sessionStorage.getItem(TOKENS)
    if (kept !== null) {
      const issuer = await discover(config.issuer, fetch)
      return new OpenIdLogin(config, issuer, JSON.parse(kept, revive) as Tokens)
    }
    if (localStorage.getItem(RETURNING) !== null) {
      // Once: who is sent back without a login is asked.
      localStorage.removeItem(RETURNING)
      return leaveToLogIn(config)
    }
    return null
  }

  /** Leaves the page to log in. */
  static begin(config: OpenIdConfig): Promise<never> {
    return leaveToLogIn(absolute(config))
  }

  get user(): User {
    return this.tokens.user
  }

  get hasEnded(): boolean {
    return this.ended
  }

  async token({ fetch, refused }: TokenRequest): Promise<string> {
    const left = this.tokens.until - Date.now()
    if (!this.ended && !refused && left > RENEW_MILLIS) {
      return this.tokens.token
    }
    // One at a time: an issuer may take a refresh token once, and who shows it again for a thief.
    this.renewing ??= this.renew(fetch).finally(() => (this.renewing = undefined))
    try {
      return await this.renewing
    } catch (failure) {
      if (!refused && left > 0) {
        return this.tokens.token
      }
      throw failure
    }
  }

  again(): void {
    sessionStorage.removeItem(TOKENS)
    void leaveToLogIn(this.config).catch(() => location.reload())
  }

  logOut(): void {
    const { end_session_endpoint, revocation_endpoint } = this.issuer
    const { refreshToken, idToken } = this.tokens
    sessionStorage.removeItem(TOKENS)
    localStorage.removeItem(RETURNING)
    if (revocation_endpoint !== undefined && refreshToken !== undefined) {
      const body = new URLSearchParams({ token: refreshToken, client_id: this.config.clientId })
      void fetch(revocation_endpoint, { method: 'POST', body, keepalive: true }).catch(() => {})
    }
    if (end_session_endpoint === undefined) {
      location.replace(here())
      return
    }
    const url = new URL(end_session_endpoint)
    url.searchParams.set('id_token_hint', idToken)
    url.searchParams.set('client_id', this.config.clientId)
    url.searchParams.set('post_logout_redirect_uri', here())
    location.assign(url)
  }

  private async renew(fetch: typeof globalThis.fetch): Promise<string> {
    const { refreshToken } = this.tokens
    if (this.ended || refreshToken === undefined) {
      this.ended = true
      throw new Refused('The login has ended.')
    }
    try {
      const tokens = await fetchTokens(
        this.issuer.token_endpoint,
        { grant_type: 'refresh_token', refresh_token: refreshToken },
        this.config,
        { issuer: this.issuer.issuer, clientId: this.config.clientId, nonce: undefined },
        fetch,
        this.tokens,
      )
      this.keep(tokens)
      return tokens.token
    } catch (failure) {
      this.ended = failure instanceof Refused
      throw failure
    }
  }

  private keep(tokens: Tokens): void {
    this.tokens = tokens
    sessionStorage.setItem(TOKENS, JSON.stringify(tokens))
    localStorage.setItem(RETURNING, 'yes')
  }
}

function absolute(config: OpenIdConfig): OpenIdConfig {
  return { ...config, issuer: config.issuer.startsWith('/') ? location.origin + config.issuer : config.issuer }
}

/** JSON has no word for never. */
function revive(key: string, value: unknown): unknown {
  return key === 'until' && value === null ? Infinity : value
}
