import { own } from '../dom/element'
import { Keyed } from '../dom/keyed'
import { counted } from '../rooms/unread'
import { LineView, type LineActions } from './line-view'
import { Stretch } from './stretch'
import { answeredIn, hasNews, timeline, type Line, type Row } from './timeline'

const NEAR_END = 80
const NEAR_EDGE = 600
const PAGE = 50
/** For a way that is long. */
const LARGE_PAGE = 200
/** Until older lines that did not come are asked for once more. */
const AGAIN_MILLIS = 3_000

const EDGES = ['loading', 'beginning', 'no-further'] as const

/** What the conversation is told to show. */
export interface Conversation {
  lines: readonly Line[]
  hasOlder: boolean
  /** Whether the room begins with the first line. */
  hasFirst: boolean
  /** Whether the newest page has come. */
  loaded: boolean
  /** How many the reader has not seen. */
  unread: number
}

interface Surroundings {
  loadOlder(limit: number): Promise<unknown>
  /** The reader has come to the end. */
  moved(): void
  /** The message to begin at is older than all that can be loaded. */
  tooOld(): void
}

/** Where a reader was in a room: a line, and how far below the upper edge it stood. */
interface Place {
  key: string
  top: number
}

/**
 * The lines of one room, as many as a browser draws at once. It follows the end while the reader is there; otherwise
 * what he reads stays where it is, whatever comes before or after it.
 */
export class ConversationView {
  private readonly log = own('log')
  private readonly toEnd = own('to-end')
  private readonly rows: Keyed<Row>
  private readonly stretch = new Stretch()
  private readonly places = new Map<string, Place>()
  private room = ''
  private shown: Conversation = { lines: [], hasOlder: false, hasFirst: false, loaded: false, unread: 0 }
  private following = true
  /** Of the log when its end was last gone to. */
  private size = ''
  private wanting = false
  /** Where to go once there are lines. */
  private aim: { place: Place | null; read: number | undefined; cursor: number | undefined } | null = null
  /** What was read when the reader began to look: what follows is marked as new. */
  private read: number | undefined

  constructor(
    private readonly me: string,
    actions: LineActions,
    private readonly around: Surroundings,
  ) {
    const lines = new LineView(me, actions)
    this.rows = new Keyed<Row>(
      own('lines'),
      row => row.key,
      row => lines.make(row),
      (made, row, before) => lines.update(made, row, before),
    )
    this.log.addEventListener('scroll', () => this.scrolled(), { passive: true })
    this.toEnd.addEventListener('click', () => this.goToEnd())
    // The composer grows, the window changes, a keyboard comes up: the end stays in sight.
    new ResizeObserver(() => this.following && this.scrollToEnd()).observe(this.log)
  }

  /** Whether the reader has the newest line in sight. */
  get isAtEnd(): boolean {
    return this.following && this.aim === null
  }

  /**
   * Begins with another room: at a message, where the reader was in it, at what is new in it, or at its end.
   *
   * @param read the newest cursor that was read; nothing where the room was never read
   * @param cursor the message's, if one is meant
   */
  enter(room: string, read: number | undefined, cursor?: number): void {
    this.keepPlace()
    this.room = room
    this.read = read
    this.rows.show([])
    this.showEdge('loading')
    this.stretch.toEnd()
    this.following = true
    this.aim = { place: this.places.get(room) ?? null, read, cursor }
  }

  show(conversation: Conversation): void {
    const grown = conversation.lines.at(-1)?.key !== this.shown.lines.at(-1)?.key
    if (this.isAtEnd && !document.hidden && !hasNews(this.shown.lines, this.me, this.read)) {
      // Whoever looks on sees what comes, and nothing of it is marked as new.
      this.read = conversation.lines.findLast(({ cursor }) => cursor !== null)?.cursor ?? this.read
    }
    this.shown = conversation
    const { lines, loaded, unread } = conversation
    if (grown && this.aim === null && lines.at(-1)?.userId === this.me && lines.at(-1)?.state === 'sending') {
      this.following = true
    }
    if (loaded && this.aim !== null) {
      this.takeAim()
    } else {
      if (!this.following && this.log.scrollTop < NEAR_EDGE) {
        // At once with what has come, as nothing above the first line could make up for what changes about it.
        this.stretch.up(lines)
      }
      this.draw()
    }
    this.toEnd.hidden = this.following
    this.toEnd.textContent = unread === 0 ? 'Newest ↓' : `${counted(unread)} new ↓`
    this.wantMore()
  }

  /** The line with this key, while there is one. */
  lineWith(key: string | undefined): Line | undefined {
    return this.shown.lines.find(line => line.key === key)
  }

