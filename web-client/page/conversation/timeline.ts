import type { RoomMessage } from '../../client/src/index'

/** A message as the conversation shows it. */
export type Line = RoomMessage

/** What stands in the conversation from top to bottom. */
export type Row =
  | { kind: 'day'; key: string; timestamp: number }
  /** What follows was not read before. */
  | { kind: 'unread'; key: 'unread' }
  | { kind: 'line'; key: string; line: Line; first: boolean; mine: boolean; answered: Line | undefined }

const TOGETHER_MILLIS = 5 * 60_000

interface Around {
  before?: Line | null | undefined
  read?: number | undefined
  answered?: (line: Line) => Line | undefined
}

/** Finds what lines answer among these; looks through them once, and only where one answers any. */
export function answeredIn(lines: readonly Line[]): (line: Line) => Line | undefined {
  let byName: Map<string, Line> | undefined
  return ({ replyTo }) => {
    if (replyTo === undefined) {
      return undefined
    }
    byName ??= new Map(lines.map(line => [nameOf(line), line]))
    return byName.get(nameOf(replyTo))
  }
}

function nameOf({ userId, id }: { userId: string; id: string }): string {
  return JSON.stringify([userId, id])
}

/**
 * Puts a separator before each day and before what is new, and the lines of one person that follow each other closely
 * into one group: its first line alone shows who and when.
 *
 * @param before the line before the first one, which is not shown itself
 * @param read the newest cursor that was read when the room was entered
 * @param answered gives the message that a line answers, where it is there
 */
export function timeline(
  lines: readonly Line[],
  me: string,
  { before = null, read, answered = () => undefined }: Around = {},
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
    rows.push({ kind: 'line', key: line.key, line, first, mine: line.userId === me, answered: answered(line) })
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
