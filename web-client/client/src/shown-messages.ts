import type { Changing } from './changing.js'
import type { MessageList } from './message-list.js'
import type { Outbox } from './outbox.js'
import type { Member } from './protocol.js'
import { unanswered, underWay, type PlacedMessage, type RoomMessage } from './room-message.js'

interface Options {
  roomId: string
  list: MessageList
  outbox: Outbox
  changing: Changing
  me(): Member
}

/** What a room shows: the messages that are in it, and the user's own ones that are not, or not for certain. */
export class ShownMessages {
  private last: { version: number; messages: readonly RoomMessage[] } | null = null

  constructor(private readonly options: Options) {}

  /** The same array until a message is different, at a cost that does not depend on how many there are. */
  get all(): readonly RoomMessage[] {
    const { list, outbox, changing } = this.options
    const { version } = list
    const asStored = outbox.isEmpty && changing.isEmpty
    if (asStored && this.last?.version === version) {
      return this.last.messages
    }
    const messages = asStored ? list.messages.slice() : this.withOwn()
    // With something on its way it is another array each time.
    this.last = asStored ? { version, messages } : null
    return messages
  }

  /** A message of the room as it is shown: of an own one, its state is what is known of its reply. */
  stateOf(message: PlacedMessage): RoomMessage {
    const { outbox, me } = this.options
    const entry = message.userId === me().userId ? outbox.get(message.id) : undefined
    return entry === undefined ? message : unanswered(message, entry)
  }

  private withOwn(): readonly RoomMessage[] {
    const { list, outbox, changing, roomId } = this.options
    const me = this.options.me()
    const messages: RoomMessage[] = list.messages.slice()
    for (const { userId, id } of changing.names) {
      const index = list.indexOf(userId, id)
      if (index >= 0) {
        messages[index] = changing.view(list.messages[index]!, me)
      }
    }
    const failed: [number, RoomMessage][] = []
    const onTheirWay: RoomMessage[] = []
    for (const entry of outbox.entries) {
      const index = list.indexOf(me.userId, entry.id)
      if (index >= 0) {
        messages[index] = unanswered(messages[index] as PlacedMessage, entry)
      } else if (entry.state === 'failed') {
        failed.push([list.countUpTo(entry.behind), underWay(entry, roomId, me)])
      } else {
        onTheirWay.push(underWay(entry, roomId, me))
      }
    }
    // The last ones first, so that the places of the others stay what they are.
    failed.reverse().forEach(([index, message]) => messages.splice(index, 0, message))
    messages.push(...onTheirWay)
    return messages
  }
}
