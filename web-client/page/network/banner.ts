import type { ChorusError, ConnectionState } from '../../client/src/index'
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
  private loginEnded = false
  private patience: number | undefined
  private countdown: number | undefined

  constructor(retryNow: () => void) {
    own('retry-now').addEventListener('click', retryNow)
  }

  show(condition: Condition, loginEnded: boolean): void {
    this.condition = condition
    this.loginEnded = loginEnded
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
    const text = this.loginEnded ? 'Your login has ended.' : words(this.condition, Date.now())
    if (this.text.textContent !== text) {
      this.text.textContent = text
    }
    own('retry-now').textContent = this.loginEnded ? 'Log in' : 'Try now'
    own('retry-now').hidden = this.condition.state !== 'waiting' && this.condition.state !== 'failed'
  }
}

const PROMISE = 'What you write is sent when the connection is back.'

export function words(condition: Condition, now: number): string {
  switch (condition.state) {
    case 'connected':
      return ''
    case 'idle':
      return reconnecting()
    case 'connecting':
      return reconnecting(condition.reason)
    case 'waiting': {
      const seconds = Math.ceil((condition.retryAt - now) / 1000)
      return seconds > 1
        ? `${why(condition.reason)} Next attempt in ${seconds} seconds.`
        : reconnecting(condition.reason)
    }
    case 'failed':
      return why(condition.reason)
    case 'closed':
      return 'No connection.'
  }
}

/** A connection that merely broke needs no more words. */
function reconnecting(reason?: ChorusError): string {
  const words = reason === undefined || ['network', 'no_token'].includes(reason.code) ? '' : `${why(reason)} `
  return `${words}Reconnecting… ${PROMISE}`
}

function why({ code, status, message }: ChorusError): string {
  switch (code) {
    case 'network':
    // Where the connection is gone, so is whoever gives tokens.
    case 'no_token':
      return 'No connection.'
    case 'silent':
      return 'The server does not answer.'
    case 'unauthorized':
      return 'The server does not let you in.'
    case 'origin':
      return 'The server takes no connections from this page.'
    case 'http':
      return `The server is not there (HTTP ${status}).`
    default:
      return `No connection: ${message}.`
  }
}
