import type { ConnectionState } from '@chorus/client'
import { useCallback, useSyncExternalStore } from 'react'
import { useProvider } from './provider.js'

const IDLE: ConnectionState = { state: 'idle' }

/** How the connection is, why it is not, and a way to cut a wait short. */
export function useConnection(): ConnectionState & { retryNow(): void } {
  const { client, subscribe } = useProvider('useConnection')
  const state = useSyncExternalStore(
    subscribe,
    () => client.state,
    () => IDLE,
  )
  const retryNow = useCallback(() => client.retryNow(), [client])
  return { ...state, retryNow }
}
