import type { ClientOptions } from '@chorus/client'
import { useEffect, useState } from 'react'
import { Lent } from './lent.js'

/**
 * A client of one's own, connected while the component is mounted; none without options. Another `key` is another
 * client. Of the options, the newest `token` counts, and all others as they were when the client was made.
 */
export function useLent(key: string, options: ClientOptions | null): Lent | null {
  const make = () => ({ key, lent: options && new Lent(options) })
  const [held, setHeld] = useState(make)
  let current = held
  if (held.key !== key) {
    current = make()
    setHeld(current)
  }
  const { lent } = current
  const token = options?.token
  useEffect(() => {
    if (token !== undefined) {
      lent?.client.setToken(token)
    }
  }, [lent, token])
  useEffect(() => {
    if (lent?.client.state.state === 'closed') {
      // It was hidden for a while, and with it the connection.
      setHeld(make)
      return
    }
    return lent?.connect()
  }, [lent])
  return lent
}
