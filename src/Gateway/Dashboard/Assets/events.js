// What the payment provider told by itself, and the way back for what could not be treated.

import { get, path } from "./api.js";
import { retry } from "./actions.js";
import { card, code, facts, link, pill } from "./dom.js";
import { count, time, tone, words } from "./format.js";
import { filters, list, trail } from "./lists.js";

const canBeTried = (event) => event.status === "dead" || event.status === "orphaned";

export async function events({ query, signal }) {
  return {
    title: "Events",
    content: [
      filters("events", query, [{ name: "status", label: "Status", options: ["waiting", "treated", "kept", "orphaned", "dead"].map((word) => [word, word]) }]),
      await list({
        caption: "Events of the payment provider", where: "events", query, signal, none: "There is no such event.",
        columns: [
          { name: "Event", kind: "main", of: (event) => link(["events", event.id], event.type) },
          { name: "Status", of: (event) => pill(event.status, tone(event.status)) },
          { name: "About", of: (event) => (event.session ? link(["sessions", event.session], "a checkout") : words(event.subject)) },
          { name: "Tries", kind: "number", of: (event) => count(event.tries) },
          { name: "What stood in its way", of: (event) => event.why ?? "–" },
          { name: "Came", of: (event) => time(event.receivedAt) },
        ],
      }),
    ],
  };
}

export async function event({ parts: [id], me, signal, reload }) {
  const it = (await get(`events/${path(id)}`, {}, signal)).body;
  return {
    title: it.type,
    status: pill(it.status, tone(it.status)),
    actions: [canBeTried(it) && retry(me, it, reload)],
    content: [
      card(null, facts(
        ["Id", code(it.id)], ["About", words(it.subject)], ["Checkout", it.session && link(["sessions", it.session], "its whole story")], ["Token", it.token && link(["tokens", it.token], code(it.token))],
        ["Payment intent", it.paymentIntent && code(it.paymentIntent)], ["Issue", it.issue && code(it.issue)], ["Happened", time(it.happenedAt)], ["Came", time(it.receivedAt)],
        ["Tries", count(it.tries)], ["Next try", it.nextTryAt && time(it.nextTryAt)], ["What stood in its way", it.why])),
      card("Audit trail", trail(it.timeline)),
    ],
  };
}
