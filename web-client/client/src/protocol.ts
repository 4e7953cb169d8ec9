import type { ServerErrorCode } from './chorus-error.js'

/** What the wire carries, as far as a client uses it; docs/protocol.md says what it means. */
export interface Message {
  id: string
  roomId: string
  userId: string
  username: string
  content: string
  metadata?: unknown
  timestamp: number
  cursor: number
  /** The cursor before; 0 where all before is final, null where it is unknown. */
  prev: number | null
}

/** A page of the history, oldest first. */
export interface MessagePage {
  messages: Message[]
  hasMore: boolean
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
  | { event: 'message'; data: Message }
  | { event: 'user_joined' | 'user_left'; data: Member & { roomId: string } }
  | { event: 'user_typing'; data: Member & { roomId: string; isTyping: boolean } }
  | { event: 'resync'; data: { roomId?: string; after?: number } }
  | { event: 'notification'; data: Notification }
  | { event: 'notification_read'; data: { ids?: string[]; upTo?: number; unread: number } }
  | { event: 'signal'; data: Signal }
  | { event: 'error'; data: { code: ServerErrorCode; message: string; event?: string } }
  | { event: 'token_expiring'; data: { expiresAt: number } }
  | { event: 'server_draining'; data: { reconnectAfterMs: number } }
