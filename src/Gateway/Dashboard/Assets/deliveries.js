// What endpoints have had of orders, and the way back for what they have not.

import { get, path } from "./api.js";
import { redeliver } from "./actions.js";
import { card, empty, facts, h, link, pill, short, table } from "./dom.js";
import { count, milliseconds, time, tone } from "./format.js";
import { filters, list, trail } from "./lists.js";

export async function deliveries({ query, signal, me, reload }) {
  return {
    title: "Deliveries",
    content: [
      h("p", { class: "lead" }, "Platforms and the merchant's system are told of each order, in order. What is not taken for three days is a dead letter: it waits here until somebody sends it again, or the order changes."),
      filters("deliveries", query, [
        { name: "status", label: "Status", options: [["dead", "dead letters"], ["retrying", "retrying"], ["pending", "pending"], ["delivered", "delivered"]] },
        { name: "endpoint", label: "Endpoint" },
        { name: "order", label: "Order" },
      ]),
      await list({
        caption: "Deliveries", where: "deliveries", query, signal, none: query.status === "dead" ? "There is no dead letter." : "There is no such delivery.",
        columns: [
          { name: "Endpoint", kind: "main", of: (it) => link(["deliveries", it.endpoint, it.order], it.endpoint) },
          { name: "Status", of: (it) => pill(it.status, tone(it.status)) },
          { name: "Order", of: (it) => link(["orders", it.order], short(it.order)) },
          { name: "Taken", kind: "number", of: (it) => `${it.delivered} of ${it.newest}` },
          { name: "Failed tries", kind: "number", of: (it) => count(it.tries) },
          { name: "Failing since", of: (it) => time(it.failingSince) },
          { name: "Next try", of: (it) => (it.deadSince ? "none" : time(it.nextTryAt)) },
          { name: "Action", kind: "act", of: (it) => (it.status === "delivered" ? "" : redeliver(me, it, reload)) },
        ],
      }),
    ],
  };
}

export async function delivery({ parts: [endpoint, order], me, signal, reload }) {
  const it = (await get(`deliveries/${path(endpoint, order)}`, {}, signal)).body;
  return {
    title: `Delivery to ${it.endpoint}`,
    status: pill(it.status, tone(it.status)),
    actions: [redeliver(me, it, reload)],
    content: [
      card(null, facts(
        ["Order", link(["orders", it.order], it.order)], ["Taken", `${it.delivered} of ${it.newest} messages`], ["Failed tries of the next", count(it.tries)],
        ["Failing since", it.failingSince && time(it.failingSince)], ["Next try", it.nextTryAt && time(it.nextTryAt)], ["Given up", it.deadSince && time(it.deadSince)],
        ["Never taken", it.skipped.map((range) => (range.from === range.to ? range.from : `${range.from} to ${range.to}`)).join(", ")])),
      card("The newest sends", it.sends.length === 0 ? empty("Nothing has been sent yet.") : table("The newest sends, newest first", [
        { name: "When", kind: "main", of: (send) => time(send.at) },
        { name: "Message", kind: "number", of: (send) => count(send.sequence) },
        { name: "Answer", of: (send) => pill(send.why === null ? `taken, ${send.status}` : send.status ?? "none", send.why === null ? "ok" : "error") },
        { name: "Took", kind: "number", of: (send) => milliseconds(send.milliseconds) },
        { name: "Why not", of: (send) => send.why ?? "–" },
      ], [...it.sends].reverse()).element),
      card("Audit trail", trail(it.timeline)),
    ],
  };
}
