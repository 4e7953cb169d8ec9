import { unsentKeys, type ChorusClient } from '../../client/src/index'
import { own } from '../dom/element'
import type { Toast } from '../dom/toast'
import type { Shelf } from '../rooms/shelf'
import type { Login } from './login'

/**
 * Logs a user out in all of his windows, and leaves neither texts nor rooms of his in the browser, where others may come
 * next. Where something that he wrote would be lost, he is asked.
 */
export class Logout {
  private readonly userId: string
  private readonly windows: BroadcastChannel

  constructor(
    private readonly login: Login,
    private readonly client: ChorusClient,
    private readonly shelf: Shelf,
    private readonly toast: Toast,
  ) {
    this.userId = login.user.userId
    this.windows = new BroadcastChannel(`chorus ${this.userId}`)
    this.windows.onmessage = () => this.leave()
    own('leave').addEventListener('click', () => this.ask())
  }

  private ask(): void {
    if (this.shelf.hasDrafts || unsentKeys(localStorage, this.userId).length > 0) {
      this.toast.show('What you wrote and have not sent will be lost.', { label: 'Log out', run: () => this.everywhere() })
    } else {
      this.everywhere()
    }
  }

  private everywhere(): void {
    this.windows.postMessage('logout')
    this.leave()
  }

  private leave(): void {
    this.client.close()
    this.shelf.forget()
    unsentKeys(localStorage, this.userId).forEach(key => localStorage.removeItem(key))
    this.login.logOut()
  }
}
