import type { Notice, RoomMessage, TokenSource } from '@chorus/client'
import { useCallback, useEffect, useMemo, useRef, useState, useSyncExternalStore } from 'react'
import type { Lent } from './lent.js'
import { useProvided } from './provider.js'
import { useLent } from './use-lent.js'

/** A connection of the hook's own, where there is no provider. */
export interface SocketOptions {
  /** Where the gateway is: http or https. */
  url: string
  /** The user's token, or a function that is asked for one at every connection. */
  token: TokenSource
}

/** What {@link useSocket} answers. */
export interface SocketState {
  connected: boolean
  /** Of all rooms that were joined, oldest first; own ones that are on their way come last. */
  messages: RoomMessage[]
  /** Newest first. */
  notifications: Notice[]
  /** The names of those who type in one of the rooms. */
  typingUsers: Set<string>
  /** Enters one more room. */
  joinRoom(roomId: string): void
  /** Sends to a room, which is entered if it was not. */
  sendMessage(roomId: string, content: string): void
  setTyping(roomId: string, isTyping: boolean): void
}

/**
 * Chat and notifications in one hook, as components that were written for a bare socket have it: several rooms, their
 * messages in one list. The rooms are left when the component is unmounted.
 *
 * Who the user is, the token says. It is the provider's, unless there are options of the hook's own.
 */
export function useSocket(userId: string, _username: string, options?: SocketOptions): SocketState {
  const provided = useProvided()
  const own = useLent(JSON.stringify([userId, options?.url]), options ?? null)
  const lent = own ?? provided
  if (lent === null) {
    throw new Error('useSocket needs a <ChorusProvider> around it, or {url, token} as its third argument.')
  }
  const { entered, joinRoom } = useRooms(lent)
  const view = useView(lent, entered)
  const sendMessage = useCallback(
    (roomId: string, content: string) => {
      joinRoom(roomId)
      lent.client.room(roomId).send(content)
    },
    [lent, joinRoom],
  )
  const setTyping = useCallback(
    (roomId: string, isTyping: boolean) => {
      joinRoom(roomId)
      lent.client.room(roomId).setTyping(isTyping)
    },
    [lent, joinRoom],
  )
  return { ...view, joinRoom, sendMessage, setTyping }
}

/** The rooms that a component has asked for, entered in effects and left when it is unmounted. */
function useRooms(lent: Lent) {
  const [wanted, setWanted] = useState<readonly string[]>([])
  const entered = useRef(new Map<string, () => void>())
  const joinRoom = useCallback((roomId: string) => setWanted(it => (it.includes(roomId) ? it : [...it, roomId])), [])
  useEffect(() => {
    for (const roomId of wanted) {
      if (!entered.current.has(roomId)) {
        entered.current.set(roomId, lent.use(roomId))
      }
    }
  }, [lent, wanted])
  useEffect(() => {
    const { current } = entered
    return () => {
      current.forEach(giveBack => giveBack())
      current.clear()
    }
  }, [lent])
  return { entered, joinRoom }
}

type View = Pick<SocketState, 'connected' | 'messages' | 'notifications' | 'typingUsers'>

const NOTHING: View = { connected: false, messages: [], notifications: [], typingUsers: new Set() }

/** What there is to see; another object only where something of it is different. */
function useView(lent: Lent, entered: { readonly current: ReadonlyMap<string, unknown> }): View {
  const look = useMemo(() => {
    let lists: readonly (readonly RoomMessage[])[] = []
    let view = NOTHING
    return () => {
      const { client } = lent
      const rooms = [...entered.current.keys()].map(roomId => client.room(roomId))
      const typing = new Set(rooms.flatMap(room => room.typing.map(({ username }) => username)))
      const before = lists
      lists = rooms.map(({ messages }) => messages)
      const next = {
        connected: client.state.state === 'connected',
        messages: isSame(before, lists) ? view.messages : merged(lists),
        notifications: client.inbox.notices as Notice[],
        typingUsers: isSame([...view.typingUsers], [...typing]) ? view.typingUsers : typing,
      }
      view = isSame(Object.values(view), Object.values(next)) ? view : next
      return view
    }
  }, [lent, entered])
  return useSyncExternalStore(lent.subscribe, look, () => NOTHING)
}

function merged(lists: readonly (readonly RoomMessage[])[]): RoomMessage[] {
  const placed = lists.flatMap(list => {
    let last = 0
    return list.map(message => {
      // One without a place stands behind the one before it if it has failed, and behind all others if it is on its way.
      last = message.cursor ?? (message.state === 'failed' ? last : Number.MAX_SAFE_INTEGER)
      return { message, place: last }
    })
  })
  return placed.sort((one, other) => one.place - other.place).map(({ message }) => message)
}

function isSame(one: readonly unknown[], other: readonly unknown[]): boolean {
  return one.length === other.length && one.every((it, index) => it === other[index])
}
