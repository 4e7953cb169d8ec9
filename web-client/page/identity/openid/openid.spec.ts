// @vitest-environment happy-dom
import { beforeEach, describe, expect, it } from 'vitest'
import { redeem } from './authorization'
import { claimsOf, userOf } from './id-token'
import { discover } from './issuer'
import { OpenIdLogin } from './openid-login'
import { challengeOf, secret } from './pkce'
import { fetchTokens, Refused } from './tokens'

const NAME = 'https://login.example.org'
const CONFIG = { issuer: NAME, clientId: 'chorus' }
const EXPECTED = { issuer: NAME, clientId: 'chorus', nonce: 'n' }
const DESCRIBED = {
  issuer: NAME,
  authorization_endpoint: `${NAME}/authorize`,
  token_endpoint: `${NAME}/token`,
}

const answering =
  (answer: unknown, status = 200): typeof fetch =>
  async () =>
    new Response(JSON.stringify(answer), { status })

function idToken(claims: object): string {
  const bytes = new TextEncoder().encode(JSON.stringify(claims))
  return `e30.${btoa(String.fromCharCode(...bytes))}.c2lnbmF0dXJl`
}

const ADA = { iss: NAME, aud: 'chorus', sub: '7', nonce: 'n', preferred_username: 'Ада' }

describe('an issuer', () => {
  it('is whom it says it is', async () => {
    expect(await discover(NAME, answering(DESCRIBED))).toMatchObject(DESCRIBED)
    await expect(discover(NAME, answering({ ...DESCRIBED, issuer: 'https://evil.example' }))).rejects.toThrow('evil')
  })

  it('is not believed to be reached in the clear', async () => {
    const clear = { ...DESCRIBED, token_endpoint: 'http://login.example.org/token' }
    await expect(discover(NAME, answering(clear))).rejects.toThrow('http:')
    const script = { ...DESCRIBED, end_session_endpoint: 'javascript:alert(1)' }
    await expect(discover(NAME, answering(script))).rejects.toThrow('javascript:')
  })
})

describe('a proof of who asks', () => {
  it('is the one of the standard', async () => {
    expect(await challengeOf('dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk')).toBe(
      'E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM',
    )
  })

  it('is never the same', () => {
    expect(secret()).toMatch(/^[\w-]{43}$/)
    expect(secret()).not.toBe(secret())
  })
})

describe('an ID token', () => {
  it('says who somebody is, in whatever letters', () => {
    expect(userOf(claimsOf(idToken(ADA), EXPECTED))).toEqual({ userId: '7', username: 'Ада' })
    expect(userOf({ sub: '7', upn: '', name: 'Ada' })).toEqual({ userId: '7', username: 'Ada' })
    expect(userOf({ sub: '7' })).toEqual({ userId: '7', username: '7' })
  })

  it.each([
    [{ ...ADA, iss: 'https://evil.example' }],
    [{ ...ADA, aud: 'another' }],
    [{ ...ADA, aud: ['another'] }],
    [{ ...ADA, aud: ['chorus', 'another'], azp: 'another' }],
    [{ ...ADA, nonce: 'of another login' }],
    [{ ...ADA, nonce: undefined }],
    [{ ...ADA, sub: '' }],
  ])('that is another one is refused: %j', claims => {
    expect(() => claimsOf(idToken(claims), EXPECTED)).toThrow()
  })

  it('has to be readable', () => {
    expect(() => claimsOf('opaque', EXPECTED)).toThrow('can be read')
  })
})

describe('tokens', () => {
  const fetched = (answer: unknown, status = 200, config = {}) =>
    fetchTokens(`${NAME}/token`, {}, { ...CONFIG, ...config }, EXPECTED, answering(answer, status))

  it('are those that the services are to see', async () => {
    const answer = { access_token: 'a', id_token: idToken(ADA), expires_in: 60 }
    expect((await fetched(answer)).token).toBe('a')
    expect((await fetched(answer, 200, { token: 'id_token' })).token).toBe(answer.id_token)
  })

  it('that are refused are told apart from those that are not there now', async () => {
    await expect(fetched({ error: 'invalid_grant' }, 400)).rejects.toBeInstanceOf(Refused)
    await expect(fetched({}, 503)).rejects.not.toBeInstanceOf(Refused)
  })
})

describe('an answer', () => {
  beforeEach(() => sessionStorage.clear())

  it('to what this window has not asked is passed over', async () => {
    await expect(redeem(new URLSearchParams({ code: 'c', state: 's' }), CONFIG)).rejects.toThrow('not asked')
    sessionStorage.setItem('chorus.login.pending', JSON.stringify({ state: 'other', nonce: 'n', verifier: 'v', hash: '' }))
    await expect(redeem(new URLSearchParams({ code: 'c', state: 's' }), CONFIG)).rejects.toThrow('not asked')
    expect(sessionStorage.length).toBe(0)
  })
})

describe('a login', () => {
  const until = (millis: number) => ({
    user: { userId: '7', username: 'Ada' },
    token: 'first',
    until: Date.now() + millis,
    idToken: idToken(ADA),
    refreshToken: 'r',
  })

  async function kept(tokens: object): Promise<OpenIdLogin> {
    sessionStorage.setItem('chorus.login', JSON.stringify(tokens))
    globalThis.fetch = answering(DESCRIBED)
    return (await OpenIdLogin.find(CONFIG))!
  }

  it('outlives the loading of the page', async () => {
    const login = await kept(until(600_000))
    expect(login.user.userId).toBe('7')
    expect(await login.token({ fetch: answering({}, 500), refused: false })).toBe('first')
  })

  it('is renewed before its token ends, and when that is refused, once for all who ask', async () => {
    for (const [millis, refused] of [[60_000, false], [600_000, true]] as const) {
      const login = await kept(until(millis))
      let asked = 0
      const fetch: typeof globalThis.fetch = async () => {
        asked++
        return new Response(JSON.stringify({ access_token: 'second', id_token: idToken(ADA), expires_in: 600 }))
      }
      const both = await Promise.all([login.token({ fetch, refused }), login.token({ fetch, refused })])
      expect(both).toEqual(['second', 'second'])
      expect(asked).toBe(1)
    }
  })

  it('has not ended because the issuer is away', async () => {
    const login = await kept(until(60_000))
    expect(await login.token({ fetch: answering({}, 503), refused: false })).toBe('first')
    expect(login.hasEnded).toBe(false)
  })

  it('has ended when the issuer says so, or gives the tokens of another', async () => {
    const ended = await kept(until(0))
    await expect(ended.token({ fetch: answering({}, 400), refused: false })).rejects.toThrow()
    expect(ended.hasEnded).toBe(true)
    const other = await kept(until(0))
    const bob = answering({ access_token: 'b', id_token: idToken({ ...ADA, sub: '8' }) })
    await expect(other.token({ fetch: bob, refused: false })).rejects.toThrow('somebody else')
  })
})
