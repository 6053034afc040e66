// What the service tells by itself: GET /admin/live, read as a stream because the browser's own EventSource sends no key.

import { errorOf, get, open } from "./api.js";

const kept = 90;
const staleAfter = 7_000;
const givenUpAfter = 20_000;
const longestPause = 30_000;

export class Live {
  /** @param told Called with this, after each snapshot and whenever it grows stale or lively again. */
  constructor(told, locked) {
    this.told = told;
    this.locked = locked;
    this.history = [];
    this.heardAt = null;
    this.tries = 0;
    this.isShownStale = true;
  }

  get snapshot() {
    return this.history.at(-1) ?? null;
  }

  /** What is shown may no longer be so. */
  get isStale() {
    return this.heardAt === null || Date.now() - this.heardAt > staleAfter;
  }

  start() {
    this.stop();
    this.ending = new AbortController();
    this.watch = setInterval(() => this.look(), 1_000);
    this.run(this.ending.signal);
  }

  stop() {
    this.ending?.abort();
    this.reading?.abort();
    clearInterval(this.watch);
  }

  async run(signal) {
    while (!signal.aborted) {
      this.reading = new AbortController();
      this.readSince = Date.now();
      try {
        await this.read(AbortSignal.any([signal, this.reading.signal]));
      } catch {
        // It broke off: by itself, or because nobody looks any more.
      }

      this.tries++;
      await pause(Math.min(500 * 2 ** this.tries, longestPause), signal);
    }
  }

  async read(signal) {
    const response = await open("live", signal);
    if (response.status === 401) {
      this.stop();
      this.locked(await errorOf(response));
      return;
    }

    if (response.status === 404) {
      await this.poll(signal);
      return;
    }

    if (!response.ok) {
      return;
    }

    const reader = response.body.pipeThrough(new TextDecoderStream()).getReader();
    for (let rest = "", { done, value } = await reader.read(); !done; { done, value } = await reader.read()) {
      const events = (rest + value).split(/\r?\n\r?\n/);
      rest = events.pop();
      events.forEach((event) => this.hear(event));
    }
  }

  async poll(signal) {
    while (!signal.aborted) {
      const [{ body: report }, { body: stats }] = await Promise.all([get("attention", {}, signal), get("spt/stats/overview", {}, signal)]);
      const { at, overdue, ...attention } = report;
      this.hear(`data: ${JSON.stringify({ at, overdue, attention, tokens: stats.all.states })}`);
      await pause(2_000, signal);
    }
  }

  hear(event) {
    const data = event.split(/\r?\n/).filter((line) => line.startsWith("data:")).map((line) => line.slice(5).trimStart()).join("\n");
    if (data) {
      this.tries = 0;
      this.heardAt = Date.now();
      this.history = [...this.history, JSON.parse(data)].slice(-kept);
      this.isShownStale = false;
      this.told(this);
    }
  }

  // A connection that died without a word would be waited on for ever.
  look() {
    if (Date.now() - Math.max(this.heardAt ?? 0, this.readSince ?? 0) > givenUpAfter) {
      this.reading?.abort();
    }

    if (this.isStale !== this.isShownStale) {
      this.isShownStale = this.isStale;
      this.told(this);
    }
  }
}

function pause(milliseconds, signal) {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, milliseconds);
    signal.addEventListener("abort", () => {
      clearTimeout(timer);
      resolve();
    }, { once: true });
  });
}
