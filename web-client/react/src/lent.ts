import { ChorusClient, type ClientOptions } from '@chorus/client'

/** A client that is connected, and whose rooms are joined, while somebody uses them. */
export class Lent {
  readonly client: ChorusClient
  private mounted = 0
  private readonly users = new Map<string, number>()

  constructor(options: ClientOptions) {
    this.client = new ChorusClient({ ...options, connect: false })
  }

  /** Answers what ends the use; the last one to do so closes the client. */
  readonly connect = (): (() => void) => {
    this.mounted++
    this.client.connect()
    return () => {
      this.mounted--
      // Whoever mounts in the same turn takes it over, as StrictMode does.
      queueMicrotask(() => this.mounted === 0 && this.client.close())
    }
  }

  /** Answers what gives the room back; the last one to do so leaves it. */
  use(roomId: string): () => void {
    this.users.set(roomId, (this.users.get(roomId) ?? 0) + 1)
    this.client.room(roomId)
    return () => {
      this.users.set(roomId, this.users.get(roomId)! - 1)
      queueMicrotask(() => {
        if (this.users.get(roomId) === 0) {
          this.users.delete(roomId)
          this.client.leave(roomId)
        }
      })
    }
  }

  readonly subscribe = (changed: () => void): (() => void) => this.client.on('change', changed)
}
