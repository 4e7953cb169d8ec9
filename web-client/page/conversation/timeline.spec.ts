import { describe, expect, it } from 'vitest'
import { hasNews, timeline, type Line } from './timeline'

const NOON = new Date(2026, 10, 1, 12).getTime()
const MINUTE = 60_000

let lines = 0
const line = (userId: string, timestamp: number): Line => ({
  key: `line ${++lines}`,
  id: String(lines),
  roomId: 'general',
  cursor: lines,
  userId,
  username: userId,
  content: 'hello',
  timestamp,
  state: 'stored',
})

const shape = (...given: Line[]) =>
  timeline(given, 'ada').map(row =>
    row.kind !== 'line' ? row.kind : `${row.first ? 'first' : 'next'} ${row.line.userId}`,
  )

describe('a timeline', () => {
  it('begins with a day', () => {
    expect(shape(line('ada', NOON))).toEqual(['day', 'first ada'])
  })

  it('is empty without lines', () => {
    expect(shape()).toEqual([])
  })

  it('groups what one person says within five minutes', () => {
    expect(
      shape(line('ada', NOON), line('ada', NOON + 5 * MINUTE), line('ada', NOON + 11 * MINUTE)),
    ).toEqual(['day', 'first ada', 'next ada', 'first ada'])
  })

  it('begins a group with each change of person', () => {
    expect(shape(line('ada', NOON), line('bob', NOON), line('ada', NOON))).toEqual([
      'day',
      'first ada',
      'first bob',
      'first ada',
    ])
  })

  it('separates days, also within a group', () => {
    const midnight = new Date(2026, 10, 2).getTime()
    expect(shape(line('ada', midnight - 1), line('ada', midnight))).toEqual([
      'day',
      'first ada',
      'day',
      'first ada',
    ])
  })

  it('tells own lines from those of others', () => {
    const rows = timeline([line('ada', NOON), line('bob', NOON)], 'ada')
    expect(rows.map(row => row.kind === 'line' && row.mine)).toEqual([false, true, false])
  })

  it('has a key of its own for each row', () => {
    const rows = timeline([line('ada', NOON), line('bob', NOON + 24 * 60 * MINUTE)], 'ada')
    expect(new Set(rows.map(row => row.key)).size).toBe(rows.length)
  })

  it('has a line before the first that is new of others', () => {
    const given = [line('bob', NOON), line('ada', NOON), line('bob', NOON), line('bob', NOON)]
    const kinds = timeline(given, 'ada', { read: given[0]!.cursor! }).map(({ kind }) => kind)
    expect(kinds).toEqual(['day', 'line', 'line', 'unread', 'line', 'line'])
  })

  it('has none where the first that is new lies before what is shown', () => {
    const [before, shown] = [line('bob', NOON), line('bob', NOON)]
    expect(timeline([shown], 'ada', { before, read: 0 }).map(({ kind }) => kind)).toEqual(['line'])
  })
})

describe('news', () => {
  it('are what others have said after what was read', () => {
    const [first, second] = [line('bob', NOON), line('bob', NOON)]
    const own = line('ada', NOON)
    expect(hasNews([first, second], 'ada', first.cursor!)).toBe(true)
    expect(hasNews([first, second], 'ada', second.cursor!)).toBe(false)
    expect(hasNews([first, second, own], 'ada', second.cursor!)).toBe(false)
    expect(hasNews([first, second, own, { ...own, cursor: null }], 'ada', first.cursor!)).toBe(true)
    expect(hasNews([first, second], 'ada', undefined)).toBe(false)
    expect(hasNews([], 'ada', 7)).toBe(false)
  })
})
