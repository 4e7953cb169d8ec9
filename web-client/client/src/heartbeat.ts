/** Shares of the server's heartbeat: silence until it is asked for, and until the answer is given up. */
const IDLE_SHARE = 0.3
const PATIENCE_SHARE = 0.3
/** With something unanswered, silence is asked about sooner. */
const AWAITED_MILLIS = 2_000
/** What a network that has just changed is given. */
const SHORT_PATIENCE_MILLIS = 3_000
const TICK_MILLIS = 1_000

interface Options {
  heartbeatSeconds: number
  /** Asks for a sign of life. */
  ping(): void
  /** Whether an answer is still to come. */
  awaited(): boolean
  /** Told once that the peer is silent for good. */
  silent(): void
}

/**
 * Notices within the server's heartbeat that it has fallen silent. Whatever comes from it is a sign of life; where
 * nothing does, it is asked. (Pages cannot see the protocol's own pings.)
 */
export class Heartbeat {
  private heardAt = Date.now()
  private askedAt: number | null = null
  private patience: number
  private ticks = 0
  private readonly timer: ReturnType<typeof setInterval>

  constructor(private readonly options: Options) {
    this.patience = this.share(PATIENCE_SHARE)
    this.timer = setInterval(() => this.tick(), TICK_MILLIS)
  }

  heard(): void {
    this.heardAt = Date.now()
    this.askedAt = null
  }

  /** The network may have changed: asks at once, and waits for less long. */
  check(): void {
    this.ask(SHORT_PATIENCE_MILLIS)
  }

  stop(): void {
    clearInterval(this.timer)
  }

  private tick(): void {
    const now = Date.now()
    if (this.askedAt !== null) {
      // A page that stood still has not had the time to hear the answer, so time alone does not tell.
      if (++this.ticks >= 2 && now - this.askedAt >= this.patience) {
        this.stop()
        this.options.silent()
      }
    } else {
      const idle = this.options.awaited() ? AWAITED_MILLIS : this.share(IDLE_SHARE)
      if (now - this.heardAt >= idle) {
        this.ask(this.share(PATIENCE_SHARE))
      }
    }
  }

  private ask(patience: number): void {
    this.patience = patience
    this.askedAt = Date.now()
    this.ticks = 0
    this.options.ping()
  }

  private share(of: number): number {
    return this.options.heartbeatSeconds * 1_000 * of
  }
}
