import { name } from '../people/name'

/** Who types, in one line; empty when nobody does. */
export function typingLine(names: readonly string[]): (Node | string)[] {
  const last = names.at(-1)
  if (last === undefined) {
    return []
  }
  if (names.length > 3) {
    return ['Several people are typing…']
  }
  const others = names.slice(0, -1).flatMap((it, index) => [...(index > 0 ? [', '] : []), name(it)])
  return others.length === 0 ? [name(last), ' is typing…'] : [...others, ' and ', name(last), ' are typing…']
}

/** A day as one would call it today. */
export function dayName(timestamp: number, now: number, locale?: string): string {
  const day = new Date(timestamp)
  const today = new Date(now)
  const yesterday = new Date(today.getFullYear(), today.getMonth(), today.getDate() - 1)
  if (day.toDateString() === today.toDateString()) {
    return 'Today'
  }
  if (day.toDateString() === yesterday.toDateString()) {
    return 'Yesterday'
  }
  return day.toLocaleDateString(locale, {
    weekday: 'long',
    day: 'numeric',
    month: 'long',
    ...(day.getFullYear() !== today.getFullYear() && { year: 'numeric' }),
  })
}

const clock = new Intl.DateTimeFormat([], { timeStyle: 'short' })

/** A time of the day without a.m. and p.m., for where there is little room. */
export function shortTime(timestamp: number, format = clock): string {
  return format
    .formatToParts(timestamp)
    .filter(({ type }) => type !== 'dayPeriod')
    .map(({ value }) => value)
    .join('')
    .trim()
}

/** A `time` element, whose full date is there for those who ask. */
export function timeElement(timestamp: number, text = clock.format(timestamp)): HTMLTimeElement {
  const date = new Date(timestamp)
  const time = document.createElement('time')
  time.dateTime = date.toISOString()
  time.title = date.toLocaleString()
  time.textContent = text
  return time
}
