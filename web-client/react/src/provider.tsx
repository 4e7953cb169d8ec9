import { ChorusClient, type ClientOptions } from '@chorus/client'
import { createContext, useContext, useEffect, useRef, useState, type ReactNode } from 'react'
import { Lent } from './lent.js'

export interface ProviderProps extends Omit<ClientOptions, 'token'> {
  /** Asked at every connection. */
  getToken: () => string | Promise<string>
  children?: ReactNode
}

const Context = createContext<Lent | null>(null)

/**
 * Connects its children while it is mounted. Another `url` is another connection, and the last `getToken` is the one
 * that is asked; `WebSocket` and `fetch` count as they were when the connection was made.
 */
export function ChorusProvider({ children, getToken, url, WebSocket, fetch }: ProviderProps) {
  const [lent, setLent] = useState<Lent | null>(null)
  const latest = useRef(getToken)
  useEffect(() => {
    latest.current = getToken
  }, [getToken])
  useEffect(() => {
    // Made in the effect, as a render may be thrown away, and a connection not.
    const client = new ChorusClient({
      url,
      token: () => latest.current(),
      ...(WebSocket && { WebSocket }),
      ...(fetch && { fetch }),
    })
    setLent(new Lent(client))
    return () => client.close()
  }, [url])
  return <Context.Provider value={lent}>{children}</Context.Provider>
}

/** Null until the provider is mounted. */
export function useLent(): Lent | null {
  return useContext(Context)
}
