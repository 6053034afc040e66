// What the service tells by itself: GET /admin/live, read as a stream because the browser's own EventSource sends no key.
// While that cannot be had, what needs a person is asked for every two seconds, and the page says so.

import { get, open } from "./api.js";
import { age } from "./format.js";

/** Milliseconds, as all of these. So long is kept for the plots. */
export const kept = 600_000;

/** Seconds that the store's figures may be behind: it is asked every other second. */
const silentAfter = 10;

const staleAfter = 7_000;
const givenUpAfter = 10_000;
const pollEvery = 2_000;
const pollPatience = 8_000;
const shortestPause = 500;
const longestPause = 30_000;

/** What broke off sooner is no stream that can be had. */
const steadyAfter = 10_000;

/** A longer pause is no time to show nothing. */
const longestSilence = 3_000;

/** Whoever asks for more patience than this, on the way or at its end, is asked again all the same. */
const mostPatience = 60_000;

export class Live {
  /** @param told Called with this, after each snapshot and whenever it grows stale or lively again. @param locked The key is no longer accepted. */
  constructor(told, locked) {
    this.told = told;
    this.locked = locked;
    this.snapshot = null;
    this.known = null;
    this.points = [];
    this.node = null;
    this.heardAt = null;
    this.tries = 0;
    this.asked = 0;
    this.isStreaming = false;
    this.isShownStale = true;
  }

  /** Whether the store is behind, or has not answered whoever tells; what it said last is in `known`. */
  get isSilent() {
    const { stored, at } = this.snapshot;
    return !stored || age(stored.at, at) > silentAfter;
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
      const wait = this.wait();
      await (this.tries > 1 || wait > longestSilence ? this.poll(Date.now() + wait, signal) : pause(wait, signal));
    }
  }

  // Never sooner than whoever answers asks for; and not all pages in the same moment, for all streams of a node end at once.
  wait() {
    const due = Math.max(this.asked, Math.min(shortestPause * 2 ** this.tries++, longestPause));
    return due * (1 + Math.random() / 2);
  }

  async stream(signal) {
    this.reading = new AbortController();
    this.readSince = Date.now();
    this.asked = 0;
    try {
      const response = await open("live", AbortSignal.any([signal, this.reading.signal]));
      if (response.status === 401) {
        this.lock();
      } else if (response.ok && response.headers.get("Content-Type")?.startsWith("text/event-stream")) {
        await this.read(response.body.pipeThrough(new TextDecoderStream()).getReader());
      } else {
        this.ask(Number(response.headers.get("Retry-After")) * 1_000);
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
      for (const event of events) {
        this.take(event);
      }
    }
  }

  take(event) {
    this.ask(Number(fieldOf(event, "retry")));
    const data = fieldOf(event, "data");
    if (data) {
      this.tries = Date.now() - this.readSince > steadyAfter ? 0 : this.tries;
      this.isStreaming = true;
      this.hear(JSON.parse(data));
    }
  }

  /** @param pause Before the next try; what is no number is no wish. */
  ask(pause) {
    this.asked = pause > 0 ? Math.min(pause, mostPatience) : this.asked;
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
    this.known = snapshot.stored ?? this.known;
    this.points = [...this.earlier(snapshot).filter((point) => point.at > at - kept && point.at < at), { at, traffic: measured(snapshot), used: snapshot.stored?.tokens.USED ?? null }];
    this.isShownStale = false;
    this.told(this);
  }

  // Rates of one node are no past of another's.
  earlier({ node }) {
    const isOther = node !== null && this.node !== null && node !== this.node;
    this.node = node ?? this.node;
    return isOther ? this.points.map((point) => ({ ...point, traffic: null })) : this.points;
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

// Over no time at all nothing was measured: that is no rate of nought.
const measured = ({ traffic }) => (traffic?.seconds > 0 ? traffic : null);

const fieldOf = (event, name) => event.split(/\r?\n/).filter((line) => line.startsWith(`${name}:`)).map((line) => line.slice(name.length + 1).trimStart()).join("\n");

function pause(milliseconds, signal) {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, milliseconds);
    signal.addEventListener("abort", () => {
      clearTimeout(timer);
      resolve();
    }, { once: true });
  });
}
