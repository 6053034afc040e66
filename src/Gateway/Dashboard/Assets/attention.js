// What needs a person now: each kind with what it means, and the way to each of its cases.

import { get } from "./api.js";
import * as actions from "./actions.js";
import { card, code, empty, h, link, pill, short, table } from "./dom.js";
import { count, duration, age, money, some, time, words } from "./format.js";

const story = (item) => (item.session ? link(["sessions", item.session], "story") : "–");
const amount = { name: "Amount", kind: "number", of: (item) => money(item.amount, item.currency ?? "") };

function kinds(me, at, reload) {
  const since = { name: "Since", of: (item) => [time(item.since), h("span", { class: "by" }, `, ${duration(age(item.since, at))}`)] };
  return [
    {
      member: "contradictions", title: "Records of money that contradict each other", tone: "error",
      means: "No machine can tell which of two records is right. Compare them with the provider, set it right there, and say here what was done.",
      columns: [
        { name: "Checkout", kind: "main", of: (item) => link(["sessions", item.session], words(item.kind)) }, amount, { name: "What to do", of: (item) => item.what }, since,
        { name: "Action", kind: "act", of: (item) => actions.settle(me, item, reload) },
      ],
    },
    {
      member: "unknownAttempts", title: "Charges whose outcome is not known", tone: "warning",
      means: "They were sent, and the provider has not told what became of them. Each is repeated under its own key until it does, so that nobody is charged twice; a page waits for its end. Nothing has to be done unless it lasts.",
      columns: [
        { name: "Checkout", kind: "main", of: (item) => link(["sessions", item.session], short(item.session)) }, amount, { name: "Sends", kind: "number", of: (item) => count(item.sends) },
        { name: "Platform", of: (item) => item.platform }, since, { name: "Action", kind: "act", of: (item) => actions.resolve(me, item.session, reload) },
      ],
    },
    {
      member: "unknownRefunds", title: "Refunds whose outcome is not known", tone: "warning",
      means: "They were sent, and the provider has not told what became of them. Each is repeated under its own key until it does, so that nothing is given back twice.",
      columns: [
        { name: "Order", kind: "main", of: (item) => (item.order ? link(["orders", item.order], "order") : link(["sessions", item.session], "checkout")) }, amount,
        { name: "Sends", kind: "number", of: (item) => count(item.sends) }, { name: "Checkout", of: story }, since,
      ],
    },
    {
      member: "waitingSessions", title: "Payments that have waited for more than a day", tone: "warning",
      means: "The shopper has not authenticated, or the provider is still at work. Goods and token are held meanwhile.",
      columns: [
        { name: "Checkout", kind: "main", of: (item) => link(["sessions", item.session], `waits for the ${words(item.waitingFor)}`) }, amount,
        { name: "Payment intent", of: (item) => (item.paymentIntent ? code(item.paymentIntent) : "–") }, { name: "Platform", of: (item) => item.platform }, since,
      ],
    },
    {
      member: "deadLetters", title: "Dead letters", tone: "error", all: ["deliveries", "dead"],
      means: "An endpoint did not take a message for three days. Once it does again, have the newest message sent: it carries the whole order.",
      columns: [
        { name: "Endpoint", kind: "main", of: (item) => link(["deliveries", item.endpoint, item.order], item.endpoint) }, { name: "Order", of: (item) => link(["orders", item.order], short(item.order)) },
        { name: "Message", kind: "number", of: (item) => count(item.sequence) }, { name: "Failed tries", kind: "number", of: (item) => count(item.tries) }, since,
        { name: "Action", kind: "act", of: (item) => actions.redeliver(me, item, reload) },
      ],
    },
    {
      member: "leftEvents", title: "Events of the provider that could not be treated", tone: "error", all: ["events", "dead"],
      means: "The provider told something, and it was tried twelve times to find out what happened, or whom it is about never came.",
      columns: [
        { name: "Event", kind: "main", of: (item) => link(["events", item.id], item.type) }, { name: "Status", of: (item) => pill(item.status, "error") }, { name: "Checkout", of: story },
        { name: "What stood in its way", of: (item) => item.why ?? "–" }, since, { name: "Action", kind: "act", of: (item) => actions.retry(me, item, reload) },
      ],
    },
    {
      member: "unconfirmedRevocations", title: "Revocations that the provider has not confirmed", tone: "warning",
      means: "The tokens are closed here. Until the provider has confirmed it, a use elsewhere may still be heard of.",
      columns: [
        { name: "Token", kind: "main", of: (item) => link(["tokens", item.token], code(item.token)) }, { name: "By", of: (item) => item.by ?? "–" }, { name: "Why", of: (item) => item.reason ?? "–" },
        { name: "Platform", of: (item) => item.platform ?? "–" }, since, { name: "Action", kind: "act", of: (item) => actions.revoke(me, { id: item.token }, reload) },
      ],
    },
  ];
}

export async function attention({ me, signal, reload }) {
  const report = (await get("attention", {}, signal)).body;
  const open = kinds(me, report.at, reload).filter((kind) => report[kind.member].count > 0);
  return {
    title: "Attention",
    status: h("span", { class: "by" }, "as of ", time(report.at)),
    actions: [h("button", { type: "button", onClick: reload }, "Look again")],
    content: [
      open.length === 0 && h("p", { class: "notice ok" }, "Nothing needs a person."),
      open.map((kind) => section(kind, report[kind.member])),
      overdue(report.overdue, report.at),
    ],
  };
}

function section(kind, { count: number, items }) {
  return card([h("span", {}, kind.title), pill(count(number), kind.tone)], h("p", { class: "lead" }, kind.means),
    table(kind.title, kind.columns, items).element, number > items.length && h("p", { class: "by" }, `The ${count(items.length)} that have waited longest. `, kind.all && h("a", { href: `#/${kind.all[0]}?status=${kind.all[1]}` }, "All of them")));
}

// The loop that does what falls due: whatever it is late with comes late.
function overdue({ count: number, oldestSince, kinds: late }, at) {
  return card("Work that is due", number === 0 ? empty("None waits.")
    : [h("p", {}, `${some(number, "piece", "pieces")} of work ${number === 1 ? "is" : "are"} due, the oldest for ${duration(age(oldestSince, at))}.`), table("Work that is due", [
      { name: "Kind", kind: "main", of: (kind) => words(kind.kind) }, { name: "Due", kind: "number", of: (kind) => count(kind.count) }, { name: "Oldest", of: (kind) => time(kind.oldestSince) }], late).element]);
}
