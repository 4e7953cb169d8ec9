import type { Member } from './protocol.js'

const REPEAT_MILLIS = 3_000
const IDLE_MILLIS = 5_000
const FORGET_MILLIS = 7_000

type Timer = ReturnType<typeof setTimeout>

/** Tells others that the user types: at most every three seconds, and when it ends. */
export class TypingSignal {
  private last: number | null = null
  private idle: Timer | undefined

  constructor(private readonly send: (isTyping: boolean) => void) {}

  typed(isTyping: boolean, now = Date.now()): void {
    if (!isTyping) {
      this.stop()
      return
    }
    if (this.last === null || now - this.last >= REPEAT_MILLIS) {
      this.last = now
      this.send(true)
    }
    clearTimeout(this.idle)
    this.idle = setTimeout(() => this.stop(), IDLE_MILLIS)
  }

  private stop(): void {
    clearTimeout(this.idle)
    if (this.last !== null) {
      this.last = null
      this.send(false)
    }
  }
}

/** Who types in a room. Whoever is not heard of again is forgotten, since the end of typing may get lost. */
export class Typists {
  private readonly typing = new Map<string, { username: string; timer: Timer }>()

  constructor(private readonly changed: () => void) {}

  get members(): Member[] {
    return [...this.typing].map(([userId, { username }]) => ({ userId, username }))
  }

  set(userId: string, username: string, isTyping: boolean): void {
    clearTimeout(this.typing.get(userId)?.timer)
    if (!this.typing.delete(userId) && !isTyping) {
      return
    }
    if (isTyping) {
      const timer = setTimeout(() => this.set(userId, username, false), FORGET_MILLIS)
      this.typing.set(userId, { username, timer })
    }
    this.changed()
  }

  clear(): void {
    this.typing.forEach(({ timer }) => clearTimeout(timer))
    this.typing.clear()
  }
}
