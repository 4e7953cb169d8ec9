import { FIRST_ROOM } from './room-name'

/** What this browser keeps of a user: the rooms he is in, and how far he has read each. */
export interface Shelf {
  rooms: string[]
  /** Newest cursor read, by room. */
  read: Record<string, number>
}

const MAX_ROOMS = 100

export function emptyShelf(): Shelf {
  return { rooms: [FIRST_ROOM], read: {} }
}

/** Adds a room at the end; the connection's own bound is ours too. */
export function withRoom(shelf: Shelf, room: string): Shelf {
  return shelf.rooms.includes(room) || shelf.rooms.length >= MAX_ROOMS
    ? shelf
    : { ...shelf, rooms: [...shelf.rooms, room] }
}

export function withoutRoom(shelf: Shelf, room: string): Shelf {
  const { [room]: forgotten, ...read } = shelf.read
  return { rooms: shelf.rooms.filter(name => name !== room), read }
}

/** Notes that all up to a cursor was read; never goes back. */
export function withRead(shelf: Shelf, room: string, cursor: number): Shelf {
  return cursor <= (shelf.read[room] ?? 0)
    ? shelf
    : { ...shelf, read: { ...shelf.read, [room]: cursor } }
}

/** The room beside another in the list, round its ends. */
export function neighbour(shelf: Shelf, room: string, step: 1 | -1): string {
  const { rooms } = shelf
  return rooms[(rooms.indexOf(room) + step + rooms.length) % rooms.length] ?? room
}

/** How many of others came after what was read; nothing is unread in a room that was never read. */
export function unread(
  messages: readonly { cursor: number | null; userId: string }[],
  read: number | undefined,
  me: string,
): number {
  return read === undefined
    ? 0
    : messages.filter(({ cursor, userId }) => userId !== me && (cursor ?? 0) > read).length
}

/** Reads what was kept; whatever is not of its shape is as if there were nothing. */
export function parseShelf(text: string | null): Shelf {
  try {
    const { rooms, read } = JSON.parse(text ?? '') as Shelf
    const whole =
      Array.isArray(rooms) &&
      rooms.every(room => typeof room === 'string') &&
      Object.values(read).every(cursor => Number.isSafeInteger(cursor))
    return whole && rooms.length > 0 ? { rooms, read } : emptyShelf()
  } catch {
    return emptyShelf()
  }
}
