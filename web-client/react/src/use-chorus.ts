import type { ChorusClient, ChorusEvents } from '@chorus/client'
import { useEffect, useRef } from 'react'
import { useProvider } from './provider.js'

/** The provider's client, for what the other hooks do not do. */
export function useChorus(): ChorusClient {
  return useProvider('useChorus').client
}

/** Has a handler called at every such event of the provider's client, while the component is mounted. */
export function useChorusEvent<Name extends keyof ChorusEvents>(
  name: Name,
  handler: (value: ChorusEvents[Name]) => void,
): void {
  const { client } = useProvider('useChorusEvent')
  const latest = useRef(handler)
  useEffect(() => {
    latest.current = handler
  })
  useEffect(() => client.on(name, value => latest.current(value)), [client, name])
}
