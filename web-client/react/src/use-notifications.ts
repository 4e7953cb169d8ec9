import type { Notice } from '@chorus/client'
import { useCallback, useSyncExternalStore } from 'react'
import { useProvider } from './provider.js'

const NONE: readonly Notice[] = []

/** The inbox, newest first. */
export function useNotifications(): {
  notifications: readonly Notice[]
  /** How many are unread, of all and not only of those that are loaded. */
  unread: number
  hasOlder: boolean
  loadOlder(): Promise<void>
  read(notice: Notice): void
  readAll(): void
} {
  const { client, subscribe } = useProvider('useNotifications')
  const { inbox } = client
  const notifications = useSyncExternalStore(
    subscribe,
    () => inbox.notices,
    () => NONE,
  )
  const unread = useSyncExternalStore(
    subscribe,
    () => inbox.unread,
    () => 0,
  )
  const hasOlder = useSyncExternalStore(
    subscribe,
    () => inbox.hasOlder,
    () => false,
  )
  const loadOlder = useCallback(() => inbox.loadOlder(), [inbox])
  const read = useCallback((notice: Notice) => inbox.read(notice), [inbox])
  const readAll = useCallback(() => inbox.readAll(), [inbox])
  return { notifications, unread, hasOlder, loadOlder, read, readAll }
}
