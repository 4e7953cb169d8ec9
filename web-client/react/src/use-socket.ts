import type { Notice, RoomMessage } from '@chorus/client'
import { useCallback, useState } from 'react'
import { useConnection } from './use-connection.js'
import { useNotifications } from './use-notifications.js'
import { useRoom } from './use-room.js'

/** The room that is shown until another is joined. */
const FIRST_ROOM = 'general'

/**
 * One room at a time, in one hook. Who the user is, the provider's token says: the arguments are there for those who
 * come from a socket hook of this shape.
 */
export function useSocket(
  _userId: string,
  _username: string,
): {
  connected: boolean
  messages: readonly RoomMessage[]
  notifications: readonly Notice[]
  /** Their names. */
  typingUsers: string[]
  joinRoom(roomId: string): void
  sendMessage(content: string): void
  setTyping(isTyping: boolean): void
} {
  const [roomId, joinRoom] = useState(FIRST_ROOM)
  const { state } = useConnection()
  const { messages, typing, send, setTyping } = useRoom(roomId)
  const { notifications } = useNotifications()
  const sendMessage = useCallback((content: string) => void send(content), [send])
  const typingUsers = typing.map(({ username }) => username)
  return { connected: state === 'connected', messages, notifications, typingUsers, joinRoom, sendMessage, setTyping }
}
