import { Chat } from './chat'
import { own } from './dom/element'
import { connectTheme } from './dom/theme'
import { devToken, userNamed } from './identity/dev-token'

/** This window's name, which it keeps when it is loaded again; and the browser's, which new windows begin with. */
const NAME = 'chorus.name'

async function enter(name: string): Promise<void> {
  const user = userNamed(name)
  // Asked for once here, so that a server without tokens is told apart from one that is away.
  await devToken(user)
  sessionStorage.setItem(NAME, user.username)
  localStorage.setItem(NAME, user.username)
  own('enter').hidden = true
  own('chat').hidden = false
  new Chat(user)
}

function ask(name: string): void {
  own('enter').hidden = false
  own<HTMLInputElement>('name').value = name
  own('name').focus()
}

async function tryToEnter(name: string): Promise<void> {
  own('enter-problem').textContent = ''
  try {
    await enter(name)
  } catch (failure) {
    ask(name)
    own('enter-problem').textContent =
      failure instanceof TypeError ? 'The server does not answer.' : (failure as Error).message
  }
}

connectTheme()
own('enter-form').addEventListener('submit', event => {
  event.preventDefault()
  void tryToEnter(own<HTMLInputElement>('name').value)
})
own('leave').addEventListener('click', () => {
  sessionStorage.removeItem(NAME)
  localStorage.removeItem(NAME)
  location.reload()
})

const remembered = sessionStorage.getItem(NAME) ?? localStorage.getItem(NAME)
if (remembered === null) {
  ask('')
} else {
  void tryToEnter(remembered)
}
