import type { RoomSnapshot } from '../../client/src/index'
import { own } from '../dom/element'
import { name } from '../people/name'

/** Names that are told. */
const MOST = 3

/** Who has read up to the end: of those who are here, and only where the last message is from somebody else than them. */
export function showSeen({ messages, members, seen }: RoomSnapshot, me: string): void {
  const last = messages.findLast(({ cursor }) => cursor !== null)
  const others = members.filter(
    ({ userId }) => userId !== me && userId !== last?.userId && (seen.get(userId) ?? 0) >= (last?.cursor ?? Infinity),
  )
  const names = others.slice(0, MOST).flatMap(({ username }, index) => [index === 0 ? 'Seen by ' : ', ', name(username)])
  own('seen').replaceChildren(...names, ...(others.length > MOST ? [` and ${others.length - MOST} more`] : []))
}
