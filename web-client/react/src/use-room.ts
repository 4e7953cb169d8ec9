import type { Room, RoomSnapshot, Sent } from '@chorus/client'
import { useCallback, useEffect, useState, useSyncExternalStore } from 'react'
import type { Lent } from './lent.js'
import { useLent } from './provider.js'

const NOTHING: RoomSnapshot = {
  messages: [],
  members: [],
  memberCount: 0,
  typing: [],
  loaded: false,
  hasOlder: false,
  refusal: null,
}

const noSubscription = () => () => {}

/** Is in a room while it is mounted. */
export function useRoom(roomId: string): RoomSnapshot & {
  /** Throws before the first effect of the provider has run. */
  send(content: string, metadata?: unknown): Sent
  loadOlder(): Promise<void>
  setTyping(isTyping: boolean): void
} {
  const lent = useLent()
  const room = useJoined(lent, roomId)
  const snapshot = useSyncExternalStore(
    lent?.subscribe ?? noSubscription,
    () => room?.snapshot ?? NOTHING,
    () => NOTHING,
  )
  const send = useCallback(
    (content: string, metadata?: unknown) => {
      if (room === null) {
        throw new Error('not mounted yet')
      }
      return room.send(content, metadata)
    },
    [room],
  )
  const loadOlder = useCallback(async () => room?.loadOlder(), [room])
  const setTyping = useCallback((isTyping: boolean) => room?.setTyping(isTyping), [room])
  return { ...snapshot, send, loadOlder, setTyping }
}

function useJoined(lent: Lent | null, roomId: string): Room | null {
  const [joined, setJoined] = useState<Room | null>(null)
  useEffect(() => {
    if (lent === null) {
      return
    }
    const giveBack = lent.use(roomId)
    setJoined(lent.client.room(roomId))
    return () => {
      setJoined(null)
      giveBack()
    }
  }, [lent, roomId])
  return joined?.id === roomId ? joined : null
}
