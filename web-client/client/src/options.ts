import type { BackoffOptions } from './backoff.js'
import type { WebSocketConstructor } from './connection.js'
import type { TokenSource } from './credentials.js'
import type { KeyValueStorage } from './drawers.js'

/** What a client is made with. */
export interface ClientOptions {
  /** Where the gateway is: http or https, with the path under which a proxy may have put it. A page's own may be relative. */
  url: string
  /**
   * One token, or a function that is asked for one at every connection, and when the server refuses the last. A single
   * one that is refused ends in the state `failed`.
   */
  token: TokenSource
  /** False: connect only when {@link ChorusClient.connect} is called. */
  connect?: boolean
  /** In place of the platform's; Node before 22 has none, and takes that of the package `ws`. */
  WebSocket?: WebSocketConstructor
  /** In place of the platform's. */
  fetch?: typeof globalThis.fetch
  /** Sent with every call, and with the handshake of the socket where the platform lets a page do that: Node does. */
  headers?: Record<string, string>
  /** How long the pauses between attempts to connect are. */
  backoff?: BackoffOptions
  /**
   * Where messages that are not stored outlive the page, `localStorage` say: the next client of the same user sends them
   * as soon as it is in their room. Without it they are lost with the page.
   */
  storage?: KeyValueStorage
  /** Messages of a room that are kept in memory, 5,000 by default and 100 at the least; beyond, the oldest go. */
  keepMessages?: number
  /** Told what the client does, for those who look for a fault. */
  log?: (line: string, details?: unknown) => void
}
