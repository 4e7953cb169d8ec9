import type { OpenIdConfig } from './openid/config'

/** How the page logs in, as whoever serves it says at `/config.json`: in one way, or not at all. */
export interface PageConfig {
  /** Where the local run gives a token for any name. */
  devToken?: string
  openId?: OpenIdConfig
}

export async function readConfig(): Promise<PageConfig> {
  const response = await fetch('/config.json', { cache: 'no-store', signal: AbortSignal.timeout(10_000) })
  if (!response.ok) {
    throw new Error(`The server does not say how to log in (HTTP ${response.status}).`)
  }
  return (await response.json()) as PageConfig
}
