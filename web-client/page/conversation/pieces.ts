/** Bytes of a message that the server takes. */
export const MOST_BYTES = 16_384

const FENCE = /^ {0,3}(`{3,}|~{3,})/

/**
 * A text that is longer than a message may be, cut at the ends of lines; code that is cut goes on as code. A line that is
 * too long by itself stays whole, for the server to refuse.
 */
export function pieces(text: string, most = MOST_BYTES): string[] {
  if (bytesOf(text) <= most) {
    return [text]
  }
  const made: string[] = []
  let lines: string[] = []
  let taken = 0
  let fence: { opening: string; mark: string } | null = null
  const cut = () => {
    made.push([...lines, ...(fence === null ? [] : [fence.mark])].join('\n'))
    lines = fence === null ? [] : [fence.opening]
    taken = bytesOf(lines.join('\n'))
  }
  for (const line of text.split('\n')) {
    const bytes = bytesOf(line) + 1
    const isEmpty = lines.length === (fence === null ? 0 : 1)
    if (!isEmpty && taken + bytes + (fence === null ? 0 : fence.mark.length + 1) > most) {
      cut()
    }
    lines.push(line)
    taken += bytes
    const mark = FENCE.exec(line)?.[1]
    if (mark !== undefined) {
      fence = fence === null ? { opening: line, mark } : line.trim().startsWith(fence.mark) ? null : fence
    }
  }
  if (lines.some(line => line.trim() !== '')) {
    made.push(lines.join('\n'))
  }
  return made.map(piece => piece.replace(/^\n+|\n+$/g, '')).filter(piece => piece.trim() !== '')
}

export function bytesOf(text: string): number {
  return new TextEncoder().encode(text).length
}
