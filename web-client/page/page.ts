import { Chat } from './chat'
import { own } from './dom/element'
import { connectTheme } from './dom/theme'
import { readConfig, type PageConfig } from './identity/config'
import type { Login } from './identity/login'
import { NamedLogin } from './identity/named-login'
import type { OpenIdConfig } from './identity/openid/config'
import { OpenIdLogin } from './identity/openid/openid-login'

/** What is said where whoever comes may be anybody. */
const ANYBODY = 'Development login: whoever opens this page may be anybody. Never use it for what matters.'

function enter(login: Login): void {
  own('enter').hidden = true
  own('chat').hidden = false
  new Chat(login)
}

/** Does what may fail, and says so where somebody can try again. */
async function trying(attempt: () => Promise<void>): Promise<void> {
  own('enter-problem').textContent = ''
  try {
    await attempt()
  } catch (failure) {
    own('enter').hidden = false
    own('enter-problem').textContent =
      failure instanceof TypeError ? 'The server does not answer.' : (failure as Error).message
  }
}

function ask(form: string): void {
  own('enter').hidden = false
  own(form).hidden = false
}

async function enterByName(url: string): Promise<void> {
  const name = own<HTMLInputElement>('name')
  const attempt = () => NamedLogin.as(name.value, url).then(enter)
  own('enter-form').addEventListener('submit', event => {
    event.preventDefault()
    void trying(attempt)
  })
  if (NamedLogin.remembered !== null) {
    name.value = NamedLogin.remembered
    await attempt().catch(failure => {
      ask('enter-form')
      throw failure
    })
  } else {
    ask('enter-form')
    name.focus()
  }
}

async function enterByIssuer(config: OpenIdConfig): Promise<void> {
  own('log-in').addEventListener('click', () => void trying(() => OpenIdLogin.begin(config)))
  if (config.development) {
    document.querySelectorAll('.caution').forEach(it => {
      it.textContent = ANYBODY
    })
  }
  const login = await OpenIdLogin.find(config).catch(failure => {
    ask('log-in')
    throw failure
  })
  if (login === null) {
    ask('log-in')
  } else {
    enter(login)
  }
}

async function begin({ devToken, openId }: PageConfig): Promise<void> {
  document.querySelectorAll<HTMLElement>('.local').forEach(it => (it.hidden = devToken === undefined))
  if (openId !== undefined) {
    await enterByIssuer(openId)
  } else if (devToken !== undefined) {
    await enterByName(devToken)
  } else {
    throw new Error('Nobody can log in here: the server names no issuer.')
  }
}

connectTheme()
void trying(() => readConfig().then(begin))
