const VALID = /^[A-Za-z0-9_.:-]{1,128}$/

export const FIRST_ROOM = 'general'

/** The room that an address names after `#`, or the first one. */
export function roomOfAddress(hash: string): string {
  const name = hash.replace(/^#/, '')
  return VALID.test(name) ? name : FIRST_ROOM
}

/** The name of a room as somebody may type it, or null if it can be none. */
export function roomNamed(text: string): string | null {
  const name = text.trim().replace(/^#/, '').replace(/\s+/g, '-')
  return VALID.test(name) ? name : null
}
