import { metadataOf, type Mentionable } from './mentions'
import { pieces } from './pieces'
import type { Line } from './timeline'

/** Takes one message; answers what is wrong, in words, or null when it is on its way. */
export type Send = (content: string, metadata: object | undefined, replyTo: Line | undefined) => string | null

/** What was not taken of a text, and why. */
export interface Left {
  text: string
  problem: string
}

/**
 * Sends a text as so many messages as it takes. Where no more are taken, the rest is answered, so that what is on its
 * way is not sent again with it.
 *
 * @param people those who may be mentioned
 */
export function sendAll(text: string, send: Send, people: readonly Mentionable[], replyTo?: Line): Left | null {
  const all = pieces(text)
  for (const [index, piece] of all.entries()) {
    const problem = send(piece, metadataOf(piece, people), replyTo)
    if (problem !== null) {
      return { text: all.slice(index).join('\n'), problem }
    }
  }
  return null
}
