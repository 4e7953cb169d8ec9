/** Keeps a text for later; a storage that is full keeps what it has, and the page does without. */
export function keep(storage: Storage, key: string, value: string): void {
  try {
    storage.setItem(key, value)
  } catch {
    // Nothing that was asked for depends on it.
  }
}
