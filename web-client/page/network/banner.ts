import type { ConnectionState } from '../../client/src/index'
import { own } from '../dom/element'

/** Shorter gaps, as when the server hands over to another instance, are not worth a word. */
const PATIENCE_MILLIS = 800

/** What the banner is told of the connection. */
export type Condition = ConnectionState

/** Says that there is no connection, above the conversation and without moving it. */
export class Banner {
  private readonly banner = own('banner')
  private readonly text = own('banner-text')
  private condition: Condition = { state: 'connecting' }
  private patience: number | undefined
  private countdown: number | undefined

  constructor(retryNow: () => void) {
    own('retry-now').addEventListener('click', retryNow)
  }

  show(condition: Condition): void {
    this.condition = condition
    clearInterval(this.countdown)
    if (condition.state === 'connected') {
      clearTimeout(this.patience)
      this.patience = undefined
      this.banner.hidden = true
      return
    }
    this.say()
    this.countdown = window.setInterval(() => this.say(), 1000)
    this.patience ??= window.setTimeout(() => (this.banner.hidden = false), PATIENCE_MILLIS)
  }

  private say(): void {
    const text = words(this.condition, Date.now())
    if (this.text.textContent !== text) {
      this.text.textContent = text
    }
    own('retry-now').hidden = this.condition.state !== 'waiting' && this.condition.state !== 'failed'
  }
}

export function words(condition: Condition, now: number): string {
  switch (condition.state) {
    case 'connected':
      return ''
    case 'idle':
    case 'connecting':
      return 'Reconnecting… What you write is sent when the connection is back.'
    case 'waiting': {
      const seconds = Math.ceil((condition.retryAt - now) / 1000)
      return seconds > 1
        ? `No connection. Next attempt in ${seconds} seconds.`
        : 'Reconnecting… What you write is sent when the connection is back.'
    }
    case 'failed':
      return `No connection: ${condition.reason.message}.`
    case 'closed':
      return 'No connection.'
  }
}
