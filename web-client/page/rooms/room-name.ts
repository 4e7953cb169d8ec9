const VALID = /^(?!\.{1,2}$)[A-Za-z0-9_.:-]{1,128}$/

export const FIRST_ROOM = 'general'

/** A room, and a place in it. */
export interface Place {
  room: string
  /** Of a message; nothing where the room alone is meant. */
  cursor: number | undefined
}

/** The room that an address names after `#`, the first one where it names none, or null where that can be none. */
export function placeOfAddress(hash: string): Place | null {
  const [, name = '', cursor] = /^#?(.*?)(?:\/(\d{1,16}))?$/.exec(decoded(hash))!
  const room = name.trim() === '' ? FIRST_ROOM : roomNamed(name)
  return room === null ? null : { room, cursor: cursor === undefined ? undefined : Number(cursor) }
}

export function addressOf({ room, cursor }: Place): string {
  return cursor === undefined ? `#${room}` : `#${room}/${cursor}`
}

/** The name of a room as somebody may type it, or null if it can be none. */
export function roomNamed(text: string): string | null {
  const plain = text.normalize('NFKD').replace(/\p{Mark}/gu, '')
  const name = plain.trim().replace(/^#/, '').replace(/\s+/g, '-')
  return VALID.test(name) ? name : null
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}
