// A checkout by what people have in their hands.

import { get } from "./api.js";
import { code, empty, h, link, pill, table } from "./dom.js";
import { money, time, tone, words } from "./format.js";

const kinds = "the id of a checkout session, an order or a token, the buyer's whole mail address, or a payment intent";

/** Stands above every view. */
export function searchBox() {
  const input = h("input", { id: "find", type: "search", autocomplete: "off", spellcheck: "false", placeholder: "Session, order, token, mail or payment intent", maxlength: "320" });
  return h("form", { role: "search", class: "find", onSubmit: submit }, h("label", { class: "unseen", for: "find" }, "Search for a checkout"), input, h("button", { type: "submit" }, "Find"));

  function submit(event) {
    event.preventDefault();
    const text = input.value.trim();
    if (text) {
      location.hash = `#/search?${new URLSearchParams({ q: text })}`;
    }
  }
}

export async function search({ query: { q }, signal }) {
  if (!q) {
    return { title: "Search", content: [h("p", { class: "lead" }, `Above, type ${kinds}.`)] };
  }

  const { data } = (await get("search", { q }, signal)).body;
  const only = data.length === 1 ? data[0] : null;
  if (only?.session && only.matched !== "buyer_mail") {
    location.replace(`#/sessions/${encodeURIComponent(only.session)}`); // The way back leads past this page, not into it.
    return { title: "Found", content: [] };
  }

  return { title: "Search", content: [h("p", { class: "lead" }, "Looked for ", code(q), "."), data.length === 0 ? nothing() : found(data)] };
}

function nothing() {
  return empty(`Nothing was found. It has to be whole: ${kinds}.`);
}

function found(data) {
  return h("div", {}, table("What was found", [
    { name: "Checkout", kind: "main", of: (hit) => (hit.session ? link(["sessions", hit.session], code(hit.session)) : link(["tokens", hit.token], code(hit.token))) },
    { name: "Found by", of: (hit) => words(hit.matched) },
    { name: "Status", of: (hit) => pill(words(hit.status), tone(hit.status)) },
    { name: "Total", kind: "number", of: (hit) => money(hit.total, hit.currency) },
    { name: "Order", of: (hit) => (hit.order ? link(["orders", hit.order], hit.orderNumber ?? "order") : "–") },
    { name: "Platform", of: (hit) => hit.platform ?? "–" },
    { name: "Created", of: (hit) => time(hit.createdAt) },
  ], data).element);
}
