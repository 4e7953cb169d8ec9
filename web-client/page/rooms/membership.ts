import type { ChorusClient } from '../../client/src/index'
import type { Shelf } from './shelf'

const MOST_ROOMS = 100

/**
 * Brings a user's rooms, and how far he has read them, from his other devices: once there is a connection, and again at
 * every other one, as much may have happened meanwhile. A room that was left here stays left.
 */
export function shareRooms(client: ChorusClient, shelf: Shelf, changed: () => void): void {
  let since: number | undefined
  client.on('state', ({ state }) => {
    if (state === 'connected') {
      client
        .sync({ rooms: MOST_ROOMS, messages: 0, ...(since !== undefined && { since }) })
        .then(answer => {
          since = answer.since
          // The latest first, and the list is in the order of their coming.
          for (const { roomId, read } of answer.rooms.toReversed()) {
            if (!shelf.hasLeft(roomId) && !shelf.isFull) {
              shelf.add(roomId)
              if (read > 0) {
                shelf.markRead(roomId, read)
              }
            }
          }
          changed()
        })
        // A server that keeps no such things; the rooms of this browser are there in any case.
        .catch(() => {})
    }
  })
}
