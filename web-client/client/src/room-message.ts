import type { Entry } from './outbox.js'
import type { Member, MessageName, MessageState, Reaction } from './protocol.js'

/** A message of a room as the application sees it. */
export interface RoomMessage {
  /** The same for as long as the message is shown, whatever becomes of it. */
  readonly key: string
  /** Its sender's name for it: unique together with `userId`. */
  readonly id: string
  readonly roomId: string
  /** Its sender. */
  readonly userId: string
  /** Its sender's name when it was sent. */
  readonly username: string
  readonly content: string
  /** Whatever JSON its sender put beside it. */
  readonly metadata?: unknown
  /** The message that it answers. */
  readonly replyTo?: MessageName
  /** When it was changed last, milliseconds since the epoch; none where it is as it was sent. */
  readonly editedAt?: number
  /** Whether it is gone: its place stays, its text does not. */
  readonly deleted?: boolean
  /** How many answer it, 99 at the most. */
  readonly replies?: number
  /** Who reacts to it; none where nobody does. */
  readonly reactions?: readonly Reaction[]
  /** Whether something that the user did to it is on its way. */
  readonly changing?: boolean
  /** Milliseconds since the epoch. */
  readonly timestamp: number
  /** Its place in the room; null while it is on its way. */
  readonly cursor: number | null
  /** The messages of others are always `stored`. */
  readonly state: 'sending' | 'stored' | 'failed'
  /** Why it failed, in words. */
  readonly reason?: string
}

/** A message that has its place in the room. */
export type PlacedMessage = RoomMessage & { readonly cursor: number }

/** Tells messages apart: the same id of two users is two messages. */
export function keyOf({ userId, id }: { userId: string; id: string }): string {
  return JSON.stringify([userId, id])
}

/** A message as it came from the room: of an own one of which nothing else is known, that is as good as its reply. */
export function placed({ prev: _, ...message }: MessageState): PlacedMessage {
  // In the log nothing but what is deleted has no text.
  return { ...message, ...(message.content === '' && { deleted: true }), key: keyOf(message), state: 'stored' }
}

const drawn = new WeakMap<Entry, RoomMessage>()

/** A message that is on its way to the room. The same object for as long as nothing about it has changed. */
export function underWay(entry: Entry, roomId: string, me: Member): RoomMessage {
  const before = drawn.get(entry)
  if (before?.userId === me.userId) {
    return before
  }
  const { id, content, metadata, replyTo, timestamp, cursor } = entry
  const made = {
    key: keyOf({ userId: me.userId, id }),
    id,
    roomId,
    ...me,
    content,
    ...(metadata !== undefined && { metadata }),
    ...(replyTo !== undefined && { replyTo }),
    timestamp,
    cursor,
    ...stateOf(entry),
  }
  drawn.set(entry, made)
  return made
}

/** An own message that the room has shown while its reply is still to come. */
export function unanswered(message: PlacedMessage, entry: Entry): RoomMessage {
  const before = drawn.get(entry)
  if (before?.cursor === message.cursor) {
    return before
  }
  const made = { ...message, ...stateOf(entry) }
  drawn.set(entry, made)
  return made
}

function stateOf({ state, error }: Entry): Pick<RoomMessage, 'state' | 'reason'> {
  switch (state) {
    case 'stored':
      return { state }
    case 'failed':
      return { state, reason: error ?? '' }
    case 'waiting':
    case 'sending':
      return { state: 'sending' }
  }
}
