/** Who types, in one line; empty when nobody does. */
export function typingLine(names: readonly string[]): string {
  switch (names.length) {
    case 0:
      return ''
    case 1:
      return `${names[0]} is typing…`
    case 2:
    case 3:
      return `${names.slice(0, -1).join(', ')} and ${names.at(-1)} are typing…`
    default:
      return 'Several people are typing…'
  }
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

/** A `time` element, whose full date is there for those who ask. */
export function timeElement(timestamp: number): HTMLTimeElement {
  const date = new Date(timestamp)
  const time = document.createElement('time')
  time.dateTime = date.toISOString()
  time.title = date.toLocaleString()
  time.textContent = date.toLocaleTimeString([], { timeStyle: 'short' })
  return time
}
