/** One token, or what is asked for one at every connection and when the server refuses the last. */
export type TokenSource = string | (() => string | Promise<string>)

/** The token of one user, and how to get a fresh one. */
export class Credentials {
  token = ''

  /** @param source may be replaced by another one of the same user */
  constructor(public source: TokenSource) {}

  /** Whether asking again can only bring the same token. */
  get isFixed(): boolean {
    return typeof this.source === 'string'
  }

  async renew(): Promise<string> {
    const { source } = this
    const token: unknown = typeof source === 'string' ? source : await source()
    if (typeof token !== 'string' || token === '') {
      throw new Error('the source of tokens gave none')
    }
    this.token = token
    return token
  }
}
