import { keyOf, type MessageList } from './message-list'
import type { Message } from './protocol'

const MAX_TOLD = 40_000

/** What is new in a list since it was loaded: each message once, and none while one before it may still come. */
export class Arrivals {
  private start: number | null = null
  private told = new Set<string>()

  constructor(private readonly list: MessageList) {}

  /** The messages that have become certain since the last call, in order. */
  take(): Message[] {
    if (this.list.floor === null) {
      return []
    }
    this.start ??= this.list.last
    const certain = this.list.holes()[0]?.before ?? Infinity
    const fresh = this.list.messages.filter(
      it => it.cursor > this.start! && it.cursor < certain && !this.told.has(keyOf(it)),
    )
    fresh.forEach(it => this.told.add(keyOf(it)))
    if (this.told.size > MAX_TOLD) {
      this.told = new Set(this.list.messages.map(keyOf))
    }
    return fresh
  }
}
