// Is every charge right? A sentence first, then the figures of now.

import { sparkline, stack } from "./charts.js";
import { card, h, replace } from "./dom.js";
import { age, count, duration } from "./format.js";
import { tokenStates } from "./tokens.js";
import { verdict } from "./verdict.js";

export async function overview() {
  const sentence = h("p", { class: "main", role: "status", "aria-live": "polite" }, "Waiting for the first figures.");
  const more = h("div", { class: "beside" });
  const judged = h("section", { class: "verdict plain", "aria-label": "Verdict" }, h("span", { class: "sign", "aria-hidden": "true" }, h("span", {}, "…")), sentence, more);
  const figures = h("div", { class: "figures" });
  return { title: "Overview", content: [judged, figures], onLive: ({ snapshot, history, isStale }) => snapshot && show(snapshot, history, isStale) };

  function show(snapshot, history, isStale) {
    const told = verdict(snapshot);
    judged.className = `verdict ${told.tone}${isStale ? " old" : ""}`;
    replace(judged.querySelector(".sign span"), told.tone === "ok" ? "✓" : "!");
    say(sentence, told.main);
    replace(more, told.more.map((line) => h("p", {}, line)));
    figures.className = `figures${isStale ? " old" : ""}`;
    replace(figures, tiles(snapshot), snapshot.tokens && h("div", { class: "pair" }, tokens(snapshot), paid(history)));
  }
}

/** Read out only where it says something new. */
function say(element, text) {
  if (element.textContent !== text) {
    replace(element, text);
  }
}

function tokens(snapshot) {
  return card("Tokens by state", stack("Tokens by state", "tokens", tokenStates.map(([member, word, colour]) => [word, snapshot.tokens[member], colour])));
}

/** What each snapshot has more than the one before. */
function paid(history) {
  const used = history.map((one) => one.tokens.USED);
  const more = used.slice(1).map((number, i) => Math.max(0, number - used[i]));
  const seconds = history.length > 1 ? Math.round(age(history[0].at, history.at(-1).at)) : 0;
  const sum = more.reduce((all, number) => all + number, 0);
  return card("Paid while you watch", h("p", {}, h("span", { class: "figure", "data-figure": "paid" }, count(sum)), h("span", { class: "by" }, ` ${sum === 1 ? "checkout" : "checkouts"} by token in the last ${duration(seconds)}`)),
    sparkline(`Checkouts paid by token, over the last ${duration(seconds)}`, more));
}

function tiles(snapshot) {
  const { attention, overdue, at } = snapshot;
  const since = (kind) => (kind.count > 0 ? `oldest ${duration(age(kind.oldestSince, at))}` : "none");
  return h("div", { class: "tiles" }, [
    tile({ name: "unknown", label: "Unknown charges", value: attention.unknownAttempts.count, under: since(attention.unknownAttempts), tone: "warning", place: "attention" }),
    tile({ name: "unknown refunds", label: "Unknown refunds", value: attention.unknownRefunds.count, under: since(attention.unknownRefunds), tone: "warning", place: "attention" }),
    tile({ name: "dead letters", label: "Dead letters", value: attention.deadLetters.count, under: since(attention.deadLetters), tone: "error", place: "deliveries?status=dead" }),
    tile({ name: "left events", label: "Events left over", value: attention.leftEvents.count, under: since(attention.leftEvents), tone: "error", place: "events?status=dead" }),
    tile({ name: "contradictions", label: "Contradictions", value: attention.contradictions.count, under: since(attention.contradictions), tone: "error", place: "attention" }),
    tile({ name: "overdue", label: "Overdue work", value: overdue.count, under: overdue.count > 0 ? `${duration(overdue.lagSeconds)} late` : "none", tone: "warning", place: "attention" }),
  ]);
}

/** @param tone How it is coloured above nought. */
function tile({ name, label, value, under, tone, place }) {
  const body = [
    h("span", { class: "label" }, label),
    h("span", { class: "figure", "data-figure": name }, count(value)),
    h("span", { class: "under" }, under),
  ];
  const look = `tile${value > 0 && tone ? ` ${tone}` : ""}`;
  return place ? h("a", { class: look, href: `#/${place}` }, body) : h("div", { class: look }, body);
}
