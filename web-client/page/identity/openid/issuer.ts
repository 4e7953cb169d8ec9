import { LoginError } from './login-error'

/** What an issuer says of itself. */
export interface Issuer {
  issuer: string
  authorization_endpoint: string
  token_endpoint: string
  end_session_endpoint?: string
  revocation_endpoint?: string
  authorization_response_iss_parameter_supported?: boolean
}

/** Asks an issuer where to log in. Whoever answers for another one is not believed. */
export async function discover(name: string, fetch: typeof globalThis.fetch): Promise<Issuer> {
  const url = `${name.replace(/\/$/, '')}/.well-known/openid-configuration`
  const response = await fetch(url, { signal: AbortSignal.timeout(10_000) })
  if (!response.ok) {
    throw new LoginError(`${name} does not say how to log in (HTTP ${response.status}).`)
  }
  const said = (await response.json()) as Issuer
  if (said.issuer !== name) {
    throw new LoginError(`${name} says that it is ${said.issuer}.`)
  }
  for (const endpoint of ['authorization_endpoint', 'token_endpoint'] as const) {
    requireSafe(said[endpoint], name)
  }
  for (const endpoint of [said.end_session_endpoint, said.revocation_endpoint]) {
    if (endpoint !== undefined) {
      requireSafe(endpoint, name)
    }
  }
  return said
}

/** `https`, or whatever the issuer itself is reached by: the browser's own machine has no certificate. */
function requireSafe(endpoint: unknown, name: string): void {
  const { protocol } = new URL(String(endpoint))
  if (protocol !== 'https:' && protocol !== new URL(name).protocol) {
    throw new LoginError(`${name} wants to be talked to by ${protocol}`)
  }
}
