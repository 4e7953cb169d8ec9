import { describe, expect, it } from 'vitest'
import { dayName, typingLine } from './words'

describe('the typing line', () => {
  it.each([
    [[], ''],
    [['Ada'], 'Ada is typing…'],
    [['Ada', 'Bob'], 'Ada and Bob are typing…'],
    [['Ada', 'Bob', 'Cy'], 'Ada, Bob and Cy are typing…'],
    [['Ada', 'Bob', 'Cy', 'Di'], 'Several people are typing…'],
  ])('of %j is "%s"', (names, line) => {
    expect(typingLine(names)).toBe(line)
  })
})

describe('the name of a day', () => {
  const now = new Date(2026, 2, 1, 9).getTime()

  it('is Today or Yesterday where it is, also across months', () => {
    expect(dayName(new Date(2026, 2, 1, 0).getTime(), now)).toBe('Today')
    expect(dayName(new Date(2026, 1, 28, 23).getTime(), now)).toBe('Yesterday')
  })

  it('has the year only where it is another', () => {
    expect(dayName(new Date(2026, 1, 20).getTime(), now, 'en-GB')).toBe('Friday 20 February')
    expect(dayName(new Date(2025, 1, 20).getTime(), now, 'en-GB')).toContain('2025')
  })
})
