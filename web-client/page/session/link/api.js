/** An HTTP answer that is not a success; `final` if asking again would bring the same. */
export class HttpError extends Error {
  constructor(status, detail) {
    super(detail ?? `HTTP ${status}`);
    this.status = status;
    this.final = status >= 400 && status < 500 && ![401, 408, 429].includes(status);
  }
}

/** The suite's HTTP interfaces, called as the user of these credentials. */
export class Api {
  #credentials;
  #fetch;

  constructor(credentials, fetch) {
    this.#credentials = credentials;
    this.#fetch = fetch;
  }

  messages(roomId, query) {
    return this.#call(`/api/history/rooms/${encodeURIComponent(roomId)}/messages?${new URLSearchParams(query)}`);
  }

  notifications() {
    return this.#call("/api/notifications?limit=50");
  }

  markRead(upTo) {
    return this.#call("/api/notifications/read", { upTo });
  }

  markOneRead(id) {
    return this.#call(`/api/notifications/${encodeURIComponent(id)}/read`, {});
  }

  async #call(path, body) {
    let response = await this.#send(path, body);
    if (response.status === 401) {
      await this.#credentials.renew();
      response = await this.#send(path, body);
    }
    if (!response.ok) {
      const problem = await response.json().catch(() => ({}));
      throw new HttpError(response.status, problem.detail ?? problem.title);
    }
    return response.json();
  }

  #send(path, body) {
    return this.#fetch(path, {
      method: body ? "POST" : "GET",
      headers: {
        Authorization: `Bearer ${this.#credentials.token}`,
        ...(body && { "Content-Type": "application/json" }),
      },
      body: body && JSON.stringify(body),
      signal: AbortSignal.timeout(15_000),
    });
  }
}
