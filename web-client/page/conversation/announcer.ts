import { own } from '../dom/element'
import { name } from '../people/name'
import type { Line } from './timeline'

const SPOKEN = 300

/**
 * Says to screen readers what others write while it happens. The conversation itself is no live
 * region: older pages that come in above are not news.
 */
export class Announcer {
  private readonly region = own('news')
  private newest = Infinity

  constructor(private readonly me: string) {}

  /** Begins with another room; what it holds already is not said. */
  clear(): void {
    this.newest = Infinity
    this.region.textContent = ''
  }

  heard(lines: readonly Line[], loaded: boolean): void {
    const last = lines.at(-1)
    if (loaded && last !== undefined && last.timestamp > this.newest && last.userId !== this.me) {
      this.region.replaceChildren(name(last.username), `: ${last.content.slice(0, SPOKEN)}`)
    }
    if (loaded) {
      this.newest = last?.timestamp ?? 0
    }
  }
}
