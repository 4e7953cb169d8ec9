import type { RoomMessage } from '../../client/src/index'

/** A message as the conversation shows it. */
export type Line = RoomMessage

/** What stands in the conversation from top to bottom. */
export type Row =
  | { kind: 'day'; key: string; timestamp: number }
  /** What follows was not read before. */
  | { kind: 'unread'; key: 'unread' }
  | { kind: 'line'; key: string; line: Line; first: boolean; mine: boolean }

const TOGETHER_MILLIS = 5 * 60_000

/**
 * Puts a separator before each day and before what is new, and the lines of one person that follow each other closely
 * into one group: its first line alone shows who and when.
 *
 * @param before the line before the first one, which is not shown itself
 * @param read the newest cursor that was read when the room was entered
 */
export function timeline(
  lines: readonly Line[],
  me: string,
  { before = null, read }: { before?: Line | null | undefined; read?: number | undefined } = {},
): Row[] {
  const rows: Row[] = []
  let previous = before
  let isUnread = before !== null && isNew(before, read)
  for (const line of lines) {
    const newDay = previous === null || dayOf(previous.timestamp) !== dayOf(line.timestamp)
    const starts = !isUnread && line.userId !== me && isNew(line, read)
    isUnread ||= starts
    if (newDay) {
      rows.push({ kind: 'day', key: `day ${dayOf(line.timestamp)}`, timestamp: line.timestamp })
    }
    if (starts) {
      rows.push({ kind: 'unread', key: 'unread' })
    }
    const first =
      newDay ||
      starts ||
      previous?.userId !== line.userId ||
      line.timestamp - previous.timestamp > TOGETHER_MILLIS
    rows.push({ kind: 'line', key: line.key, line, first, mine: line.userId === me })
    previous = line
  }
  return rows
}

/** Whether others have said something after what was read. */
export function hasNews(lines: readonly Line[], me: string, read: number | undefined): boolean {
  // From the end: no further than to what was read.
  const first = lines.findLastIndex(line => line.cursor !== null && !isNew(line, read)) + 1
  return lines.slice(first).some(line => line.userId !== me && isNew(line, read))
}

function isNew({ cursor }: Line, read: number | undefined): boolean {
  return read !== undefined && cursor !== null && cursor > read
}

function dayOf(timestamp: number): string {
  return new Date(timestamp).toDateString()
}
