// What the service tells by itself: GET /admin/live, read as a stream because the browser's own EventSource sends no key.
// While that cannot be had, what needs a person is asked for every two seconds, and the page says so.

import { get, open } from "./api.js";

/** Milliseconds, as all of these. So long is kept for the plots. */
export const kept = 600_000;

const staleAfter = 7_000;
const givenUpAfter = 10_000;
const pollEvery = 2_000;
const pollPatience = 8_000;
const shortestPause = 500;
const longestPause = 30_000;

export class Live {
  /** @param told Called with this, after each snapshot and whenever it grows stale or lively again. @param locked The key is no longer accepted. */
  constructor(told, locked) {
    this.told = told;
    this.locked = locked;
    this.snapshot = null;
    this.points = [];
    this.heardAt = null;
    this.tries = 0;
    this.isStreaming = false;
    this.isShownStale = true;
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
    clearInterval(this.watch);
  }

  // What broke off once is tried again at once; what cannot be had is asked for otherwise until the next try.
  async run(signal) {
    while (!signal.aborted) {
      await this.stream(signal);
      if (signal.aborted) {
        return;
      }

      this.isStreaming = false;
      const wait = Math.min(shortestPause * 2 ** this.tries++, longestPause);
      await (this.tries > 1 ? this.poll(Date.now() + wait, signal) : pause(wait, signal));
    }
  }

  async stream(signal) {
    this.reading = new AbortController();
    this.readSince = Date.now();
    try {
      const response = await open("live", AbortSignal.any([signal, this.reading.signal]));
      if (response.status === 401) {
        this.lock();
      } else if (response.ok && response.headers.get("Content-Type")?.startsWith("text/event-stream")) {
        await this.read(response.body.pipeThrough(new TextDecoderStream()).getReader());
      } else {
        await response.body?.cancel();
      }
    } catch {
      // It broke off: by itself, or because nobody looks any more.
    }
  }

  async read(reader) {
    for (let rest = "", { done, value } = await reader.read(); !done; { done, value } = await reader.read()) {
      const events = (rest + value).split(/\r?\n\r?\n/);
      rest = events.pop();
      for (const data of events.map(dataOf).filter(Boolean)) {
        this.tries = 0;
        this.isStreaming = true;
        this.hear(JSON.parse(data));
      }
    }
  }

  async poll(until, signal) {
    do {
      try {
        const patience = AbortSignal.any([signal, AbortSignal.timeout(pollPatience)]);
        const [{ body: report }, { body: stats }] = await Promise.all([get("attention", {}, patience), get("spt/stats/overview", {}, patience)]);
        const { at, overdue, ...attention } = report;
        this.hear({ at, node: null, traffic: null, stored: { at, attention, overdue, tokens: stats.all.states }, cluster: null });
      } catch (error) {
        if (error.status === 401) {
          this.lock();
          return;
        }
      }

      await pause(Math.min(pollEvery, Math.max(0, until - Date.now())), signal);
    } while (!signal.aborted && Date.now() < until);
  }

  lock() {
    this.stop();
    this.locked();
  }

  hear(snapshot) {
    const at = new Date(snapshot.at).getTime();
    this.heardAt = Date.now();
    this.snapshot = snapshot;
    this.points = [...this.points.filter((point) => point.at > at - kept && point.at < at), { at, traffic: snapshot.traffic, used: snapshot.stored?.tokens.USED ?? null }];
    this.isShownStale = false;
    this.told(this);
  }

  // A connection that died without a word, or whose events somebody on the way collects, would be waited on for ever.
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

function dataOf(event) {
  return event.split(/\r?\n/).filter((line) => line.startsWith("data:")).map((line) => line.slice(5).trimStart()).join("\n");
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
