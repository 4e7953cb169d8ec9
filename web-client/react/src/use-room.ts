import type { Room, RoomSnapshot } from '@chorus/client'
import { useEffect, useMemo, useState, useSyncExternalStore } from 'react'
import type { Lent } from './lent.js'
import { useProvider } from './provider.js'

const NOTHING: RoomSnapshot = {
  messages: [],
  members: [],
  memberCount: 0,
  typing: [],
  loaded: false,
  hasOlder: false,
  hasFirst: false,
  refusal: null,
  read: null,
  seen: new Map(),
}

/** What can be done in a room; the same functions for as long as it is the same room. */
export type RoomActions = Pick<
  Room,
  | 'send'
  | 'retry'
  | 'discard'
  | 'edit'
  | 'delete'
  | 'react'
  | 'replies'
  | 'markRead'
  | 'setTyping'
  | 'signal'
  | 'loadOlder'
>

/** Is in a room while it is mounted. */
export function useRoom(roomId: string): RoomSnapshot & RoomActions {
  const lent = useProvider('useRoom')
  const joined = useJoined(lent, roomId)
  const snapshot = useSyncExternalStore(
    lent.subscribe,
    () => (joined ? lent.client.room(roomId).snapshot : NOTHING),
    () => NOTHING,
  )
  const actions = useMemo((): RoomActions => {
    const room = () => lent.client.room(roomId)
    return {
      send: (...message) => room().send(...message),
      retry: id => room().retry(id),
      discard: id => room().discard(id),
      edit: (...change) => room().edit(...change),
      delete: message => room().delete(message),
      react: (...change) => room().react(...change),
      replies: message => room().replies(message),
      markRead: cursor => room().markRead(cursor),
      setTyping: isTyping => room().setTyping(isTyping),
      signal: (name, payload) => room().signal(name, payload),
      loadOlder: limit => room().loadOlder(limit),
    }
  }, [lent, roomId])
  return { ...snapshot, ...actions }
}

/** Whether this very room is joined: a room is left and entered in effects, as a render may be thrown away. */
function useJoined(lent: Lent, roomId: string): boolean {
  const [joined, setJoined] = useState<{ lent: Lent; roomId: string } | null>(null)
  useEffect(() => {
    const giveBack = lent.use(roomId)
    setJoined({ lent, roomId })
    return () => {
      setJoined(null)
      giveBack()
    }
  }, [lent, roomId])
  return joined?.lent === lent && joined.roomId === roomId
}
