/** The user id that a name stands for: `a-z 0-9 -`, at most 64 characters, the same for the same name. */
export function userIdOf(name) {
  const plain = name.normalize("NFKD").replace(/\p{Mark}/gu, "").trim().toLowerCase();
  const slug = plain.replace(/[^a-z0-9]+/g, "-").replace(/^-+|-+$/g, "").slice(0, 48);
  // Letters that have no place in the id would make different names one user.
  const lost = slug === "" || /[^\x00-\x7f]/.test(plain);
  return lost ? `${slug || "user"}-${fingerprint(plain)}` : slug;
}

/** FNV-1a, 32 bits. */
function fingerprint(text) {
  let hash = 0x811c9dc5;
  for (const byte of new TextEncoder().encode(text)) {
    hash = Math.imul(hash ^ byte, 0x01000193);
  }
  return (hash >>> 0).toString(16).padStart(8, "0");
}

/** The token of one user, from the local run's `/dev/token`. */
export class Credentials {
  token = null;

  constructor(username) {
    this.username = username;
    this.userId = userIdOf(username);
  }

  async renew() {
    const response = await fetch("/dev/token", {
      method: "POST",
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify({ userId: this.userId, username: this.username }),
      signal: AbortSignal.timeout(10_000),
    });
    if (!response.ok) {
      throw new Error(`The server gave no token (HTTP ${response.status}).`);
    }
    this.token = (await response.json()).token;
    return this.token;
  }
}
