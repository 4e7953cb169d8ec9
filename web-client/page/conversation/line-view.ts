import { button, element } from '../dom/element'
import { face } from '../people/face'
import { name } from '../people/name'
import type { Line, Row } from './timeline'
import { written } from './written'
import { dayName, shortTime, timeElement } from './words'

/** What can be done with a line that failed. */
export interface LineActions {
  retry(line: Line): void
  discard(line: Line): void
}

const STATES = { sending: 'Sending', stored: 'Stored', failed: 'Not sent' }

/** Draws one row, and what changes of it. */
export class LineView {
  constructor(private readonly actions: LineActions) {}

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
      element('div', 'body', element('div', 'content', ...written(line.content)), element('span', 'state')),
    )
    made.dataset.key = line.key
    this.mark(made, row)
    return made
  }

  private mark(made: HTMLElement, { line, first, mine }: Row & { kind: 'line' }): void {
    made.className = `line ${first ? 'first' : 'next'} ${mine ? 'mine' : ''} ${line.state}`
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
    row.line.state !== before.line.state ||
    row.line.timestamp !== before.line.timestamp ||
    row.line.reason !== before.line.reason
  )
}
