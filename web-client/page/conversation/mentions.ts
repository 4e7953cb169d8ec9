import type { RoomMessage } from '../../client/src/index'

/** Somebody who can be mentioned. */
export interface Mentionable {
  userId: string
  username: string
}

/** The users that a message means, as its metadata says. */
export function mentionsOf({ metadata }: Pick<RoomMessage, 'metadata'>): string[] {
  const mentions = (metadata as { mentions?: unknown } | null | undefined)?.mentions
  return Array.isArray(mentions) ? mentions.filter(it => typeof it === 'string') : []
}

/** What stands before the cursor of a name that is begun with `@`; null where none is. */
export function begunMention(before: string): string | null {
  return /(?:^|[\s(])@([^\s@]{0,32})$/.exec(before)?.[1] ?? null
}

/** Those whose names, or a later word of them, begin with these letters. */
export function mentionable(people: readonly Mentionable[], begun: string, most: number): Mentionable[] {
  const wanted = begun.toLowerCase()
  const fits = ({ userId, username }: Mentionable) =>
    [userId, username, ...username.split(/\s+/)].some(it => it.toLowerCase().startsWith(wanted))
  return people.filter(fits).slice(0, most)
}

/** The metadata of a text: those of whom it says the name after an `@`, beside what was there before. */
export function metadataOf(text: string, people: Iterable<Mentionable>, before?: unknown): object | undefined {
  const mentions = [...people].filter(({ username }) => says(text, username)).map(({ userId }) => userId)
  const { mentions: _, ...others } = (isObject(before) ? before : {}) as { mentions?: unknown }
  const metadata = { ...others, ...(mentions.length > 0 && { mentions: [...new Set(mentions)] }) }
  return Object.keys(metadata).length === 0 ? undefined : metadata
}

function isObject(json: unknown): boolean {
  return typeof json === 'object' && json !== null && !Array.isArray(json)
}

function says(text: string, username: string): boolean {
  for (let at = text.indexOf(`@${username}`); at >= 0; at = text.indexOf(`@${username}`, at + 1)) {
    const after = text[at + username.length + 1]
    if (after === undefined || !/[\p{L}\p{N}_]/u.test(after)) {
      return true
    }
  }
  return false
}
