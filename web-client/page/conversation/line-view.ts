import { button, element } from '../dom/element'
import { face } from '../people/face'
import { name, nameText } from '../people/name'
import { counted } from '../rooms/unread'
import { mentionsOf } from './mentions'
import type { Line, Row } from './timeline'
import { written } from './written'
import { dayName, shortTime, timeElement } from './words'

/** What can be done from within a line. */
export interface LineActions {
  retry(line: Line): void
  discard(line: Line): void
  react(line: Line, reaction: string, on: boolean): void
  openThread(line: Line): void
  /** Shows the message that a line answers; undefined where it is not loaded. */
  goToAnswered(answered: Line | undefined): void
}

const QUOTED = 120

const STATES = { sending: 'Sending', stored: 'Stored', failed: 'Not sent' }

/** Draws one row, and what changes of it. */
export class LineView {
  /** @param me the user's id */
  constructor(
    private readonly me: string,
    private readonly actions: LineActions,
  ) {}

  make(row: Row): HTMLElement {
    switch (row.kind) {
      case 'day':
        return element('li', 'day', element('span', '', dayName(row.timestamp, Date.now())))
      case 'unread':
        return element('li', 'day new', element('span', '', 'New'))
      case 'line':
        return this.makeLine(row)
    }
  }

  update(made: HTMLElement, row: Row, before: Row): void {
    if (row.kind === 'day') {
      // What was today is yesterday in a page that stays open.
      const day = dayName(row.timestamp, Date.now())
      const label = made.firstElementChild!
      if (label.textContent !== day) {
        label.textContent = day
      }
    } else if (row.kind === 'line' && before.kind === 'line' && differs(row, before)) {
      // An own line had the time of this machine until it came back with its place.
      made.querySelectorAll('time').forEach(time => time.replaceWith(timeOf(row.line, time.className)))
      if (row.line !== before.line) {
        this.fill(made, row.line, before.line)
      }
      if (row.answered !== before.answered) {
        this.putQuote(made, row)
      }
      this.mark(made, row)
    }
  }

  private makeLine(row: Row & { kind: 'line' }): HTMLElement {
    const { line } = row
    const who = element('b', 'who', name(line.username))
    const made = element(
      'li',
      'line',
      face(line.userId, line.username),
      timeOf(line, 'short'),
      // In the lines behind the first of a group only those hear it who do not see the group.
      element('p', 'heading', who, timeOf(line, '')),
      element('div', 'body', element('div', 'content'), element('span', 'state')),
      element('div', 'below'),
    )
    made.dataset.key = line.key
    this.fill(made, line)
    this.putQuote(made, row)
    this.mark(made, row)
    return made
  }

  /** What it says and what became of it, as far as that is another than before. */
  private fill(made: HTMLElement, line: Line, before?: Line): void {
    if (line.content !== before?.content || line.deleted !== before.deleted || line.editedAt !== before.editedAt) {
      made.querySelector('.content')!.replaceChildren(...contentOf(line))
    }
    if (line.reactions !== before?.reactions || line.replies !== before?.replies || line.deleted !== before?.deleted) {
      made.querySelector('.below')!.replaceChildren(...this.below(line))
    }
  }

  /** Of what it answers as that is now: it may be changed, deleted, or loaded later. */
  private putQuote(made: HTMLElement, { line, answered }: Row & { kind: 'line' }): void {
    made.querySelector('.quote')?.remove()
    if (line.replyTo !== undefined) {
      made.querySelector('.heading')!.after(this.quote(answered))
    }
  }

  private quote(answered: Line | undefined): HTMLElement {
    const words = answered === undefined ? ['an earlier message'] : [name(answered.username), ': ', firstWords(answered)]
    const quote = button('', 'plain quote', () => this.actions.goToAnswered(answered))
    quote.append('↳ ', ...words)
    return quote
  }

  private below(line: Line): HTMLElement[] {
    const reactions = (line.reactions ?? []).map(({ reaction, count, more, me, users }) => {
      const made = button(`${reaction} ${count}${more ? '+' : ''}`, 'reaction', () =>
        this.actions.react(line, reaction, !me),
      )
      made.ariaPressed = String(me)
      made.title = [...users.map(it => nameText(it.username)), ...(count > users.length ? ['others'] : [])].join(', ')
      return made
    })
    const { replies = 0 } = line
    const thread = button(replies === 1 ? '1 reply' : `${counted(replies)} replies`, 'plain replies', () =>
      this.actions.openThread(line),
    )
    return [...reactions, ...(replies > 0 ? [thread] : [])]
  }

  private mark(made: HTMLElement, { line, first, mine }: Row & { kind: 'line' }): void {
    const isMeant = !line.deleted && mentionsOf(line).includes(this.me)
    const classes = [first ? 'first' : 'next', mine && 'mine', isMeant && 'meant', line.changing && 'changing', line.state]
    made.className = ['line', ...classes.filter(Boolean)].join(' ')
    made.querySelector('.trouble')?.remove()
    if (!mine) {
      return
    }
    const state = made.querySelector('.state')!
    state.setAttribute('aria-label', STATES[line.state])
    state.setAttribute('title', STATES[line.state])
    state.setAttribute('role', 'img')
    if (line.state === 'failed') {
      const trouble = element(
        'p',
        'trouble',
        `Not sent: ${line.reason ?? 'unknown'}. `,
        button('Try again', 'plain', () => this.actions.retry(line)),
        ' ',
        button('Discard', 'plain', () => this.actions.discard(line)),
      )
      made.append(trouble)
    }
  }
}

function contentOf(line: Line): (Node | string)[] {
  if (line.deleted) {
    return [element('em', 'faint', 'This message was deleted.')]
  }
  return line.editedAt === undefined
    ? written(line.content)
    : [...written(line.content), ' ', element('small', 'edited', '(edited)')]
}

/** The beginning of a message, in one line. */
export function firstWords({ content, deleted }: Line): string {
  const words = deleted ? 'a deleted message' : content.replace(/\s+/g, ' ')
  return words.length > QUOTED ? `${words.slice(0, QUOTED)}…` : words
}

function timeOf({ timestamp }: Line, className: string): HTMLTimeElement {
  const time = className === 'short' ? timeElement(timestamp, shortTime(timestamp)) : timeElement(timestamp)
  time.className = className
  // Whoever listens has heard it, as part of the heading.
  time.ariaHidden = className === 'short' ? 'true' : null
  return time
}

function differs(row: Row & { kind: 'line' }, before: Row & { kind: 'line' }): boolean {
  return (
    row.first !== before.first ||
    row.line !== before.line ||
    row.answered !== before.answered
  )
}
