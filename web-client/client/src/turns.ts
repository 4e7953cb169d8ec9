/** Messages under way at once: what the server takes in a burst. */
const WINDOW = 40
const PAUSE_MILLIS = 1_500

/** Sends one message and resolves when it is answered; null where none waits. */
export type SendNext = () => Promise<void> | null

/**
 * Lets the rooms of one connection send in turn, a bounded number of messages at once, and none for a moment after the
 * server called them too many. Without it, a client that comes back with much to say would be closed for flooding.
 */
export class Turns {
  private underWay = 0
  private paused = false
  private readonly wanting = new Set<SendNext>()

  /** Has it called, in its turn, until it answers null. */
  want(next: SendNext): void {
    this.wanting.add(next)
    this.give()
  }

  pause(): void {
    if (!this.paused) {
      this.paused = true
      setTimeout(() => {
        this.paused = false
        this.give()
      }, PAUSE_MILLIS)
    }
  }

  private give(): void {
    for (const next of this.wanting) {
      if (this.paused || this.underWay >= WINDOW) {
        return
      }
      // It goes behind the others, where this very loop comes to it again.
      this.wanting.delete(next)
      const sent = next()
      if (sent !== null) {
        this.wanting.add(next)
        this.underWay++
        void sent.then(() => {
          this.underWay--
          this.give()
        })
      }
    }
  }
}
