// @vitest-environment happy-dom
import { describe, expect, it } from 'vitest'
import { element } from '../dom/element'
import { dayName, shortTime, typingLine } from './words'

describe('the typing line', () => {
  it.each([
    [[], ''],
    [['Ada'], 'Ada is typing…'],
    [['Ada', 'Bob'], 'Ada and Bob are typing…'],
    [['Ada', 'Bob', 'Cy'], 'Ada, Bob and Cy are typing…'],
    [['Ada', 'Bob', 'Cy', 'Di'], 'Several people are typing…'],
  ])('of %j is "%s"', (names, line) => {
    expect(element('p', '', ...typingLine(names)).textContent).toBe(line)
  })

  it('keeps its words where they are, whatever is in a name', () => {
    const line = element('p', '', ...typingLine(['\u202Eevil', 'Ada']))
    expect([...line.querySelectorAll('bdi')].map(({ textContent }) => textContent)).toEqual(['\u202Eevil', 'Ada'])
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

it('a short time has no a.m. and p.m.', () => {
  const american = new Intl.DateTimeFormat('en-US', { timeStyle: 'short' })
  expect(shortTime(new Date(2026, 1, 1, 12, 28).getTime(), american)).toBe('12:28')
  const british = new Intl.DateTimeFormat('en-GB', { timeStyle: 'short' })
  expect(shortTime(new Date(2026, 1, 1, 16, 5).getTime(), british)).toBe('16:05')
})
