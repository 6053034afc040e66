// The frame: who is logged in, which view is open, and what the service tells meanwhile.

import { Refusal, Unanswered, get, key } from "./api.js";
import { attention } from "./attention.js";
import { deliveries, delivery } from "./deliveries.js";
import { h, replace, say } from "./dom.js";
import { event, events } from "./events.js";
import { Live } from "./live.js";
import { login } from "./login.js";
import { order, orders } from "./orders.js";
import { overview } from "./overview.js";
import { search, searchBox } from "./search.js";
import { session } from "./story.js";
import { token, tokens } from "./tokens.js";
import { trouble } from "./verdict.js";

const places = [["overview", "Overview"], ["attention", "Attention"], ["search", "Search"], ["orders", "Orders"], ["tokens", "Tokens"], ["deliveries", "Deliveries"], ["events", "Events"]];

/** By the first part of the address and how many parts follow it. */
const views = {
  overview: [overview], attention: [attention], search: [search], orders: [orders, order], tokens: [tokens, token],
  deliveries: [deliveries, null, delivery], events: [events, event], sessions: [null, session],
};

const app = document.getElementById("app");
let frame = null;

class Frame {
  constructor(me) {
    this.me = me;
    this.news = h("p", { class: "news", role: "status" });
    this.links = new Map(places.map(([place, word]) => [place, h("a", { href: `#/${place}` }, word)]));
    this.main = h("main", { id: "main", tabindex: "-1" });
    this.live = new Live(() => this.heard(), () => leave("The key is no longer accepted."));
    this.goes = () => this.show({ moves: true });
    this.looks = () => (document.hidden ? this.live.stop() : this.live.start());
  }

  open() {
    replace(app, h("a", { class: "skip", href: "#main", onClick: (click) => this.skip(click) }, "Skip to the content"), this.banner(),
      h("nav", { "aria-label": "Views" }, [...this.links.values()]), this.main);
    addEventListener("hashchange", this.goes);
    document.addEventListener("visibilitychange", this.looks);
    this.heard();
    this.live.start();
    this.show({ moves: false });
  }

  banner() {
    return h("header", {},
      h("p", { class: "name" }, "Checkout"), searchBox(), this.news,
      h("p", { class: "who" }, h("span", { class: "whoami" }, `${this.me.name}, ${this.me.role}`), h("button", { type: "button", class: "quiet", onClick: () => leave() }, "Log out")));
  }

  skip(click) {
    click.preventDefault();
    this.main.focus();
  }

  close() {
    removeEventListener("hashchange", this.goes);
    document.removeEventListener("visibilitychange", this.looks);
    this.loading?.abort();
    this.live.stop();
  }

  /** @param moves The focus goes to the heading, so that the new view is read out. */
  async show({ moves }) {
    this.loading?.abort();
    this.loading = new AbortController();
    const { signal } = this.loading;
    const { place, parts, query } = address();
    this.mark(place);
    this.main.setAttribute("aria-busy", "true");
    const shown = await this.load(place, parts, query, signal);
    if (!signal.aborted) {
      this.put(shown, moves);
    }
  }

  async load(place, parts, query, signal) {
    const view = views[place]?.[parts.length];
    if (!view) {
      return { title: "There is no such page", content: [] };
    }

    try {
      return await view({ parts, query, signal, me: this.me, live: this.live, reload: () => this.show({ moves: false }) });
    } catch (error) {
      return signal.aborted ? null : this.failed(error);
    }
  }

  failed(error) {
    if (error instanceof Refusal && error.status === 401) {
      leave(error.message);
    } else if (!(error instanceof Refusal || error instanceof Unanswered)) {
      console.error(error);
    }

    return {
      title: error.status === 404 ? "Not found" : "This could not be shown",
      content: [h("p", { class: "notice error", role: "alert" }, error.status === undefined ? "The service did not answer." : error.message), h("p", {}, h("button", { type: "button", onClick: () => this.show({ moves: true }) }, "Try again"))],
    };
  }

  put(shown, moves) {
    this.told = shown.onLive ?? null;
    const heading = h("h1", { tabindex: "-1" }, shown.title);
    replace(this.main, h("div", { class: "head" }, heading, shown.status, h("div", { class: "actions" }, shown.actions ?? [])), shown.content);
    this.main.removeAttribute("aria-busy");
    document.title = `${shown.title} – Checkout dashboard`;
    this.told?.(this.live);
    if (moves) {
      scrollTo(0, 0);
      heading.focus({ preventScroll: true });
    }
  }

  mark(place) {
    for (const [name, element] of this.links) {
      if (name === place) {
        element.setAttribute("aria-current", "page");
      } else {
        element.removeAttribute("aria-current");
      }
    }
  }

  heard() {
    const { live } = this;
    this.news.className = `news ${live.isStale ? "stale" : live.isStreaming ? "lively" : "polled"}`;
    say(this.news, news(live));
    const troubles = live.known ? trouble(live.known) : 0;
    replace(this.links.get("attention"), "Attention", troubles > 0 && h("span", { class: "badge" }, String(troubles), h("span", { class: "unseen" }, " to look at")));
    this.told?.(live);
  }
}

/** Whether what is shown is of now. */
function news({ heardAt, isStale, isStreaming }) {
  return heardAt === null ? "Connecting…"
    : isStale ? `Not live since ${new Date(heardAt).toLocaleTimeString()}`
    : isStreaming ? "Live" : "Asked every 2 s";
}

/** #/place/part/part?name=value */
function address() {
  const [path, query = ""] = location.hash.replace(/^#\/?/, "").split("?");
  const [place = "overview", ...parts] = path.split("/").filter(Boolean).map(plain);
  return { place, parts, query: Object.fromEntries(new URLSearchParams(query)) };
}

function plain(part) {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}

async function enter() {
  const me = (await get("me")).body;
  frame?.close();
  frame = new Frame(me);
  frame.open();
}

function leave(why = "") {
  key.forget();
  frame?.close();
  frame = null;
  document.title = "Checkout dashboard";
  replace(app, login(enter, why));
}

if (key.get() === null) {
  leave();
} else {
  enter().catch((error) => leave(error.message));
}
