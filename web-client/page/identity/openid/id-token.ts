import type { User } from '../login'
import { LoginError } from './login-error'

/** What an ID token says. */
export type Claims = Record<string, unknown>

/** What it has to say. */
export interface Expectation {
  issuer: string
  clientId: string
  nonce: string | undefined
}

/**
 * Reads an ID token that came from the issuer itself, over a connection that proves who that is, so its signature is
 * not looked at; nor is its time, as it was made just now and this machine's clock may be wrong. What the services are
 * shown they verify by themselves.
 */
export function claimsOf(idToken: string, { issuer, clientId, nonce }: Expectation): Claims {
  const claims = read(idToken)
  const audience = Array.isArray(claims.aud) ? (claims.aud as unknown[]) : [claims.aud]
  if (claims.iss !== issuer) {
    throw new LoginError('The login is of another issuer.')
  }
  if (!audience.includes(clientId) || (claims.azp !== undefined && claims.azp !== clientId)) {
    throw new LoginError('The login is for another page.')
  }
  if (nonce !== undefined && claims.nonce !== nonce) {
    throw new LoginError('The login is not the one that was asked for.')
  }
  if (typeof claims.sub !== 'string' || claims.sub === '') {
    throw new LoginError('The login names nobody.')
  }
  return claims
}

/** As the services read it. */
export function userOf(claims: Claims): User {
  const userId = String(claims.sub)
  const names = [claims.preferred_username, claims.upn, claims.name]
  const username = names.find((it): it is string => typeof it === 'string' && it !== '') ?? userId
  return { userId, username }
}

function read(token: string): Claims {
  try {
    const payload = token.split('.')[1]!.replaceAll('-', '+').replaceAll('_', '/')
    const bytes = Uint8Array.from(atob(payload), it => it.charCodeAt(0))
    return JSON.parse(new TextDecoder().decode(bytes)) as Claims
  } catch {
    throw new LoginError('The issuer gave no ID token that can be read.')
  }
}
