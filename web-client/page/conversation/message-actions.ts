import type { Room } from '../../client/src/index'
import type { Toast } from '../dom/toast'
import { addressOf } from '../rooms/room-name'
import type { Line } from './timeline'

/** What is done to messages of the room that is shown, and what is said where that fails. */
export class MessageActions {
  /** @param me the user's id */
  constructor(
    private readonly room: () => Room,
    private readonly me: string,
    private readonly toast: Toast,
  ) {}

  isMine({ userId }: Line): boolean {
    return userId === this.me
  }

  react(line: Line, reaction: string, on = true): void {
    this.tell(this.room().react(line, reaction, on))
  }

  edit(line: Line, content: string, metadata: object | undefined): void {
    this.tell(this.room().edit(line, content, metadata))
  }

  /** Once more is asked, as it is for good. */
  delete(line: Line): void {
    const room = this.room()
    this.toast.show('Delete this message for everybody?', {
      label: 'Delete',
      run: () => this.tell(room.delete(line)),
    })
  }

  /** The last one that can be edited: none while it is on its way, as the one before it is not what is meant. */
  lastOwn(): Line | undefined {
    const last = this.room().messages.findLast(line => this.isMine(line) && !line.deleted)
    return last?.state === 'stored' && last.cursor !== null ? last : undefined
  }

  goToAnswered(answered: Line | undefined): void {
    if (answered?.cursor == null) {
      this.toast.show('That message is further back than what is loaded.')
    } else {
      location.hash = addressOf({ room: answered.roomId, cursor: answered.cursor })
    }
  }

  copy({ content }: Line): void {
    void this.toClipboard(content, 'The message')
  }

  copyLink({ roomId, cursor }: Line): void {
    const address = addressOf({ room: roomId, cursor: cursor ?? undefined })
    void this.toClipboard(location.origin + location.pathname + address, 'The link')
  }

  private tell(change: Promise<unknown>): void {
    change.catch(failure => this.toast.show(`That was not done: ${(failure as Error).message}.`))
  }

  private async toClipboard(text: string, what: string): Promise<void> {
    try {
      await navigator.clipboard.writeText(text)
      this.toast.show(`${what} was copied.`)
    } catch {
      // Pages without https may not.
      this.toast.show(text)
    }
  }
}
