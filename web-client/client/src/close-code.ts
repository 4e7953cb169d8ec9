import { ChorusError } from './chorus-error.js'

const FLOODING = 4429
const FLOODING_PAUSE_MILLIS = 5_000

/** Not the protocol: the next connection would end the same way. */
const FAULTS = [1002, 1003, 1007, 1010]

/** Codes from here on are final, those from 4000 up to it are not. */
const FIRST_TERMINAL = 4500

/** Whether there is no use in connecting again before something has been mended. */
export function isTerminal(code: number): boolean {
  return FAULTS.includes(code) || code >= FIRST_TERMINAL
}

/** Milliseconds to wait beyond the usual. */
export function pauseAfter(code: number | undefined): number {
  return code === FLOODING ? FLOODING_PAUSE_MILLIS : 0
}

/** Why a connection ended, as its close code says. */
export function reasonOf(code: number, text = ''): ChorusError {
  const closeCode = code
  switch (code) {
    case 1006:
      return new ChorusError('network', 'the connection broke, or none could be made')
    case 1009:
      return new ChorusError('message_too_large', 'a message was too large', { closeCode })
    case 4401:
      return new ChorusError('unauthorized', 'the token has expired, or was withdrawn', { closeCode })
    case FLOODING:
      return new ChorusError('rate_limited', 'too many requests', { closeCode })
    default:
      return new ChorusError('closed_by_server', `the server closed the connection (${code} ${text})`, { closeCode })
  }
}
