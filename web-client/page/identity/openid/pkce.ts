/** 256 bits that nobody can guess. */
export function secret(): string {
  return base64url(crypto.getRandomValues(new Uint8Array(32)))
}

/** What an issuer is shown first of a secret that it is shown later. */
export async function challengeOf(verifier: string): Promise<string> {
  return base64url(new Uint8Array(await crypto.subtle.digest('SHA-256', new TextEncoder().encode(verifier))))
}

function base64url(bytes: Uint8Array): string {
  return btoa(String.fromCharCode(...bytes)).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '')
}
