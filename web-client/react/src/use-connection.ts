import type { ConnectionState } from '@chorus/client'
import { useCallback, useSyncExternalStore } from 'react'
import { useLent } from './provider.js'

const CONNECTING: ConnectionState = { state: 'connecting' }
const noSubscription = () => () => {}

/** How the connection is, and a way to cut a wait short. */
export function useConnection(): ConnectionState & { retryNow(): void } {
  const lent = useLent()
  const state = useSyncExternalStore(
    lent?.subscribe ?? noSubscription,
    () => lent?.client.state ?? CONNECTING,
    () => CONNECTING,
  )
  const retryNow = useCallback(() => lent?.client.retryNow(), [lent])
  return { ...state, retryNow }
}
