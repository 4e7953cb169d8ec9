/** Where the suite is: an origin, and the path under which a proxy may have put it. */
export class Address {
  private readonly base: URL

  /** Fails where the url is none of http or https. */
  constructor(url: string) {
    this.base = new URL(url, globalThis.location?.href)
    if (!/^https?:$/.test(this.base.protocol)) {
      throw new Error(`An origin with http or https is needed, not ${url}`)
    }
  }

  /** @param path with its slash ahead */
  http(path: string): URL {
    return new URL(this.base.pathname.replace(/\/+$/, '') + path, this.base)
  }

  socket(): string {
    const url = this.http('/ws')
    url.protocol = this.base.protocol.replace('http', 'ws')
    return url.href
  }
}
