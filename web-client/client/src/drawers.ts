import type { Drawer, Entry } from './outbox.js'

/** What keeps text by name: `localStorage` does. */
export interface KeyValueStorage {
  readonly length: number
  key(index: number): string | null
  getItem(key: string): string | null
  setItem(key: string, value: string): void
  removeItem(key: string): void
}

/**
 * What one user has written to one room and is not stored yet, an entry of the storage for each, so that two windows do
 * not overwrite each other's. A storage that is full or not allowed is done without.
 */
export function drawer(storage: KeyValueStorage, userId: string, roomId: string): Drawer {
  const prefix = `chorus.outbox ${JSON.stringify([userId, roomId])} `
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
  const keys = Array.from({ length: storage.length }, (_, index) => storage.key(index) ?? '')
  return keys
    .filter(key => key.startsWith(prefix))
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

function attempt<T>(action: () => T): T | undefined {
  try {
    return action()
  } catch {
    return undefined
  }
}
