import type { ChorusError } from './chorus-error.js'
import type { Member, MessageName, RoomRead } from './protocol.js'
import type { RoomMessage } from './room-message.js'
import type { Sent } from './sending.js'

/** A room at one moment; another object as soon as anything in it is different. */
export interface RoomSnapshot {
  /**
   * Each once and in order, and behind them the own ones that are on their way; those that failed stand where they were
   * written. The same array until one is different.
   */
  readonly messages: readonly RoomMessage[]
  /** Who is there, as far as they are listed. */
  readonly members: readonly Member[]
  /** How many are there. */
  readonly memberCount: number
  /** Who is typing; never the user. */
  readonly typing: readonly Member[]
  /** Whether the newest page has come. */
  readonly loaded: boolean
  /** Whether {@link Room.loadOlder} brings more; false, too, where no more messages are kept. */
  readonly hasOlder: boolean
  /** Whether nothing was said in the room before the first of them: not so where no more messages are kept. */
  readonly hasFirst: boolean
  /** Why the room cannot be entered or read, or null. */
  readonly refusal: ChorusError | null
  /** How far the user has read, on whatever device; null until the server has said so. */
  readonly read: RoomRead | null
  /** How far others have read, as far as they were heard of; in large rooms nobody is. By userId. */
  readonly seen: ReadonlyMap<string, number>
}

/** Messages that were missed and are not loaded: after one cursor and before another. */
export interface Gap {
  readonly roomId: string
  /** The cursor of the last message that was told. */
  readonly after: number
  /** The cursor of the first message of the room's list, which begins anew there. */
  readonly before: number
}

/** Being in one room: its messages kept whole, who is there, who types, and sending to it. */
export interface Room {
  /** The room's name. */
  readonly id: string
  /** All that can be shown of the room. */
  readonly snapshot: RoomSnapshot
  /** {@link RoomSnapshot.messages} of the snapshot. */
  readonly messages: readonly RoomMessage[]
  /** {@link RoomSnapshot.members} of the snapshot. */
  readonly members: readonly Member[]
  /** {@link RoomSnapshot.memberCount} of the snapshot. */
  readonly memberCount: number
  /** {@link RoomSnapshot.typing} of the snapshot. */
  readonly typing: readonly Member[]
  /** {@link RoomSnapshot.hasOlder} of the snapshot. */
  readonly hasOlder: boolean
  /** The newest message's cursor; 0 where there is none. */
  readonly newest: number
  /** Whether so many messages are on their way that the next one would be refused. */
  readonly isFull: boolean
  /**
   * Shows a message at once and sends it when there is a connection, again and again under one id until it is stored.
   * An empty one is refused, and every one while the room is.
   *
   * @param metadata any JSON, which comes with the message; the users in `mentions` are told that they are meant
   * @param replyTo the message that it answers
   */
  send(content: string, metadata?: unknown, replyTo?: MessageName): Sent
  /** Sends what has failed again, under its id. */
  retry(id: string): Sent
  /** Gives up what is not stored. */
  discard(id: string): void
  /**
   * Has a message say something else: an own one, or, for moderators, another's. It is shown at once; where it is refused
   * the promise rejects with a {@link ChorusError}, and the message is shown as it was.
   */
  edit(message: MessageName, content: string, metadata?: unknown): Promise<{ cursor: number }>
  /** Takes away what a message says, for good; its place stays. Else as {@link edit}. */
  delete(message: MessageName): Promise<{ cursor: number }>
  /** Puts a reaction to a message, or takes it away. Else as {@link edit}. */
  react(message: MessageName, reaction: string, on?: boolean): Promise<{ cursor: number }>
  /** The user has read up to this cursor, or all: his other devices are told, and in small rooms the others. */
  markRead(cursor?: number): void
  /** The messages that answer one, oldest first and as they are now. */
  replies(message: MessageName): Promise<RoomMessage[]>
  /** Tells the others that the user is typing, or is not any more: as often as you like, they are told every few seconds. */
  setTyping(isTyping: boolean): void
  /**
   * Tells the others something that is never stored; rejects with a {@link ChorusError}.
   *
   * @param name 1 to 64 characters
   * @param payload any JSON
   */
  signal(name: string, payload?: unknown): Promise<void>
  /** Fetches the page before the oldest message; where that fails, nothing has changed. */
  loadOlder(limit?: number): Promise<void>
  /** Reads the history between two cursors, oldest first and a page at a time, without showing it: a {@link Gap}, say. */
  history(between: { after: number; before?: number }): AsyncIterable<RoomMessage>
}

