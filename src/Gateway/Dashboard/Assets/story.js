// One checkout's whole story on one page: every request, attempt, call to the provider, notice and message, in order of time.

import { get, path } from "./api.js";
import * as actions from "./actions.js";
import { card, code, empty, facts, h, link, pill, replace, table } from "./dom.js";
import { money, time, tone, words } from "./format.js";
import { detail } from "./lists.js";

/** What the record of a session's money says while something is open. */
const openPayments = ["charging", "waiting", "page_opening", "page_open"];

export async function session({ parts: [id], me, signal, reload }) {
  const [it, record, tokens] = (await Promise.all([
    get(`checkout_sessions/${path(id, "story")}`, {}, signal), get(`checkout_sessions/${path(id)}`, {}, signal).catch(absent), get("spt", { session: id }, signal)])).map((answer) => answer.body);
  const [sums, deliveries] = it.order ? (await Promise.all([
    get(`orders/${path(it.order, "refunds")}`, {}, signal), get("deliveries", { order: it.order }, signal)])).map((answer) => answer.body) : [null, { data: [] }];
  return {
    title: "Checkout",
    status: pill(words(it.status), tone(it.status)),
    actions: [openPayments.includes(record?.payment) && actions.resolve(me, id, reload), sums?.remaining > 0 && actions.refund(me, sums, reload),
      actions.erase(me, it.order ? { order: it.order } : { session: id }, reload)],
    content: [
      it.forgotten && h("p", { class: "notice warning" }, "The session itself was forgotten after its time; this is what its order and its tokens still tell."),
      card(null, summary(it, record, sums)),
      it.cut && h("p", { class: "notice warning" }, "So much happened that only the newest part of it is shown."),
      story(it.story),
      tokens.data.length > 0 && card("Tokens", tokenTable(me, tokens.data, reload)),
      deliveries.data.length > 0 && card("Who was told", deliveryTable(me, deliveries.data, reload)),
    ],
  };
}

/** Its order may be known though it is not: then there is no record to ask for. */
function absent(error) {
  if (error.status !== 404) {
    throw error;
  }

  return { body: null };
}

function summary(it, record, sums) {
  return facts(
    ["Total", money(it.total, it.currency)],
    ["Payment", record && pill(words(record.payment), tone(record.payment))],
    ["Charged", sums && money(sums.charged, sums.currency)],
    ["Refunded", sums?.refunded ? money(sums.refunded, sums.currency) : null],
    ["Order", it.order && link(["orders", it.order], it.orderNumber ?? "the order")],
    ["Platform", it.platform],
    ["Begun", time(it.createdAt)],
    ["Session", code(it.session)]);
}

/** With a choice of kinds, since a checkout that was retried a hundred times is long. */
function story(entries) {
  const kinds = [...new Set(entries.map((entry) => entry.kind))];
  const shown = new Set(kinds);
  const told = h("ol", { class: "story" });
  show();
  return card("Its story, in order of time", kinds.length > 1 && h("fieldset", { class: "kinds" }, h("legend", { class: "unseen" }, "Show"), kinds.map((kind) => {
    const number = entries.filter((entry) => entry.kind === kind).length;
    return h("label", {}, h("input", { type: "checkbox", checked: true, onChange: (event) => choose(kind, event.target.checked) }), ` ${words(kind)} (${number})`);
  })), entries.length === 0 ? empty("Nothing has happened yet.") : told);

  function choose(kind, isShown) {
    shown[isShown ? "add" : "delete"](kind);
    show();
  }

  function show() {
    replace(told, entries.filter((entry) => shown.has(entry.kind)).map(step));
  }
}

function step(entry) {
  return h("li", { class: entry.state },
    h("span", { class: "when" }, time(entry.at)),
    h("span", { class: "mark", "aria-hidden": "true" }, h("span", {})),
    h("div", { class: "what" },
      h("p", {}, h("strong", {}, entry.what), entry.state !== "ok" && h("span", { class: "unseen" }, ` (${entry.state})`)),
      h("p", { class: "kind" }, [words(entry.kind), entry.by].filter(Boolean).join(" · ")),
      asked(entry.request),
      called(entry.call),
      more(entry.detail)));
}

/** By what a platform names its request on the phone. */
function asked(request) {
  return request && trace("Request", [
    request.id && code(request.id),
    request.key && ["key ", code(request.key)],
    `version ${request.version}`,
    request.joined && "waited for another's charge",
    request.status && `answered ${request.status}`,
  ]);
}

/** By what the provider finds the call. */
function called(call) {
  return call?.id && trace("At the provider", [code(call.id)]);
}

function trace(name, parts) {
  return h("p", { class: "trace" }, `${name} `, parts.filter(Boolean).map((part, i) => [i > 0 ? ", " : "", part]));
}

/** As it was kept, for whoever wants to know. */
function more(kept) {
  const told = detail(kept);
  return told && h("details", {}, h("summary", {}, "Details"), told);
}

function tokenTable(me, data, reload) {
  return table("Tokens that this checkout was paid with, or tried to be", [
    { name: "Token", kind: "main", of: (token) => link(["tokens", token.id], code(token.id)) },
    { name: "Status", of: (token) => pill(token.status.toLowerCase(), tone(token.status)) },
    { name: "Seen", of: (token) => time(token.createdAt) },
    { name: "Ended", of: (token) => time(token.endedAt) },
    { name: "Action", kind: "act", of: (token) => token.status === "ACTIVE" && actions.revoke(me, token, reload) },
  ], data).element;
}

function deliveryTable(me, data, reload) {
  return table("Endpoints that are told of the order", [
    { name: "Endpoint", kind: "main", of: (it) => link(["deliveries", it.endpoint, it.order], it.endpoint) },
    { name: "Status", of: (it) => pill(it.status, tone(it.status)) },
    { name: "Taken", kind: "number", of: (it) => `${it.delivered} of ${it.newest}` },
    { name: "Next try", of: (it) => (it.deadSince ? "none" : time(it.nextTryAt)) },
    { name: "Action", kind: "act", of: (it) => actions.redeliver(me, it, reload) },
  ], data).element;
}
