import { keyOf, type MessageList } from './message-list.js'
import type { Message } from './protocol.js'

const MAX_TOLD = 40_000

/** What is new in a list since it was loaded: each message once, and none while one before it may still come. */
export class Arrivals {
  private start: number | null = null
  private waiting: Message[] = []
  private told = new Set<string>()

  constructor(private readonly list: MessageList) {}

  /** The messages that have become certain since the last call, in order. */
  take(): Message[] {
    const fresh = this.list.takeFresh()
    if (this.list.floor === null) {
      return []
    }
    this.start ??= this.list.last
    for (const message of fresh) {
      if (message.cursor > this.start && !this.told.has(keyOf(message))) {
        this.told.add(keyOf(message))
        this.waiting.push(message)
      }
    }
    if (this.told.size > MAX_TOLD) {
      this.told = new Set(this.list.messages.map(keyOf))
    }
    return this.waiting.length === 0 ? [] : this.release()
  }

  private release(): Message[] {
    const open = this.list.holes()[0]?.before ?? Infinity
    const certain = this.waiting.filter(({ cursor }) => cursor < open)
    this.waiting = this.waiting.filter(({ cursor }) => cursor >= open)
    return certain.sort((one, other) => one.cursor - other.cursor)
  }
}
