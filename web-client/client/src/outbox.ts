/** Unanswered messages at once: what the server takes in a burst. */
const CAPACITY = 40

/** An own message until it is seen in its room. It keeps its id through every resend, so that sending twice is harmless. */
export interface Entry {
  readonly id: string
  readonly content: string
  readonly metadata: unknown
  readonly timestamp: number
  /** `waiting` for the connection. */
  state: 'waiting' | 'sending' | 'stored' | 'failed'
  error: string | null
  /** Since when it is tried over a connection; null while it waits for one. */
  triedSince: number | null
  /** Known once it is stored. */
  cursor: number | null
}

/** The messages of one user to one room that are not known to be in it. */
export class Outbox {
  private readonly byId = new Map<string, Entry>()

  get entries(): Entry[] {
    return [...this.byId.values()]
  }

  get waiting(): Entry[] {
    return this.entries.filter(({ state }) => state === 'waiting')
  }

  get isFull(): boolean {
    return this.entries.filter(({ state }) => state !== 'stored').length >= CAPACITY
  }

  get(id: string): Entry | undefined {
    return this.byId.get(id)
  }

  /** Answers null when too many are unanswered. */
  add(content: string, metadata?: unknown, id = randomId(), timestamp = Date.now()): Entry | null {
    if (this.isFull) {
      return null
    }
    const entry: Entry = {
      id,
      content,
      metadata,
      timestamp,
      state: 'waiting',
      error: null,
      triedSince: null,
      cursor: null,
    }
    this.byId.set(id, entry)
    return entry
  }

  sending(id: string, now = Date.now()): void {
    this.change(id, { state: 'sending', error: null, triedSince: this.byId.get(id)?.triedSince ?? now })
  }

  stored(id: string, cursor: number | null = null): void {
    this.change(id, { state: 'stored', error: null, cursor })
  }

  /** Not known whether it arrived: to be sent again when the connection is back. */
  interrupted(id: string): void {
    this.change(id, { state: 'waiting', triedSince: null })
  }

  /** Refused for now: to be sent again soon. */
  refused(id: string): void {
    this.change(id, { state: 'waiting' })
  }

  failed(id: string, error: string): void {
    this.change(id, { state: 'failed', error })
  }

  retry(id: string): void {
    this.change(id, { state: 'waiting', error: null, triedSince: null })
  }

  discard(id: string): void {
    this.byId.delete(id)
  }

  /** Forgets what is stored and is `shown` by the room itself, or is older than all it shows. */
  prune(shown: (id: string) => boolean, floor: number | null): void {
    for (const { id, state, cursor } of this.byId.values()) {
      const older = cursor !== null && floor !== null && cursor < floor
      if (state === 'stored' && (older || shown(id))) {
        this.byId.delete(id)
      }
    }
  }

  // What is stored stays stored: an answer to an earlier attempt cannot undo it.
  private change(id: string, change: Partial<Entry>): void {
    const entry = this.byId.get(id)
    if (entry !== undefined && entry.state !== 'stored') {
      Object.assign(entry, change)
    }
  }
}

/** A UUID where the page may make one (https, localhost), else as much randomness in hexadecimal. */
export function randomId(
  source: { randomUUID?: () => string; getRandomValues: Crypto['getRandomValues'] } = globalThis.crypto,
): string {
  if (source.randomUUID !== undefined) {
    return source.randomUUID()
  }
  const bytes = source.getRandomValues(new Uint8Array(16))
  return Array.from(bytes, byte => byte.toString(16).padStart(2, '0')).join('')
}
