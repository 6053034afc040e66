// The one way to the data: /admin, with the operator's key as a bearer. The key lives in this tab's session storage, and
// is never part of an address.

const root = new URL("../admin/", import.meta.url);
const slot = "acp.admin.key";
const patience = 60_000;
const inFlight = ["idempotency_in_flight", "payment_in_progress"];

/** The service answered, and said no. */
export class Refusal extends Error {
  constructor(status, error) {
    super(error?.message ?? `The service, or something in front of it, answered ${status}.`);
    this.status = status;
    this.code = error?.code ?? "";
    this.isOwn = typeof error?.type === "string" && typeof error.code === "string";
  }

  /** The service's own word that it was not done. Anything else may be a proxy's page in the place of a yes. */
  get isNo() {
    return this.isOwn && this.status >= 400 && this.status < 500 && this.status !== 429 && !inFlight.includes(this.code);
  }

  /** It is about who asks, and says nothing of what an earlier try has done. */
  get isAtTheDoor() {
    return this.status === 401 || this.status === 403;
  }
}

/** Nobody answered, so nobody knows. */
export class Unanswered extends Error {
  constructor() {
    super("The service did not answer. It is not known whether this was done.");
  }
}

export const key = {
  get: () => sessionStorage.getItem(slot),
  set: (value) => sessionStorage.setItem(slot, value),
  forget: () => sessionStorage.removeItem(slot),
};

/** Bytes and not randomUUID: that one is missing where the page came by plain http. */
export function freshKey() {
  return `dashboard-${Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, "0")).join("")}`;
}

/** A path of /admin, each part encoded. */
export const path = (...parts) => parts.map(encodeURIComponent).join("/");

/** @param query Members that are empty are left out. */
export function get(where, query = {}, signal = undefined) {
  const address = new URL(where, root);
  for (const [name, value] of Object.entries(query)) {
    if (value !== undefined && value !== null && value !== "") {
      address.searchParams.set(name, value);
    }
  }

  return ask(address, { signal });
}

/** @param once The idempotency key: the same for each try of the same thing. */
export function post(where, body, once) {
  return ask(new URL(where, root), {
    method: "POST",
    headers: { "Idempotency-Key": once, ...(body === undefined ? {} : { "Content-Type": "application/json" }) },
    body: body === undefined ? undefined : JSON.stringify(body),
  });
}

/** The raw response, for what comes as a stream. */
export function open(where, signal) {
  return fetch(new URL(where, root), { headers: bearer(), signal, cache: "no-store" });
}

/** @returns Null where the answer has no error object. */
export async function errorOf(response) {
  try {
    return await response.json();
  } catch {
    return null;
  }
}

async function ask(address, { signal, headers, ...rest }) {
  let response;
  try {
    response = await fetch(address, {
      ...rest,
      headers: { ...bearer(), ...headers },
      cache: "no-store",
      signal: AbortSignal.any([AbortSignal.timeout(patience), ...(signal ? [signal] : [])]),
    });
  } catch (error) {
    throw signal?.aborted ? error : new Unanswered();
  }

  if (!response.ok) {
    throw new Refusal(response.status, await errorOf(response));
  }

  return { status: response.status, body: await bodyOf(response, signal) };
}

// A yes that breaks off, or is none of the service's, says as little as none.
async function bodyOf(response, signal) {
  try {
    return await response.json();
  } catch (error) {
    throw signal?.aborted ? error : new Unanswered();
  }
}

function bearer() {
  return { Authorization: `Bearer ${key.get()}` };
}
