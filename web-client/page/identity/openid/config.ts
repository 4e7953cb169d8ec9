/** An issuer that speaks OpenID Connect, and what this page is called there. */
export interface OpenIdConfig {
  /** As it stands in tokens; or its path, where it is on the page's own origin. */
  issuer: string
  clientId: string
  /** `openid profile` where there is none; `offline_access` has some issuers give refresh tokens. */
  scope?: string
  /** Which of the two the services are shown: `access_token`, unless the issuer's are not JWTs. */
  token?: 'access_token' | 'id_token'
  /** Sent along with the request to log in, such as `audience`. */
  parameters?: Record<string, string>
  /** Whether anybody can log in as anybody. */
  development?: boolean
}
