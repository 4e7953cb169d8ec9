import { FIRST_ROOM } from './room-name'

/** As many rooms as a connection may be in. */
const MAX_ROOMS = 100
/** A draft is kept up to so many characters: the browser keeps five million for all. */
const MAX_DRAFT = 50_000

type Kind = 'room' | 'read' | 'draft' | 'left'

/**
 * What this browser keeps of a user: the rooms he is in, how far he has read each, and what he has begun to write. Each
 * is an entry of its own, so that two windows do not overwrite each other's.
 */
export class Shelf {
  private known: string[] | null = null
  private forgotten = false

  constructor(
    private readonly storage: Storage,
    private readonly userId: string,
  ) {}

  /** In the order of their coming; never none. */
  get rooms(): readonly string[] {
    this.known ??= this.list()
    return this.known
  }

  get isFull(): boolean {
    return this.rooms.length >= MAX_ROOMS
  }

  add(room: string): void {
    if (!this.rooms.includes(room)) {
      // The first one stands there by itself until there is another.
      this.rooms.forEach(it => this.storage.getItem(this.key('room', it)) ?? this.put('room', it, '0'))
      this.put('room', room, String(Date.now()))
    }
    this.put('left', room, null)
  }

  /** Forgets the room with all that was kept of it. */
  remove(room: string): void {
    for (const kind of ['room', 'read', 'draft'] as const) {
      this.put(kind, room, null)
    }
    this.put('left', room, String(Date.now()))
  }

  /** Whether the user has left the room here, and has not come back. */
  hasLeft(room: string): boolean {
    return this.storage.getItem(this.key('left', room)) !== null
  }

  /** The newest cursor that was read, here or in another window; nothing where the room was never read. */
  read(room: string): number | undefined {
    const cursor = Number(this.storage.getItem(this.key('read', room)) ?? NaN)
    return Number.isSafeInteger(cursor) ? cursor : undefined
  }

  /** Notes that all up to a cursor was read; never goes back. */
  markRead(room: string, cursor: number): void {
    const before = this.read(room)
    if (before === undefined || cursor > before) {
      this.put('read', room, String(cursor))
    }
  }

  draft(room: string): string {
    return this.storage.getItem(this.key('draft', room)) ?? ''
  }

  keepDraft(room: string, text: string): void {
    this.put('draft', room, text === '' || text.length > MAX_DRAFT ? null : text)
  }

  get hasDrafts(): boolean {
    return this.keys(this.key('draft', '')).length > 0
  }

  /** Forgets all, and keeps nothing any more: the user has logged out. */
  forget(): void {
    this.keys(this.prefix).forEach(key => this.storage.removeItem(key))
    this.forgotten = true
  }

  /** Calls back when another window has changed something. */
  watch(changed: () => void): void {
    addEventListener('storage', ({ key }) => {
      if (key === null || key.startsWith(this.prefix)) {
        this.known = null
        changed()
      }
    })
  }

  private get prefix(): string {
    return `chorus ${this.userId} `
  }

  private key(kind: Kind, room: string): string {
    return `${this.prefix}${kind} ${room}`
  }

  private put(kind: Kind, room: string, value: string | null): void {
    this.known = null
    if (this.forgotten) {
      return
    }
    try {
      if (value === null) {
        this.storage.removeItem(this.key(kind, room))
      } else {
        this.storage.setItem(this.key(kind, room), value)
      }
    } catch {
      // A full storage keeps what it has; the page does without the rest.
    }
  }

  private list(): string[] {
    const start = this.key('room', '')
    const came = (key: string) => Number(this.storage.getItem(key))
    const rooms = this.keys(start).sort((one, other) => came(one) - came(other))
    return rooms.length === 0 ? [FIRST_ROOM] : rooms.map(key => key.slice(start.length))
  }

  private keys(start: string): string[] {
    const keys = Array.from({ length: this.storage.length }, (_, index) => this.storage.key(index) ?? '')
    return keys.filter(key => key.startsWith(start))
  }
}

/** The room beside another in the list, round its ends. */
export function neighbour(rooms: readonly string[], room: string, step: 1 | -1): string {
  return rooms[(rooms.indexOf(room) + step + rooms.length) % rooms.length] ?? room
}
