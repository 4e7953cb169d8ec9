/** A message as the conversation shows it. */
export interface Line {
  /** The same for as long as the message is shown, whatever becomes of it. */
  key: string
  id: string
  userId: string
  username: string
  content: string
  /** Milliseconds since the epoch. */
  timestamp: number
  state: 'sending' | 'stored' | 'failed'
  /** Why it failed, in words. */
  reason?: string
}

/** What stands in the conversation from top to bottom. */
export type Row =
  | { kind: 'day'; key: string; timestamp: number }
  | { kind: 'line'; key: string; line: Line; first: boolean; mine: boolean }

const TOGETHER_MILLIS = 5 * 60_000

/**
 * Puts a separator before each day, and the lines of one person that follow each other closely into
 * one group: its first line alone says who and when.
 */
export function timeline(lines: readonly Line[], me: string): Row[] {
  const rows: Row[] = []
  let previous: Line | null = null
  for (const line of lines) {
    const newDay = previous === null || dayOf(previous.timestamp) !== dayOf(line.timestamp)
    if (newDay) {
      rows.push({ kind: 'day', key: `day ${dayOf(line.timestamp)}`, timestamp: line.timestamp })
    }
    const first =
      newDay ||
      previous?.userId !== line.userId ||
      line.timestamp - previous.timestamp > TOGETHER_MILLIS
    rows.push({ kind: 'line', key: line.key, line, first, mine: line.userId === me })
    previous = line
  }
  return rows
}

function dayOf(timestamp: number): string {
  return new Date(timestamp).toDateString()
}
