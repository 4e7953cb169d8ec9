import type { ChorusClient } from '@chorus/client'

/** A client whose rooms are joined while somebody uses them. */
export class Lent {
  private readonly users = new Map<string, number>()

  constructor(readonly client: ChorusClient) {}

  /** Answers what gives the room back; the last one to do so leaves it. */
  use(roomId: string): () => void {
    this.users.set(roomId, (this.users.get(roomId) ?? 0) + 1)
    this.client.room(roomId)
    return () => {
      this.users.set(roomId, this.users.get(roomId)! - 1)
      // Whoever mounts in the same turn takes the room over, as StrictMode does.
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
