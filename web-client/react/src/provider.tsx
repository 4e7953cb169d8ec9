import type { ClientOptions } from '@chorus/client'
import { createContext, useContext, type ReactNode } from 'react'
import type { Lent } from './lent.js'
import { useLent } from './use-lent.js'

/** What a connection is made with, as for a `ChorusClient`. */
export interface ProviderProps extends Omit<ClientOptions, 'token' | 'connect'> {
  /** Asked at every connection. */
  getToken: () => string | Promise<string>
  children?: ReactNode
}

const Context = createContext<Lent | null>(null)

/**
 * Connects its children while it is mounted. Another `url` is another connection, and the last `getToken` is the one
 * that is asked; all else counts as it was when the connection was made.
 */
export function ChorusProvider({ children, getToken, ...options }: ProviderProps) {
  const lent = useLent(options.url, { ...options, token: getToken })
  return <Context.Provider value={lent}>{children}</Context.Provider>
}

/** That of the nearest provider; null where there is none. */
export function useProvided(): Lent | null {
  return useContext(Context)
}

/** That of the nearest provider. */
export function useProvider(hook: string): Lent {
  const lent = useProvided()
  if (lent === null) {
    throw new Error(`${hook} has to be used inside a <ChorusProvider>.`)
  }
  return lent
}
