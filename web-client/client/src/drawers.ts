import type { Drawer, Entry } from './outbox.js'

/** What keeps text by name: `localStorage` does. */
export interface KeyValueStorage {
  readonly length: number
  key(index: number): string | null
  getItem(key: string): string | null
  setItem(key: string, value: string): void
  removeItem(key: string): void
}

const FAMILY = 'chorus.outbox '

/**
 * Under which keys a storage has what a user has written and is not stored yet: to be removed, once his client is closed,
 * where he logs out of a machine that others use.
 */
export function unsentKeys(storage: KeyValueStorage, userId: string): string[] {
  return attempt(() => keysOf(storage, `${FAMILY}[${JSON.stringify(userId)},`)) ?? []
}

/**
 * What one user has written to one room and is not stored yet, an entry of the storage for each, so that two windows do
 * not overwrite each other's. A storage that is full or not allowed is done without.
 */
export function drawer(storage: KeyValueStorage, userId: string, roomId: string): Drawer {
  const prefix = `${FAMILY}${JSON.stringify([userId, roomId])} `
  return {
    put: ({ id, content, metadata, replyTo, timestamp, behind, error }: Entry) =>
      attempt(() =>
        storage.setItem(prefix + id, JSON.stringify({ content, metadata, replyTo, timestamp, behind, error })),
      ),
    remove: id => attempt(() => storage.removeItem(prefix + id)),
    all: () => attempt(() => read(storage, prefix)) ?? [],
  }
}

function read(storage: KeyValueStorage, prefix: string): ReturnType<Drawer['all']> {
  return keysOf(storage, prefix)
    .flatMap(key => attempt(() => ({ ...JSON.parse(storage.getItem(key) ?? ''), id: key.slice(prefix.length) })) ?? [])
    .filter(({ content, timestamp }) => typeof content === 'string' && typeof timestamp === 'number')
    .map(({ id, content, metadata, replyTo, timestamp, behind = 0, error = null }) => ({
      id,
      content,
      metadata,
      replyTo,
      timestamp,
      behind,
      error,
    }))
}

function keysOf(storage: KeyValueStorage, prefix: string): string[] {
  const keys = Array.from({ length: storage.length }, (_, index) => storage.key(index) ?? '')
  return keys.filter(key => key.startsWith(prefix))
}

function attempt<T>(action: () => T): T | undefined {
  try {
    return action()
  } catch {
    return undefined
  }
}
