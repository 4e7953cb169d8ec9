import { element } from '../dom/element'

/** A round sign for somebody: the first letters of the name, in a colour of his own. */
export function face(userId: string, username: string): HTMLElement {
  const made = element('span', 'face', initials(username))
  made.setAttribute('aria-hidden', 'true')
  made.style.setProperty('--hue', String(hueOf(userId)))
  return made
}

/** At most two letters. */
export function initials(username: string): string {
  const words = username.trim().split(/\s+/)
  const ends = words.length > 1 ? [words[0]!, words.at(-1)!] : words
  return ends.map(word => [...word][0] ?? '').join('').toLocaleUpperCase()
}

/** An angle on the colour wheel, the same for the same user. */
export function hueOf(userId: string): number {
  let hash = 0
  for (const letter of userId) {
    hash = (Math.imul(hash, 31) + letter.codePointAt(0)!) | 0
  }
  // Multiplied, so that ids that are alike do not look alike.
  return (Math.imul(hash, 0x9e3779b1) >>> 0) % 360
}
