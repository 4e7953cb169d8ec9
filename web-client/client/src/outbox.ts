import type { MessageName } from './protocol.js'

/** Unanswered messages at once: what the server takes in a burst. */
const CAPACITY = 40
/** Failed ones that are kept for the user to decide about; beyond, the oldest go. */
const MAX_FAILED = 100

/**
 * An own message until it is seen in its room. It keeps its id through every resend, so that sending twice is
 * harmless. Another object as soon as anything about it is different.
 */
export interface Entry {
  readonly id: string
  readonly content: string
  readonly metadata: unknown
  readonly replyTo: MessageName | undefined
  readonly timestamp: number
  /** The room's newest cursor when it was written, behind which it stands if it fails. */
  readonly behind: number
  /** `waiting` for the connection. */
  readonly state: 'waiting' | 'sending' | 'stored' | 'failed'
  readonly error: string | null
  /** Since when it is tried over a connection; null while it waits for one. */
  readonly triedSince: number | null
  /** Known once it is stored. */
  readonly cursor: number | null
}

/** Where what is not stored outlives the page. */
export interface Drawer {
  put(entry: Entry): void
  remove(id: string): void
  all(): Pick<Entry, 'id' | 'content' | 'metadata' | 'replyTo' | 'timestamp' | 'behind' | 'error'>[]
}

/** The messages of one user to one room that are not known to be in it. */
export class Outbox {
  private readonly byId = new Map<string, Entry>()
  private drawer: Drawer | null = null

  get entries(): Entry[] {
    return [...this.byId.values()]
  }

  get isEmpty(): boolean {
    return this.byId.size === 0
  }

  get waiting(): Entry[] {
    return this.entries.filter(({ state }) => state === 'waiting')
  }

  /** Those that failed wait for the user, and hold nobody up. */
  get isFull(): boolean {
    return this.entries.filter(({ state }) => state === 'waiting' || state === 'sending').length >= CAPACITY
  }

  get(id: string): Entry | undefined {
    return this.byId.get(id)
  }

  /** Takes in what was not stored when the page was closed, and keeps what is here in the same place. */
  keepIn(drawer: Drawer): void {
    if (this.drawer !== null) {
      return
    }
    this.drawer = drawer
    const kept = drawer.all().filter(({ id }) => !this.byId.has(id))
    const own = this.entries.filter(({ state }) => state !== 'stored')
    // What was written first goes first.
    this.byId.clear()
    for (const entry of kept.sort((one, other) => one.timestamp - other.timestamp)) {
      const state = entry.error === null ? 'waiting' : 'failed'
      this.byId.set(entry.id, { ...entry, state, triedSince: null, cursor: null })
    }
    own.forEach(entry => this.set(entry))
  }

  /** Answers null when too many are unanswered. */
  add(content: string, metadata?: unknown, behind = 0, replyTo?: MessageName): Entry | null {
    if (this.isFull) {
      return null
    }
    const entry: Entry = {
      id: randomId(),
      content,
      metadata,
      replyTo,
      timestamp: Date.now(),
      behind,
      state: 'waiting',
      error: null,
      triedSince: null,
      cursor: null,
    }
    this.set(entry)
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
    const failed = this.entries.filter(({ state }) => state === 'failed')
    failed.slice(0, Math.max(0, failed.length - MAX_FAILED)).forEach(it => this.discard(it.id))
  }

  retry(id: string): void {
    this.change(id, { state: 'waiting', error: null, triedSince: null })
  }

  discard(id: string): void {
    this.byId.delete(id)
    this.drawer?.remove(id)
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
      this.set({ ...entry, ...change })
    }
  }

  private set(entry: Entry): void {
    const before = this.byId.get(entry.id)
    this.byId.set(entry.id, entry)
    if (entry.state === 'stored') {
      this.drawer?.remove(entry.id)
    } else if (before === undefined || before.error !== entry.error) {
      this.drawer?.put(entry)
    }
  }
}

/** A UUID where the platform makes one (pages: by https and on localhost), else as much randomness in hexadecimal. */
export function randomId(source: Partial<Crypto> | undefined = globalThis.crypto): string {
  if (source?.randomUUID !== undefined) {
    return source.randomUUID()
  }
  const bytes = new Uint8Array(16)
  if (source?.getRandomValues !== undefined) {
    source.getRandomValues(bytes)
  } else {
    // Nobody is to guess them, only to make another one: React Native has no better source.
    bytes.forEach((_, index) => (bytes[index] = Math.random() * 256))
  }
  return Array.from(bytes, byte => byte.toString(16).padStart(2, '0')).join('')
}
