import { keyOf } from './message-list.js'
import type { Entry } from './outbox.js'
import type { Member, Message } from './protocol.js'

/** A message of a room as the application sees it. */
export interface RoomMessage {
  /** The same for as long as the message is shown, whatever becomes of it. */
  readonly key: string
  readonly id: string
  readonly roomId: string
  readonly userId: string
  readonly username: string
  readonly content: string
  readonly metadata?: unknown
  /** Milliseconds since the epoch. */
  readonly timestamp: number
  /** Its place; null while it is on its way. */
  readonly cursor: number | null
  /** The messages of others are always `stored`. */
  readonly state: 'sending' | 'stored' | 'failed'
  /** Why it failed, in words. */
  readonly reason?: string
}

const stored = new WeakMap<Message, RoomMessage>()

/**
 * A message that is in the room; `entry` where it is an own one that still waits for its reply. Once it is stored it is
 * the same object every time, so that a list need not be drawn anew for one more message.
 */
export function placed(message: Message, entry: Entry | undefined): RoomMessage {
  const made = stored.get(message) ?? make(message, entry)
  if (made.state === 'stored') {
    stored.set(message, made)
  }
  return made
}

function make({ prev: _, ...message }: Message, entry: Entry | undefined): RoomMessage {
  return { ...message, key: keyOf(message), ...stateOf(entry) }
}

/** A message that is on its way to the room. */
export function underWay(entry: Entry, roomId: string, me: Member): RoomMessage {
  const { id, content, metadata, timestamp, cursor } = entry
  return {
    key: keyOf({ userId: me.userId, id }),
    id,
    roomId,
    ...me,
    content,
    ...(metadata !== undefined && { metadata }),
    timestamp,
    cursor,
    ...stateOf(entry),
  }
}

/** An own message of which nothing is known came with the history, so it is stored. */
function stateOf(entry: Entry | undefined): Pick<RoomMessage, 'state' | 'reason'> {
  switch (entry?.state) {
    case undefined:
    case 'stored':
      return { state: 'stored' }
    case 'failed':
      return { state: 'failed', reason: entry?.error ?? '' }
    default:
      return { state: 'sending' }
  }
}
