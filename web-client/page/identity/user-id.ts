/** The user id that a name stands for: `a-z 0-9 -`, at most 64 characters, the same for the same name. */
export function userIdOf(name: string): string {
  const plain = name.normalize('NFKD').replace(/\p{Mark}/gu, '').trim().toLowerCase()
  const slug = plain
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '')
    .slice(0, 48)
  // Letters that have no place in the id would make different names one user.
  const lost = slug === '' || /[^\x00-\x7f]/.test(plain)
  return lost ? `${slug || 'user'}-${fingerprint(plain)}` : slug
}

/** FNV-1a, 32 bits. */
function fingerprint(text: string): string {
  let hash = 0x811c9dc5
  for (const byte of new TextEncoder().encode(text)) {
    hash = Math.imul(hash ^ byte, 0x01000193)
  }
  return (hash >>> 0).toString(16).padStart(8, '0')
}
