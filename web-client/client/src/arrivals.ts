import type { MessageList } from './message-list.js'
import type { PlacedMessage } from './room-message.js'

/** What is new in a list since the room was joined: each message once, and none while one before it may still come. */
export class Arrivals {
  /** Nothing up to this cursor is news; null until it is known. */
  private start: number | null = null
  private told = 0
  private waiting: PlacedMessage[] = []

  constructor(private readonly list: MessageList) {}

  /** The cursor up to which everything was told. */
  get through(): number {
    return Math.max(this.told, this.start ?? 0)
  }

  /** The room was joined while its newest message was this one; null where that is not known. */
  joined(newest: number | null): void {
    this.start ??= newest
  }

  /** The list begins anew behind a gap: what was told before it is not told again. */
  restart(): void {
    this.start = this.through
    this.waiting = []
  }

  /** What came before this cursor is behind the gap, too. */
  skipTo(cursor: number): void {
    this.start = Math.max(this.through, cursor - 1)
    this.waiting = this.waiting.filter(message => message.cursor >= cursor)
  }

  /** The messages that have become certain since the last call, in order. */
  take(): PlacedMessage[] {
    const fresh = this.list.takeFresh()
    if (this.start === null) {
      // Before the newest page is loaded, only what comes live comes at all.
      const first = this.list.floor === null ? fresh[0]?.cursor : this.list.last + 1
      if (first === undefined) {
        return []
      }
      this.start = first - 1
    }
    const { start } = this
    for (const message of fresh) {
      if (message.cursor > start) {
        this.waiting.push(message)
      }
    }
    return this.waiting.length === 0 ? [] : this.release(start)
  }

  /** Whether it is news that is told later. */
  isWaiting(key: string): boolean {
    return this.waiting.some(message => message.key === key)
  }

  private release(start: number): PlacedMessage[] {
    const { messages } = this.list
    // What has waited may have been changed; and the list does not keep everything.
    this.waiting = this.waiting.map(message => messages[this.list.indexOf(message.userId, message.id)] ?? message)
    const open = this.list.firstOpenAfter(start)
    const certain = this.waiting.filter(({ cursor }) => cursor < open)
    this.waiting = this.waiting.filter(({ cursor }) => cursor >= open)
    certain.sort((one, other) => one.cursor - other.cursor)
    this.told = Math.max(this.told, certain.at(-1)?.cursor ?? 0)
    return certain
  }
}
