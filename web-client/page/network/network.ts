/**
 * The browser's network with a switch, for those who want to see recovery at work: while it is off,
 * sockets break, new ones fail and calls fail, as in a tunnel.
 */
export class Network {
  private on = true
  private readonly sockets = new Set<WebSocket>()

  /** To be used in place of the browser's own. */
  readonly WebSocket: typeof WebSocket
  readonly fetch: typeof fetch = (input, init) =>
    this.on ? globalThis.fetch(input, init) : Promise.reject(new TypeError('the network is off'))

  constructor() {
    const network = this
    this.WebSocket = class extends WebSocket {
      constructor(url: string | URL, protocols?: string | string[]) {
        // The constructor has to be given an address; nobody takes a socket at this one.
        super(network.on ? url : new URL('/no-network', url), protocols)
        network.watch(this)
      }
    }
  }

  get isOn(): boolean {
    return this.on
  }

  turn(on: boolean): void {
    this.on = on
    if (!on) {
      this.sockets.forEach(socket => socket.close())
    }
  }

  private watch(socket: WebSocket): void {
    this.sockets.add(socket)
    socket.addEventListener('close', () => this.sockets.delete(socket))
  }
}
