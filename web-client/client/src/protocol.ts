import type { ServerErrorCode } from './chorus-error.js'

/** What the wire carries, as far as a client uses it; docs/protocol.md says what it means. */
export interface Message {
  id: string
  roomId: string
  userId: string
  username: string
  content: string
  metadata?: unknown
  replyTo?: MessageName
  timestamp: number
  cursor: number
  /** The cursor before; 0 where all before is final, null where it is unknown. */
  prev: number | null
}

/** Names a message in its room. */
export interface MessageName {
  /** Its sender. */
  readonly userId: string
  readonly id: string
}

/** Those who react to a message in one way. */
export interface Reaction {
  /** What they put to it: an emoji, say. */
  readonly reaction: string
  /** How many there are; 99 and `more` where there are more than that. */
  readonly count: number
  readonly more?: boolean
  /** Whether the user is one of them. */
  readonly me: boolean
  /** The first few of them. */
  readonly users: readonly Member[]
}

/** A message and what has become of it. */
export interface MessageState extends Message {
  editedAt?: number
  deleted?: boolean
  /** How many answer it, 99 at the most. */
  replies?: number
  reactions?: Reaction[]
}

/** A page of the history, oldest first. */
export interface MessagePage {
  messages: MessageState[]
  hasMore: boolean
  /** The place up to which the log is in the messages; none from a server that knows of no changes. */
  asOf?: number
}

/** What somebody did to a message, as an entry of the room's log. */
export interface Change extends MessageName {
  roomId: string
  by: Member
  timestamp: number
  cursor: number
  prev: number | null
}

/** An entry of a room's log. There may be others, of which only the place is known. */
export type LogEntry =
  | { event: 'message'; data: Message }
  | { event: 'message_edited'; data: Change & { content: string; metadata?: unknown } }
  | { event: 'message_deleted'; data: Change }
  | { event: 'reaction'; data: Change & { reaction: string; on: boolean } }

/** A stretch of a room's log, oldest first. */
export interface LogPage {
  entries: LogEntry[]
  hasMore: boolean
}

/** How far the user has read a room, and what is left. */
export interface RoomRead {
  /** Up to where. */
  cursor: number
  /** Messages of others behind it, 99 at the most. */
  unread: number
  /** Those among them that mention the user. */
  mentions: number
}

/** A room of the user's, as the server knows it. */
export interface RoomSummary {
  roomId: string
  lastMessage: MessageState | null
  unread: number
  mentions: number
  /** Up to where the user has read it; 0 where he never has. */
  read: number
  /** Its newest place. */
  cursor: number
  /** The newest messages, where they were asked for. */
  messages?: MessageState[]
}

/** Somebody. */
export interface Member {
  userId: string
  username: string
}

export interface Joined {
  cursor: number | null
  members: Member[]
  memberCount: number
}

/** What a backend told the user, or everybody. */
export interface Notification {
  id: string
  /** Null where everybody was told. */
  userId?: string | null
  /** The backend's word for what it is about. */
  type: string
  title?: string | null
  message: string
  /** Whatever JSON the backend put beside it. */
  data?: unknown
  /** Milliseconds since the epoch. */
  timestamp: number
  /** Its place in the inbox. */
  cursor: number
  /** Milliseconds since the epoch; after that it is gone. */
  expiresAt?: number
  read?: boolean
}

/** A page of the inbox, newest first. */
export interface NotificationPage {
  notifications: Notification[]
  unread: number
  hasMore: boolean
}

/** The data of `authenticated`. */
export interface Welcome extends Member {
  /** Of the protocol; an instance from before it was said is of the first. */
  version?: number
  heartbeatSeconds: number
  maxMessageBytes: number
}

/** Told by somebody in a room, and never stored. */
export interface Signal extends Member {
  roomId: string
  /** Its sender's word for what it is. */
  name: string
  /** Any JSON. */
  payload: unknown
}

/** Everything that the server sends of its own accord, once connected. */
export type ServerFrame =
  | LogEntry
  | { event: 'room_read'; data: RoomRead & { roomId: string } }
  | { event: 'seen'; data: { roomId: string; userId: string; cursor: number } }
  | { event: 'user_joined' | 'user_left'; data: Member & { roomId: string } }
  | { event: 'user_typing'; data: Member & { roomId: string; isTyping: boolean } }
  | { event: 'user_erased'; data: { roomId: string; userId: string; placeholder: string } }
  | { event: 'resync'; data: { roomId?: string; after?: number } }
  | { event: 'notification'; data: Notification }
  | { event: 'notification_read'; data: { ids?: string[]; upTo?: number; unread: number } }
  | { event: 'signal'; data: Signal }
  | { event: 'error'; data: { code: ServerErrorCode; message: string; event?: string } }
  | { event: 'token_expiring'; data: { expiresAt: number } }
  | { event: 'server_draining'; data: { reconnectAfterMs: number } }
