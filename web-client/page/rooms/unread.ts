import type { RoomMessage } from '../../client/src/index'
import { mentionsOf } from '../conversation/mentions'

/** More are not counted. */
export const MOST_UNREAD = 99

/** How many of others that are there came after what was read; nothing is unread in a room that was never read. */
export function unread(
  messages: readonly Pick<RoomMessage, 'cursor' | 'userId' | 'deleted'>[],
  read: number | undefined,
  me: string,
): number {
  let count = 0
  // From the end: a long room is read up to where it was read, and no further.
  for (let index = messages.length - 1; read !== undefined && index >= 0 && count <= MOST_UNREAD; index--) {
    const { cursor, userId, deleted } = messages[index]!
    if (cursor !== null && cursor <= read) {
      break
    }
    count += cursor !== null && userId !== me && !deleted ? 1 : 0
  }
  return count
}

/** Whether what is unread means the user. */
export function isMeant(
  messages: readonly Pick<RoomMessage, 'cursor' | 'metadata' | 'deleted'>[],
  read: number | undefined,
  me: string,
): boolean {
  const last = messages.findLastIndex(({ cursor }) => cursor !== null && cursor <= (read ?? Infinity))
  return messages.slice(last + 1).some(it => !it.deleted && mentionsOf(it).includes(me))
}

/** A number of unread messages, as a badge says it. */
export function counted(count: number): string {
  return count === 0 ? '' : count > MOST_UNREAD ? `${MOST_UNREAD}+` : String(count)
}

/** Whether what was read may lie before the oldest message, so that not all unread ones can be counted. */
export function isShort(
  { messages, hasOlder }: { messages: readonly Pick<RoomMessage, 'cursor'>[]; hasOlder: boolean },
  read: number | undefined,
): boolean {
  const oldest = messages[0]?.cursor ?? 0
  return read !== undefined && hasOlder && oldest > read && messages.length <= 2 * MOST_UNREAD
}
