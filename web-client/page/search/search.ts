import type { ChorusClient, SearchPage } from '../../client/src/index'
import { dayName, timeElement } from '../conversation/words'
import { button, element, own } from '../dom/element'
import { name } from '../people/name'
import { addressOf } from '../rooms/room-name'

const PAUSE_MILLIS = 250
const PAGE = 20

/** Finds messages by their words: Ctrl+F or ⌘F. Pressed once more, it is the browser's own. */
export class Search {
  private readonly dialog = own<HTMLDialogElement>('search')
  private readonly field = own<HTMLInputElement>('search-words')
  private readonly here = own<HTMLInputElement>('search-here')
  private readonly results = own('search-results')
  private readonly more = own('search-more')
  private readonly said = own('search-said')
  private asked = 0
  private oldest: number | undefined
  private timer: number | undefined

  constructor(
    private readonly client: ChorusClient,
    private readonly room: () => string,
  ) {
    document.addEventListener('keydown', event => {
      const isSearch = (event.ctrlKey || event.metaKey) && !event.shiftKey && event.key.toLowerCase() === 'f'
      if (isSearch && !this.dialog.open) {
        event.preventDefault()
        this.open()
      }
    })
    own('show-search').addEventListener('click', () => this.open())
    this.field.addEventListener('input', () => this.soon())
    this.here.addEventListener('change', () => this.soon())
    this.more.addEventListener('click', () => void this.ask(this.oldest))
    own('search-form').addEventListener('submit', event => {
      event.preventDefault()
      void this.ask()
    })
    this.dialog.addEventListener('click', ({ target }) => target === this.dialog && this.dialog.close())
  }

  private open(): void {
    this.dialog.showModal()
    this.field.select()
  }

  private soon(): void {
    clearTimeout(this.timer)
    this.timer = window.setTimeout(() => void this.ask(), PAUSE_MILLIS)
  }

  private async ask(before?: number): Promise<void> {
    clearTimeout(this.timer)
    const words = this.field.value.trim()
    const turn = ++this.asked
    if (words === '') {
      this.results.replaceChildren()
      this.said.textContent = ''
      this.more.hidden = true
      return
    }
    try {
      const where = this.here.checked ? { roomId: this.room() } : {}
      const page = await this.client.search(words, { ...where, ...(before !== undefined && { before }), limit: PAGE })
      if (turn === this.asked) {
        this.show(page, before !== undefined)
      }
    } catch (failure) {
      if (turn === this.asked) {
        this.said.textContent = `Nothing can be looked for now: ${(failure as Error).message}.`
      }
    }
  }

  private show({ results, hasMore }: SearchPage, further: boolean): void {
    const found = results.map(result => this.draw(result))
    if (further) {
      this.results.append(...found)
    } else {
      this.results.replaceChildren(...found)
    }
    this.oldest = results.at(-1)?.message.cursor
    this.more.hidden = !hasMore
    this.said.textContent = this.results.childElementCount === 0 ? 'Nothing was found.' : ''
  }

  private draw({ message, highlight }: SearchPage['results'][number]): HTMLElement {
    const { roomId, username, timestamp, cursor } = message
    const made = button('', 'found', () => {
      this.dialog.close()
      location.hash = addressOf({ room: roomId, cursor })
    })
    const when = element('small', '', `#${roomId}, ${dayName(timestamp, Date.now())}, `, timeElement(timestamp))
    made.append(element('b', '', name(username)), ' ', when, element('span', 'text', ...marked(highlight)))
    return element('li', '', made)
  }
}

/** The marks and the texts of what was found; of whatever else a server might say nothing is taken over. */
export function marked(highlight: string): (Node | string)[] {
  // Parsed in a document that runs nothing and fetches nothing.
  const { body } = new DOMParser().parseFromString(highlight, 'text/html')
  return [...body.childNodes].map(node => {
    const text = node.textContent ?? ''
    return node.nodeName === 'MARK' ? element('mark', '', text) : text
  })
}
