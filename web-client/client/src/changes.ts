import type { LogEntry, Member, Reaction } from './protocol.js'
import { keyOf, type PlacedMessage } from './room-message.js'

/** Beyond so many, of messages that are not there, the oldest are forgotten: the next page has them in it. */
const MAX_ORPHANS = 500

/** Users of a reaction that are told by name. */
const MAX_NAMED = 5

type Edit = Extract<LogEntry, { event: 'message_edited' }>['data']

interface Reacting {
  reaction: string
  by: Member
  on: boolean
  cursor: number
}

/** What became of one message. The newest by cursor counts, so it matters not in which order, or how often, it came. */
interface Becoming {
  edit?: Edit
  deleted?: number
  /** By user and reaction. */
  readonly reactions: Map<string, Reacting>
  /** Its answers that came as entries of the log, and those that have gone since; by their keys. */
  readonly replies: Map<string, { cursor: number; gone?: number }>
}

/**
 * The changes that came as entries of a room's log, by the message that they are of, which may come later or not at all.
 * A page of the history has those up to its `asOf` in it.
 */
export class Changes {
  private readonly byKey = new Map<string, Becoming>()
  private readonly orphans = new Set<string>()

  /** Answers the keys of the messages that are different now. */
  take(entry: LogEntry): string[] {
    const { data } = entry
    const key = keyOf(data)
    switch (entry.event) {
      case 'message':
        return entry.data.replyTo === undefined ? [] : this.answered(keyOf(entry.data.replyTo), key, entry.data.cursor)
      case 'message_edited': {
        const of = this.of(key)
        if ((of.edit?.cursor ?? 0) >= data.cursor) {
          return []
        }
        of.edit = entry.data
        return [key]
      }
      case 'message_deleted':
        this.of(key).deleted = data.cursor
        return [key, ...this.unanswered(key, data.cursor)]
      case 'reaction': {
        const { reaction, on, by, cursor } = entry.data
        const { reactions } = this.of(key)
        const whose = JSON.stringify([by.userId, reaction])
        if ((reactions.get(whose)?.cursor ?? 0) >= cursor) {
          return []
        }
        reactions.set(whose, { reaction, by, on, cursor })
        return [key]
      }
      default:
        return []
    }
  }

  /** The message is there: what became of it is kept for as long as it is. */
  shown(key: string): void {
    this.orphans.delete(key)
  }

  /** The message is there no longer: what became of it is kept for a while. */
  hidden(key: string): void {
    if (this.byKey.has(key)) {
      this.orphans.add(key)
      const [oldest] = this.orphans
      if (this.orphans.size > MAX_ORPHANS) {
        this.orphans.delete(oldest!)
        this.byKey.delete(oldest!)
      }
    }
  }

  /** A message as it is: as it was at `asOf`, and what has become of it since. */
  view(base: PlacedMessage, asOf: number, me: string): PlacedMessage {
    const of = this.byKey.get(base.key)
    if (of === undefined) {
      return base
    }
    if (of.deleted !== undefined || base.deleted === true) {
      const { metadata: _, editedAt: __, reactions: ___, ...rest } = base
      return { ...rest, content: '', deleted: true }
    }
    const { edit } = of
    const edited = edit !== undefined && edit.cursor > asOf
    const { reactions, replies, metadata, ...rest } = base
    const text = edited ? { content: edit.content, editedAt: edit.timestamp } : {}
    const beside = edited ? edit.metadata : metadata
    const counted = countReplies(of, replies ?? 0, asOf)
    const reacting = merge(reactions ?? [], [...of.reactions.values()].filter(it => it.cursor > asOf), me)
    return {
      ...rest,
      ...text,
      ...(beside !== undefined && { metadata: beside }),
      ...(counted > 0 && { replies: counted }),
      ...(reacting.length > 0 && { reactions: reacting }),
    }
  }

  private answered(key: string, reply: string, cursor: number): string[] {
    const { replies } = this.of(key)
    if (replies.get(reply)?.cursor !== undefined) {
      return []
    }
    replies.set(reply, { cursor })
    return [key]
  }

  private unanswered(reply: string, cursor: number): string[] {
    const answered: string[] = []
    for (const [key, { replies }] of this.byKey) {
      const there = replies.get(reply)
      if (there !== undefined) {
        there.gone = cursor
        answered.push(key)
      }
    }
    return answered
  }

  private of(key: string): Becoming {
    let of = this.byKey.get(key)
    if (of === undefined) {
      of = { reactions: new Map(), replies: new Map() }
      this.byKey.set(key, of)
      this.hidden(key)
    }
    return of
  }
}

function countReplies({ replies }: Becoming, before: number, asOf: number): number {
  let count = before
  for (const { cursor, gone } of replies.values()) {
    if (cursor > asOf) {
      count += gone === undefined ? 1 : 0
    } else if (gone !== undefined && gone > asOf) {
      count--
    }
  }
  return Math.max(count, 0)
}

/** Those who react after some have come and gone. */
export function merge(before: readonly Reaction[], since: readonly Omit<Reacting, 'cursor'>[], me: string): Reaction[] {
  const merged = before.map(it => ({ ...it, users: [...it.users] }))
  for (const { reaction, by, on } of since) {
    let there = merged.find(it => it.reaction === reaction)
    if (there === undefined) {
      there = { reaction, count: 0, me: false, users: [] }
      merged.push(there)
    }
    const named = there.users.findIndex(it => it.userId === by.userId)
    const mine = by.userId === me
    // Of somebody who is not named among the others, coming or going is believed.
    const unnamed = there.users.length < there.count ? !on : false
    const was = named >= 0 || (mine ? there.me : unnamed)
    if (was !== on) {
      there.count += on ? 1 : -1
    }
    if (mine) {
      there.me = on
    }
    if (named >= 0 && !on) {
      there.users.splice(named, 1)
    } else if (named < 0 && on && there.users.length < MAX_NAMED) {
      there.users.push(by)
    }
  }
  return merged.filter(({ count }) => count > 0)
}
