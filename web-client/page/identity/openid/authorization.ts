import type { OpenIdConfig } from './config'
import { discover, type Issuer } from './issuer'
import { LoginError } from './login-error'
import { challengeOf, secret } from './pkce'
import { fetchTokens, type Tokens } from './tokens'

/** What this window has asked an issuer for. */
const PENDING = 'chorus.login.pending'

interface Pending {
  state: string
  nonce: string
  verifier: string
  /** Where in the page somebody was. */
  hash: string
}

/** Leaves the page to log in at an issuer. */
export async function leaveToLogIn(config: OpenIdConfig): Promise<never> {
  if (globalThis.crypto?.subtle === undefined) {
    throw new LoginError('Logging in takes a page by https, or one of this machine.')
  }
  const { authorization_endpoint } = await discover(config.issuer, fetch)
  const pending: Pending = { state: secret(), nonce: secret(), verifier: secret(), hash: location.hash }
  sessionStorage.setItem(PENDING, JSON.stringify(pending))
  const url = new URL(authorization_endpoint)
  const parameters = {
    ...config.parameters,
    response_type: 'code',
    client_id: config.clientId,
    redirect_uri: here(),
    scope: config.scope ?? 'openid profile',
    state: pending.state,
    nonce: pending.nonce,
    code_challenge: await challengeOf(pending.verifier),
    code_challenge_method: 'S256',
  }
  Object.entries(parameters).forEach(([name, value]) => url.searchParams.set(name, value))
  location.assign(url)
  // Nothing else is shown of this page.
  return new Promise(() => {})
}

/** What an issuer has answered by sending somebody back; null for a page that was come to otherwise. */
export function answerInAddress(): URLSearchParams | null {
  const answer = new URLSearchParams(location.search)
  return answer.has('state') && (answer.has('code') || answer.has('error')) ? answer : null
}

/**
 * Gets the tokens for an answer.
 *
 * @throws LoginError if it is not the one that this window has asked for, or says no
 */
export async function redeem(
  answer: URLSearchParams,
  config: OpenIdConfig,
): Promise<{ issuer: Issuer; tokens: Tokens }> {
  const kept = sessionStorage.getItem(PENDING)
  const pending = kept === null ? null : (JSON.parse(kept) as Pending)
  sessionStorage.removeItem(PENDING)
  // Neither the code nor the state is to stay in the address, which people copy.
  history.replaceState(null, '', here() + (pending?.hash ?? ''))
  if (pending === null || pending.state !== answer.get('state')) {
    throw new LoginError('This window has not asked for that login.')
  }
  const issuer = await discover(config.issuer, fetch)
  const from = answer.get('iss')
  if (from === null ? issuer.authorization_response_iss_parameter_supported === true : from !== issuer.issuer) {
    throw new LoginError('The answer is of another issuer.')
  }
  const code = answer.get('code')
  if (code === null) {
    throw new LoginError(`The issuer did not log you in: ${answer.get('error_description') ?? answer.get('error')}.`)
  }
  const tokens = await fetchTokens(
    issuer.token_endpoint,
    { grant_type: 'authorization_code', code, redirect_uri: here(), code_verifier: pending.verifier },
    config,
    { issuer: issuer.issuer, clientId: config.clientId, nonce: pending.nonce },
    fetch,
  )
  return { issuer, tokens }
}

/** Where an issuer sends somebody back to. */
export function here(): string {
  return location.origin + location.pathname
}
