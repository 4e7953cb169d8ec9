export type { DirectoryPage, SearchPage } from './api.js'
export type { BackoffOptions } from './backoff.js'
export { ChorusError, type ClientErrorCode, type ErrorCode, type ServerErrorCode } from './chorus-error.js'
export { ChorusClient, type ChorusEvents, type ConnectionState } from './client.js'
export type { WebSocketConstructor } from './connection.js'
export type { TokenSource } from './credentials.js'
export { unsentKeys, type KeyValueStorage } from './drawers.js'
export type { Inbox, Notice } from './inbox.js'
export type { ClientOptions } from './options.js'
export type {
  Member,
  MessageName,
  MessageState,
  Notification,
  Reaction,
  RoomRead,
  RoomSummary,
  Signal,
} from './protocol.js'
export type { Gap, Room, RoomSnapshot } from './room.js'
export type { RoomMessage } from './room-message.js'
export type { Sent } from './sending.js'
