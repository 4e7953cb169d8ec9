import { element } from '../dom/element'

/** Turns the direction of what comes after it, in whoever's name it is. */
const CONTROLS = /[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/g
const ISOLATE = '\u2068'
const END = '\u2069'

/** What stands in the place of somebody who was erased: everybody else has a name. */
const NOBODY = 'somebody'

/** A name as part of a line: whatever its letters are, the words around it stay where they are. */
export function name(username: string): HTMLElement {
  return element('bdi', '', username || NOBODY)
}

/** The same where there is only text, as in a label. */
export function nameText(username: string): string {
  return ISOLATE + (username || NOBODY).replace(CONTROLS, '') + END
}
