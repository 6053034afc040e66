// The door. The page holds no data, so it is open; the key stays in this tab.

import { key } from "./api.js";
import { h, replace } from "./dom.js";

/** @param enter Tries the key; throws where it does not fit. */
export function login(enter, why) {
  const fault = h("p", { class: "fault", role: "alert", id: "key-fault" }, why);
  const input = h("input", { id: "key", type: "password", autocomplete: "off", autocapitalize: "none", spellcheck: "false", "aria-describedby": "key-hint key-fault", required: true });
  const button = h("button", { type: "submit", class: "primary" }, "Log in");
  queueMicrotask(() => input.focus());
  return h("main", { class: "login" },
    h("form", { novalidate: true, onSubmit: submit },
      h("h1", {}, "Checkout dashboard"),
      h("p", { class: "field" }, h("label", { for: "key" }, "Admin key"), h("span", { class: "hint", id: "key-hint" }, "It stays in this tab, and is forgotten when the tab is closed."), input),
      fault, button));

  async function submit(event) {
    event.preventDefault();
    const typed = input.value.trim();
    replace(fault);
    if (!/^[\x21-\x7e]+$/.test(typed)) {
      refuse(typed ? "A key is made of visible ASCII characters." : "A key is needed.");
      return;
    }

    button.disabled = true;
    key.set(typed);
    try {
      await enter();
    } catch (error) {
      key.forget();
      refuse(error.status === 401 ? "This key is not known." : error.status === undefined ? "The service did not answer." : error.message);
    }
  }

  function refuse(text) {
    button.disabled = false;
    replace(fault, text);
    input.setAttribute("aria-invalid", "true");
    input.focus();
    input.select();
  }
}
