import { describe, expect, it } from 'vitest'
import { ChorusError, type ErrorCode } from '../../client/src/index'
import { words } from './banner'

const reason = new ChorusError('network', 'it broke')

describe('the banner', () => {
  it('counts the seconds until the next attempt', () => {
    expect(words({ state: 'waiting', retryAt: 4_200, reason }, 0)).toBe(
      'No connection. Next attempt in 5 seconds.',
    )
  })

  it('does not count where there is no time to read it', () => {
    expect(words({ state: 'waiting', retryAt: 900, reason }, 0)).toMatch(/^Reconnecting…/)
  })

  it('says why', () => {
    const wordsOf = (code: ErrorCode) =>
      words({ state: 'waiting', retryAt: 4_200, reason: new ChorusError(code, 'it broke', { status: 502 }) }, 0)
    expect(wordsOf('silent')).toMatch(/^The server does not answer\./)
    expect(wordsOf('unauthorized')).toMatch(/let you in/)
    expect(wordsOf('http')).toMatch(/502/)
    expect(wordsOf('closed_by_server')).toMatch(/it broke/)
  })

  it('still says why while it tries', () => {
    const silent = new ChorusError('silent', 'it fell silent')
    expect(words({ state: 'connecting', reason: silent }, 0)).toMatch(/^The server does not answer\. Reconnecting…/)
    expect(words({ state: 'connecting', reason }, 0)).toMatch(/^Reconnecting…/)
  })

  it('makes no promise once the client is closed', () => {
    expect(words({ state: 'closed' }, 0)).toBe(
      'No connection.',
    )
  })
})