  private takeAim(): void {
    const { lines, hasOlder, hasFirst } = this.shown
    const { place, read, cursor } = this.aim!
    const isBefore = cursor !== undefined && (lines[0]?.cursor ?? 0) > cursor
    if (isBefore && hasOlder) {
      this.wantOlder()
      return
    }
    const isTooOld = isBefore && !hasFirst
    if (isTooOld) {
      this.around.tooOld()
    }
    const isNew = (it: Line) => it.userId !== this.me && (it.cursor ?? 0) > (read ?? Infinity)
    const aimed = cursor === undefined || isTooOld ? undefined : lines.find(it => (it.cursor ?? 0) >= cursor)
    const key = aimed?.key ?? place?.key ?? lines.find(isNew)?.key
    const index = lines.findIndex(it => it.key === key)
    this.aim = null
    if (index < 0) {
      this.draw()
      return
    }
    this.stretch.around(lines, index)
    this.following = false
    this.draw()
    const line = this.elementOf(key!)
    if (line !== undefined) {
      const top = (aimed === undefined ? place?.top : undefined) ?? this.log.clientHeight / 3
      line.classList.toggle('aimed', aimed !== undefined)
      this.log.scrollTop += line.getBoundingClientRect().top - this.log.getBoundingClientRect().top - top
    }
    this.following = this.isNearEnd()
  }

  private draw(): void {
    const { lines, hasOlder, hasFirst, loaded } = this.shown
    const anchor = this.following ? null : this.anchor()
    const [first, end] = this.stretch.of(lines, this.following)
    const before = lines[first - 1]
    this.rows.show(timeline(lines.slice(first, end), this.me, { before, read: this.read, answered: answeredIn(lines) }))
    this.showEdge(!loaded || hasOlder || first > 0 ? 'loading' : hasFirst ? 'beginning' : 'no-further')
    if (this.following) {
      this.scrollToEnd()
    } else {
      anchor?.restore()
    }
  }

  /** What stands above the lines. */
  private showEdge(edge: (typeof EDGES)[number]): void {
    EDGES.forEach(id => (own(id).hidden = id !== edge))
  }

  private scrolled(): void {
    const before = this.following
    if (before && this.size !== this.sizeNow()) {
      // It was the window that moved the lines, a phone that was turned, say, and not the reader.
      this.scrollToEnd()
      return
    }
    this.following = this.isNearEnd()
    this.toEnd.hidden = this.following
    if (this.following && !before) {
      this.around.moved()
    }
    this.wantMore()
  }

  private wantMore(): void {
    const { lines, hasOlder } = this.shown
    if (this.aim !== null) {
      return
    }
    if (this.log.scrollTop < NEAR_EDGE) {
      if (this.stretch.up(lines)) {
        this.following &&= this.isNearEnd()
        this.draw()
      } else if (hasOlder) {
        this.wantOlder()
      }
    } else if (!this.following && this.fromEnd() < NEAR_EDGE && this.stretch.down(lines)) {
      this.draw()
    }
  }

  private wantOlder(): void {
    if (!this.wanting) {
      this.wanting = true
      const { lines } = this.shown
      void this.around.loadOlder(this.aim === null ? PAGE : LARGE_PAGE).finally(() => {
        this.wanting = false
        setTimeout(() => this.shown.lines === lines && this.wantStill(), AGAIN_MILLIS)
      })
    }
  }

  /** Nothing came, and nothing else has asked meanwhile. */
  private wantStill(): void {
    if (this.aim === null) {
      this.wantMore()
    } else {
      this.takeAim()
    }
  }

  private goToEnd(): void {
    this.stretch.toEnd()
    this.following = true
    this.draw()
    this.toEnd.hidden = true
    this.around.moved()
  }

  private scrollToEnd(): void {
    this.size = this.sizeNow()
    this.log.scrollTop = this.log.scrollHeight
  }

  private sizeNow(): string {
    return `${this.log.clientWidth} ${this.log.clientHeight}`
  }

  /** Near the end of what is drawn, and that is the end of all. */
  private isNearEnd(): boolean {
    const [, end] = this.stretch.of(this.shown.lines, false)
    return end === this.shown.lines.length && this.fromEnd() < NEAR_END
  }

  private fromEnd(): number {
    return this.log.scrollHeight - this.log.scrollTop - this.log.clientHeight
  }

  private keepPlace(): void {
    const line = this.following ? null : this.firstInSight()
    if (line === null) {
      this.places.delete(this.room)
    } else {
      const top = line.getBoundingClientRect().top - this.log.getBoundingClientRect().top
      this.places.set(this.room, { key: line.dataset.key!, top })
    }
  }

  /** The first line in sight, to be put back where it is now. */
  private anchor(): { restore(): void } | null {
    const line = this.firstInSight()
    if (line === null) {
      return null
    }
    const before = line.getBoundingClientRect().top
    return {
      restore: () => {
        this.log.scrollTop += line.getBoundingClientRect().top - before
      },
    }
  }

  private firstInSight(): HTMLElement | null {
    const top = this.log.getBoundingClientRect().top
    const lines = own('lines').querySelectorAll<HTMLElement>('.line')
    return [...lines].find(line => line.getBoundingClientRect().bottom > top) ?? null
  }

  private elementOf(key: string): HTMLElement | undefined {
    return [...own('lines').querySelectorAll<HTMLElement>('.line')].find(line => line.dataset.key === key)
  }
}
