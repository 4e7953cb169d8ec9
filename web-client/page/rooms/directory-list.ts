import type { DirectoryPage } from '../../client/src/index'
import { dayName } from '../conversation/words'
import { button, element, own } from '../dom/element'

const PAUSE_MILLIS = 150
const PAGE = 20
/** Pages that may hold nothing to show before somebody asks for the next. */
const MOST_EMPTY = 5

/** Pages of all rooms that have a part in their names. */
type Directory = (query: { part: string; after?: string; limit: number }) => Promise<DirectoryPage>

/** Rooms that the user is not in, by name, a page at a time. */
export class DirectoryList {
  private readonly list = own('switch-others')
  private readonly more = own('switch-more')
  private readonly title = own('switch-others-title')
  private part = ''
  private next: string | undefined
  private turn = 0
  private timer: number | undefined

  constructor(
    private readonly directory: Directory,
    private readonly isOwn: (room: string) => boolean,
    private readonly open: (room: string) => void,
  ) {
    this.more.addEventListener('click', () => void this.load())
  }

  /** Shows those with this part in their names, as soon as nobody types on. */
  look(part: string): void {
    clearTimeout(this.timer)
    this.timer = window.setTimeout(() => this.begin(part), PAUSE_MILLIS)
  }

  private begin(part: string): void {
    this.part = part
    this.next = undefined
    void this.load(true)
  }

  private async load(anew = false): Promise<void> {
    const turn = ++this.turn
    let rooms: DirectoryPage['rooms'] = []
    // A server that lists none, or does not answer: one's own rooms are there in any case.
    const nothing = (): DirectoryPage => ({ rooms: [] })
    for (let pages = 0; rooms.length === 0 && pages < MOST_EMPTY; pages++) {
      const after = this.next !== undefined && { after: this.next }
      const page = await this.directory({ part: this.part, ...after, limit: PAGE }).catch(nothing)
      if (turn !== this.turn) {
        return
      }
      this.next = page.next
      rooms = page.rooms.filter(({ roomId }) => !this.isOwn(roomId))
      if (page.next === undefined) {
        break
      }
    }
    const made = rooms.map(room => this.entry(room))
    if (anew) {
      this.list.replaceChildren(...made)
    } else {
      this.list.append(...made)
      made[0]?.querySelector('button')?.focus()
    }
    this.title.hidden = this.list.childElementCount === 0
    this.more.hidden = this.next === undefined
  }

  private entry({ roomId, cursor }: DirectoryPage['rooms'][number]): HTMLElement {
    const made = button(`#${roomId}`, '', () => this.open(roomId))
    made.append(element('small', '', dayName(cursor / 1_000, Date.now())))
    return element('li', '', made)
  }
}
