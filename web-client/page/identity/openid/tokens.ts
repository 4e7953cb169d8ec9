import type { User } from '../login'
import type { OpenIdConfig } from './config'
import { claimsOf, userOf, type Expectation } from './id-token'
import { LoginError } from './login-error'

/** What an issuer has given for a login. */
export interface Tokens {
  user: User
  /** What the services are shown. */
  token: string
  /** When it ends, by this machine's clock, in milliseconds; never, where the issuer does not say. */
  until: number
  idToken: string
  refreshToken?: string
}

interface Answer {
  access_token?: string
  id_token?: string
  refresh_token?: string
  expires_in?: number
  error?: string
  error_description?: string
}

/** The issuer will have no more of this login. */
export class Refused extends LoginError {}

/**
 * Asks an issuer for tokens.
 *
 * @param before what those were that are renewed
 * @throws Refused if it gives none
 */
export async function fetchTokens(
  endpoint: string,
  grant: Record<string, string>,
  config: OpenIdConfig,
  expected: Expectation,
  fetch: typeof globalThis.fetch,
  before?: Tokens,
): Promise<Tokens> {
  const asked = Date.now()
  const response = await fetch(endpoint, {
    method: 'POST',
    body: new URLSearchParams({ ...grant, client_id: config.clientId }),
    credentials: 'omit',
    signal: AbortSignal.timeout(10_000),
  })
  const answer = (await response.json().catch(() => ({}))) as Answer
  if (response.status >= 500 || response.status === 429) {
    throw new LoginError(`The issuer gives no tokens now (HTTP ${response.status}).`)
  }
  if (!response.ok) {
    throw new Refused(`The issuer gives no tokens: ${answer.error_description ?? answer.error ?? response.status}.`)
  }
  const idToken = answer.id_token ?? before?.idToken
  if (idToken === undefined) {
    throw new Refused('The issuer gave no ID token.')
  }
  const user = userOf(claimsOf(idToken, expected))
  if (before !== undefined && user.userId !== before.user.userId) {
    throw new Refused('The issuer gave the tokens of somebody else.')
  }
  const token = config.token === 'id_token' ? idToken : answer.access_token
  if (token === undefined) {
    throw new Refused('The issuer gave no access token.')
  }
  return {
    user: before?.user ?? user,
    token,
    until: answer.expires_in === undefined ? Infinity : asked + answer.expires_in * 1000,
    idToken,
    refreshToken: answer.refresh_token ?? before?.refreshToken,
  }
}
