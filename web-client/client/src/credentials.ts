/** The token of one user, and how to get a fresh one. */
export class Credentials {
  token = ''

  constructor(private readonly fetchToken: () => Promise<string>) {}

  async renew(): Promise<string> {
    this.token = await this.fetchToken()
    return this.token
  }
}
