/** Where the suite is: an origin, and the path under which a proxy may have put it. */
export class Address {
  private readonly base: string

  /** Fails where the url is none of http or https. */
  constructor(url: string) {
    const { location } = globalThis
    // Whole ones are taken by hand, as the URL of React Native knows few of the parts of one.
    const whole = /^[a-z][a-z0-9+.-]*:/i.test(url) || location === undefined ? url : new URL(url, location.href).href
    if (!/^https?:\/\/[^/?#]/i.test(whole)) {
      throw new Error(`An origin with http or https is needed, not ${url}`)
    }
    this.base = whole.replace(/[?#].*$/, '').replace(/\/+$/, '')
  }

  /** @param path with its slash ahead */
  http(path: string): string {
    return this.base + path
  }

  socket(): string {
    return this.base.replace(/^http/i, 'ws') + '/ws'
  }
}
