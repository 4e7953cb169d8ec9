import { button, element } from '../dom/element'
import { face } from '../people/face'
import type { Line, Row } from './timeline'
import { dayName, timeElement } from './words'

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
    if (row.kind === 'day') {
      return element('li', 'day', element('span', '', dayName(row.timestamp, Date.now())))
    }
    const { line } = row
    const who = element('span', 'who', element('b', '', line.username))
    const heading = element('p', 'heading', who, timeElement(line.timestamp))
    const content = element('p', 'content', line.content)
    const made = element(
      'li',
      'line',
      face(line.userId, line.username),
      timeElement(line.timestamp),
      element('div', 'body', heading, content),
      element('span', 'state'),
    )
    this.mark(made, row)
    return made
  }

  update(made: HTMLElement, row: Row, before: Row): void {
    if (row.kind === 'day') {
      // What was today is yesterday in a page that stays open.
      const name = dayName(row.timestamp, Date.now())
      const label = made.firstElementChild!
      if (label.textContent !== name) {
        label.textContent = name
      }
    } else if (before.kind === 'line' && differs(row, before)) {
      // An own line had the time of this machine until it came back with its place.
      made
        .querySelectorAll('time')
        .forEach(time => time.replaceWith(timeElement(row.line.timestamp)))
      this.mark(made, row)
    }
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
      made.querySelector('.body')!.append(trouble)
    }
  }
}

function differs(row: Row & { kind: 'line' }, before: Row & { kind: 'line' }): boolean {
  return (
    row.first !== before.first ||
    row.line.state !== before.line.state ||
    row.line.timestamp !== before.line.timestamp ||
    row.line.reason !== before.line.reason
  )
}
