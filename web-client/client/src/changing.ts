import { ChorusError } from './chorus-error.js'
import { merge } from './changes.js'
import type { Connection } from './connection.js'
import { randomId } from './outbox.js'
import type { MessageName } from './protocol.js'
import type { PlacedMessage, RoomMessage } from './room-message.js'
import { GIVE_UP_MILLIS, PASSING } from './sending.js'
import type { Turns } from './turns.js'

/** Unanswered changes of one room at once. */
const CAPACITY = 40
const AGAIN_MILLIS = 1_500

/** What a user does to a message. */
export type Doing =
  | { event: 'edit_message'; content: string; metadata?: unknown }
  | { event: 'delete_message' }
  | { event: 'react'; reaction: string; on: boolean }

interface Pending {
  readonly changeId: string
  readonly of: MessageName
  readonly doing: Doing
  /** Known once it is stored. */
  cursor: number | null
  triedSince: number | null
  readonly resolve: (stored: { cursor: number }) => void
  readonly reject: (error: ChorusError) => void
}

interface Options {
  roomId: string
  connection: Pick<Connection, 'request'>
  turns: Turns
  changed(): void
  /** Called with the place of each change that the server has stored. */
  stored(cursor: number): void
}

/**
 * Gets what the user does to messages into one room, as {@link Sending} does with messages: one after the other, again
 * and again under one id, shown at once. What is not stored ends with the client.
 */
export class Changing {
  private pending: Pending[] = []
  private open = false
  private busy = false
  private refused: ChorusError | null = null
  private again: ReturnType<typeof setTimeout> | undefined

  constructor(private readonly options: Options) {}

  get isEmpty(): boolean {
    return this.pending.length === 0
  }

  /** The room is joined: what waits is sent. */
  resume(): void {
    this.open = true
    this.refused = null
    this.flush()
  }

  /** The connection is gone: what comes now waits. */
  pause(): void {
    this.open = false
    // Without a connection all would be refused at once, and tried again at once.
    clearTimeout(this.again)
  }

  /** What waits has failed, and so does what comes, until it resumes. */
  refuse(error: ChorusError): void {
    this.pause()
    this.refused = error
    this.pending.forEach(it => it.reject(error))
    this.pending = []
  }

  /** What comes waits for the connection again. */
  hope(): void {
    this.refused = null
  }

  /** Rejects with a {@link ChorusError}, and then shows the message as it was before. */
  change({ userId, id }: MessageName, doing: Doing): Promise<{ cursor: number }> {
    const stored = new Promise<{ cursor: number }>((resolve, reject) => {
      if (this.refused !== null) {
        reject(this.refused)
      } else if (this.pending.length >= CAPACITY) {
        reject(new ChorusError('outbox_full', 'too many changes are on their way'))
      } else {
        const changeId = randomId()
        this.pending.push({ changeId, of: { userId, id }, doing, cursor: null, triedSince: null, resolve, reject })
      }
    })
    stored.catch(() => {})
    this.flush()
    this.options.changed()
    return stored
  }

  /** Forgets what has come back as an entry of the log. */
  prune(hasCome: (cursor: number) => boolean): void {
    this.pending = this.pending.filter(({ cursor }) => cursor === null || !hasCome(cursor))
  }

  /** The names of the messages of which something is on its way. */
  get names(): MessageName[] {
    return this.pending.map(({ of }) => of)
  }

  /** A message as it will be when all is stored. */
  view(message: PlacedMessage, me: { userId: string; username: string }): RoomMessage {
    return this.pending
      .filter(({ of }) => of.userId === message.userId && of.id === message.id)
      .reduce((before, { doing }) => ({ ...before, ...done(before, doing, me), changing: true }), message as RoomMessage)
  }

  private flush(): void {
    if (this.open) {
      this.options.turns.want(this.next)
    }
  }

  private readonly next = (): Promise<void> | null => {
    const first = this.open && !this.busy ? this.pending.find(({ cursor }) => cursor === null) : undefined
    return first === undefined ? null : this.transmit(first)
  }

  private async transmit(it: Pending): Promise<void> {
    const { roomId, connection, stored, changed } = this.options
    const { changeId, of, doing } = it
    const { event, ...how } = doing
    this.busy = true
    it.triedSince ??= Date.now()
    try {
      const { cursor } = await connection.request<{ cursor: number }>(event, { roomId, ...of, ...how, changeId })
      it.cursor = cursor
      it.resolve({ cursor })
      stored(cursor)
    } catch (failure) {
      this.failed(it, failure as ChorusError)
    }
    this.busy = false
    this.flush()
    changed()
  }

  private failed(it: Pending, error: ChorusError): void {
    if (error.code === 'disconnected' && this.refused === null) {
      it.triedSince = null
    } else if (PASSING.includes(error.code) && Date.now() - it.triedSince! < GIVE_UP_MILLIS) {
      this.pause()
      this.again = setTimeout(() => this.resume(), AGAIN_MILLIS)
    } else {
      this.pending = this.pending.filter(other => other !== it)
      it.reject(error)
    }
  }
}

function done(message: RoomMessage, doing: Doing, me: { userId: string; username: string }): Partial<RoomMessage> {
  switch (doing.event) {
    case 'edit_message': {
      const { content, metadata } = doing
      return { content, editedAt: Date.now(), ...(metadata !== undefined && { metadata }) }
    }
    case 'delete_message':
      return { content: '', deleted: true }
    case 'react':
      return { reactions: merge(message.reactions ?? [], [{ ...doing, by: me }], me.userId) }
  }
}
