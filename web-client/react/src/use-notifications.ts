import type { Notice } from '@chorus/client'
import { useCallback, useSyncExternalStore } from 'react'
import { useLent } from './provider.js'

const NONE: readonly Notice[] = []
const noSubscription = () => () => {}

/** The inbox, newest first. */
export function useNotifications(): {
  notifications: readonly Notice[]
  unread: number
  hasOlder: boolean
  loadOlder(): Promise<void>
  read(notice: Notice): void
  readAll(): void
} {
  const lent = useLent()
  const subscribe = lent?.subscribe ?? noSubscription
  const inbox = lent?.client.inbox
  const notifications = useSyncExternalStore(
    subscribe,
    () => inbox?.notices ?? NONE,
    () => NONE,
  )
  const unread = useSyncExternalStore(
    subscribe,
    () => inbox?.unread ?? 0,
    () => 0,
  )
  const hasOlder = useSyncExternalStore(
    subscribe,
    () => inbox?.hasOlder ?? false,
    () => false,
  )
  const loadOlder = useCallback(async () => inbox?.loadOlder(), [inbox])
  const read = useCallback((notice: Notice) => inbox?.read(notice), [inbox])
  const readAll = useCallback(() => inbox?.readAll(), [inbox])
  return { notifications, unread, hasOlder, loadOlder, read, readAll }
}
