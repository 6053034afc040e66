// What was sent and may have been done, until it is known: kept with its key, so that whoever comes back to it, after the
// dialog was closed or the page loaded anew, goes on with the very same. It lives as long as the tab does.

import { freshKey } from "./api.js";

const prefix = "acp.try.";

/** One thing to be done: what is sent for it, and under which key. */
export class Try {
  /** @param about What is done to what: the same for whoever asks the same question again. */
  constructor(about) {
    this.slot = prefix + JSON.stringify(about);
    const kept = JSON.parse(sessionStorage.getItem(this.slot));
    this.isOpen = kept !== null;
    this.once = kept?.once ?? freshKey();
    this.values = kept?.values ?? null;
  }

  /** Before it is sent: the page may be gone before the answer. While it is open, what was sent first is what is sent. */
  begin(values) {
    this.values = this.isOpen ? this.values : values;
    sessionStorage.setItem(this.slot, JSON.stringify({ once: this.once, values: this.values }));
  }

  /** It was answered: what is asked for next is another thing, under a key of its own. */
  end() {
    sessionStorage.removeItem(this.slot);
    this.isOpen = false;
    this.once = freshKey();
  }

  /** @returns Whether it is still not known what became of it. */
  failed(error) {
    if (error.isNo && !(this.isOpen && error.isAtTheDoor)) {
      this.end();
    } else {
      this.isOpen = true;
    }

    return this.isOpen;
  }
}
