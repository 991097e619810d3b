// The service's public calls. Two ways to fail: not reached (try again) and refused (say why).

const TIMEOUT = 25000;
const WORTH_RETRYING = new Set([408, 425, 429]);

export class Unreachable extends Error {
  constructor(retryAfter = null) {
    super("service unreachable");
    this.retryAfter = retryAfter;
  }
}

export class Refused extends Error {
  constructor(status, title) {
    super(title);
    this.status = status;
    this.gone = status === 401 || status === 403 || status === 404 || status === 410;
  }
}

async function call(method, path, { token, body, key } = {}) {
  const headers = { Accept: "application/json" };
  if (body !== undefined) headers["Content-Type"] = "application/json";
  if (token) headers.Authorization = `Bearer ${token}`;
  if (key) headers["Idempotency-Key"] = key;
  const stop = new AbortController();
  const timer = setTimeout(() => stop.abort(), TIMEOUT);
  let response;
  try {
    response = await fetch(`/api/v1${path}`, {
      method,
      headers,
      body: body === undefined ? undefined : JSON.stringify(body),
      signal: stop.signal,
      cache: "no-store",
    });
    if (response.ok) return response.status === 204 ? null : await response.json();
  } catch {
    throw new Unreachable();
  } finally {
    clearTimeout(timer);
  }
  if (response.status >= 500 || WORTH_RETRYING.has(response.status)) {
    throw new Unreachable(Number(response.headers.get("Retry-After")) || null);
  }
  const problem = await response.json().catch(() => ({}));
  throw new Refused(response.status, problem.title || "Ce message n'a pas pu être pris.");
}

export const startConversation = (entry, caller) => {
  const body = { channel: "web", entry };
  if (caller) body.caller = caller;
  return call("POST", "/conversations", { body });
};

export const sendTurn = ({ id, token }, { text, payload, key }) => {
  const body = payload === undefined ? { text } : { payload };
  return call("POST", `/conversations/${encodeURIComponent(id)}/messages`, { token, body, key });
};

export const readConversation = ({ id, token }) =>
  call("GET", `/conversations/${encodeURIComponent(id)}`, { token });

export const eraseConversation = ({ id, token }) =>
  call("DELETE", `/conversations/${encodeURIComponent(id)}`, { token });

export const searchDirectory = (query) => call("GET", `/directory/search?${query}`);

/** A key nobody else will draw; `randomUUID` only exists on secure origins. */
export function newKey() {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
}
