import { own } from '../dom/element'
import { Keyed } from '../dom/keyed'
import { LineView, type LineActions } from './line-view'
import { timeline, type Line, type Row } from './timeline'

const NEAR_END = 80
const NEAR_START = 600

/** What the conversation is told to show. */
export interface Conversation {
  lines: readonly Line[]
  hasOlder: boolean
  /** Whether the newest page has come. */
  loaded: boolean
}

/**
 * The lines of one room. It follows its end while the reader is there; otherwise what he reads stays
 * where it is, whatever comes before or after it.
 */
export class ConversationView {
  private readonly log = own('log')
  private readonly toEnd = own('to-end')
  private readonly rows: Keyed<Row>
  private following = true
  private wanting = false
  private hasOlder = false
  private newest: string | undefined

  constructor(
    private readonly me: string,
    actions: LineActions,
    private readonly older: () => Promise<unknown>,
  ) {
    const lines = new LineView(actions)
    this.rows = new Keyed<Row>(
      own('lines'),
      row => row.key,
      row => lines.make(row),
      (made, row, before) => lines.update(made, row, before),
    )
    this.log.addEventListener('scroll', () => this.scrolled(), { passive: true })
    this.toEnd.addEventListener('click', () => this.scrollToEnd())
    // The composer grows, the window changes, a keyboard comes up: the end stays in sight.
    new ResizeObserver(() => this.following && this.scrollToEnd()).observe(this.log)
  }

  /** Begins with another room, at its end. */
  clear(): void {
    this.rows.show([])
    this.following = true
    this.newest = undefined
    this.toEnd.hidden = true
  }

  show({ lines, hasOlder, loaded }: Conversation): void {
    const anchor = this.following ? null : this.anchor()
    const newest = lines.at(-1)
    const grown = newest?.key !== this.newest
    this.newest = newest?.key
    this.hasOlder = hasOlder
    this.rows.show(timeline(lines, this.me))
    own('beginning').hidden = !loaded || hasOlder
    own('loading').hidden = loaded && !hasOlder
    if (this.following || (grown && newest?.userId === this.me)) {
      this.scrollToEnd()
    } else {
      anchor?.restore()
      this.toEnd.hidden = this.toEnd.hidden && !grown
    }
    this.wantOlder()
  }

  private scrolled(): void {
    this.following = this.fromEnd() < NEAR_END
    if (this.following) {
      this.toEnd.hidden = true
    }
    this.wantOlder()
  }

  private wantOlder(): void {
    if (this.hasOlder && !this.wanting && this.log.scrollTop < NEAR_START) {
      this.wanting = true
      void this.older().finally(() => {
        this.wanting = false
      })
    }
  }

  private scrollToEnd(): void {
    this.following = true
    this.log.scrollTop = this.log.scrollHeight
    this.toEnd.hidden = true
  }

  private fromEnd(): number {
    return this.log.scrollHeight - this.log.scrollTop - this.log.clientHeight
  }

  /** The first line in sight, to be put back where it is now. */
  private anchor(): { restore(): void } | null {
    const top = this.log.getBoundingClientRect().top
    const line = [...own('lines').children].find(
      child => child.getBoundingClientRect().bottom > top && child.classList.contains('line'),
    )
    if (line === undefined) {
      return null
    }
    const before = line.getBoundingClientRect().top
    return {
      restore: () => {
        this.log.scrollTop += line.getBoundingClientRect().top - before
      },
    }
  }
}
