import type { LogEntry, Member, Reaction } from './protocol.js'
import { keyOf, type PlacedMessage } from './room-message.js'
import { Versions } from './versions.js'

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

/** At one place, or at several until it is known which of them is stored. */
interface Answer {
  places: number[]
  stored: boolean
  /** Where its deletion is. */
  gone?: number | undefined
}

/** What became of one message. The newest by cursor counts, so it matters not in which order, or how often, it came. */
class Becoming {
  readonly edits = new Versions<Edit>()
  readonly deletions = new Versions<{ cursor: number }>()
  /** By user and reaction. */
  readonly reactions = new Map<string, Versions<Reacting>>()
  /** Its answers that are known, and those that have gone since; by their keys. */
  readonly replies = new Map<string, Answer>()
}

/**
 * The changes that came as entries of a room's log, by the message that they are of, which may come later or not at all.
 * A page of the history has those up to its `asOf` in it.
 */
export class Changes {
  private readonly byKey = new Map<string, Becoming>()
  private readonly orphans = new Set<string>()

  /** @param isShown whether a message is there, by its key */
  constructor(private readonly isShown: (key: string) => boolean) {}

  /** Answers the keys of the messages that are different now. */
  take(entry: LogEntry, stored: boolean): string[] {
    const key = keyOf(entry.data)
    switch (entry.event) {
      case 'message':
        return entry.data.replyTo === undefined
          ? []
          : this.answered(keyOf(entry.data.replyTo), key, entry.data.cursor, stored)
      case 'message_edited':
        return this.of(key).edits.add(entry.data, stored) ? [key] : []
      case 'message_deleted':
        return this.of(key).deletions.add(entry.data, stored)
          ? [key, ...this.answerGone(key, entry.data.cursor)]
          : []
      case 'reaction':
        return this.reacting(key, entry.data).add(entry.data, stored) ? [key] : []
      default:
        return []
    }
  }

  /** The entry is not in the log, though it was heard. Answers as {@link take} does. */
  withdraw(entry: LogEntry): string[] {
    const key = keyOf(entry.data)
    const { cursor } = entry.data
    switch (entry.event) {
      case 'message':
        return entry.data.replyTo === undefined ? [] : this.unanswered(keyOf(entry.data.replyTo), key, cursor)
      case 'message_edited':
        return this.of(key).edits.remove(cursor) ? [key] : []
      case 'message_deleted':
        return this.of(key).deletions.remove(cursor) ? [key, ...this.answerGone(key, undefined)] : []
      case 'reaction':
        return this.reacting(key, entry.data).remove(cursor) ? [key] : []
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
    const counted = countReplies(of, base.replies ?? 0, asOf)
    if (of.deletions.newest !== undefined || base.deleted === true) {
      const { metadata: _, editedAt: __, reactions: ___, replies: ____, ...rest } = base
      return { ...rest, content: '', deleted: true, ...(counted > 0 && { replies: counted }) }
    }
    const edit = of.edits.newest
    const edited = edit !== undefined && edit.cursor > asOf
    const { reactions, replies: _, metadata, ...rest } = base
    const text = edited ? { content: edit.content, editedAt: edit.timestamp } : {}
    const beside = edited ? edit.metadata : metadata
    const since = [...of.reactions.values()].flatMap(({ newest }) => (newest && newest.cursor > asOf ? newest : []))
    const reacting = merge(reactions ?? [], since, me)
    return {
      ...rest,
      ...text,
      ...(beside !== undefined && { metadata: beside }),
      ...(counted > 0 && { replies: counted }),
      ...(reacting.length > 0 && { reactions: reacting }),
    }
  }

  private answered(key: string, reply: string, cursor: number, stored: boolean): string[] {
    const { replies } = this.of(key)
    const before = replies.get(reply)
    if (before !== undefined && (before.places.includes(cursor) || before.stored)) {
      before.places = stored ? [cursor] : before.places
      before.stored ||= stored
      return [key]
    }
    const places = stored || before === undefined ? [cursor] : [...before.places, cursor]
    replies.set(reply, { places, stored, gone: this.byKey.get(reply)?.deletions.newest?.cursor })
    return [key]
  }

  /** The answer is not at that place. */
  private unanswered(key: string, reply: string, cursor: number): string[] {
    const { replies } = this.of(key)
    const there = replies.get(reply)
    if (there === undefined) {
      return []
    }
    there.places = there.places.filter(it => it !== cursor)
    if (there.places.length === 0) {
      replies.delete(reply)
    }
    return [key]
  }

  /** @param gone where its deletion is; nothing where it is there after all */
  private answerGone(reply: string, gone: number | undefined): string[] {
    const answered: string[] = []
    for (const [key, { replies }] of this.byKey) {
      const there = replies.get(reply)
      if (there !== undefined) {
        there.gone = gone
        answered.push(key)
      }
    }
    return answered
  }

  private reacting(key: string, { by, reaction }: Reacting): Versions<Reacting> {
    const { reactions } = this.of(key)
    const whose = JSON.stringify([by.userId, reaction])
    const versions = reactions.get(whose) ?? new Versions<Reacting>()
    reactions.set(whose, versions)
    return versions
  }

  private of(key: string): Becoming {
    let of = this.byKey.get(key)
    if (of === undefined) {
      of = new Becoming()
      this.byKey.set(key, of)
      if (!this.isShown(key)) {
        this.hidden(key)
      }
    }
    return of
  }
}

function countReplies({ replies }: Becoming, before: number, asOf: number): number {
  let count = before
  for (const { places, gone } of replies.values()) {
    if (Math.max(...places) > asOf) {
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
