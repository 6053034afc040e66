// Is every charge right? A sentence first, then the figures of now.

import { sparkline, stack } from "./charts.js";
import { card, h, replace } from "./dom.js";
import { age, count, duration, some } from "./format.js";
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
    replace(figures, tiles(snapshot, history), card("Tokens by state", stack("Tokens by state", "tokens", tokenStates.map(([member, word, colour]) => [word, snapshot.tokens[member], colour]))));
  }
}

/** Read out only where it says something new. */
function say(element, text) {
  if (element.textContent !== text) {
    replace(element, text);
  }
}

function tiles(snapshot, history) {
  const { attention, overdue, at } = snapshot;
  const since = (kind) => (kind.count > 0 ? `the oldest for ${duration(age(kind.oldestSince, at))}` : "none");
  return h("div", { class: "tiles" }, [
    tile({ name: "unknown", label: "Unknown outcomes", value: attention.unknownAttempts.count, under: since(attention.unknownAttempts), tone: "warning", place: "attention", series: history.map((one) => one.attention.unknownAttempts.count) }),
    tile({ name: "unknown refunds", label: "Unknown refunds", value: attention.unknownRefunds.count, under: since(attention.unknownRefunds), tone: "warning", place: "attention" }),
    tile({ name: "dead letters", label: "Dead letters", value: attention.deadLetters.count, under: since(attention.deadLetters), tone: "error", place: "deliveries?status=dead", series: history.map((one) => one.attention.deadLetters.count) }),
    tile({ name: "left events", label: "Events left over", value: attention.leftEvents.count, under: since(attention.leftEvents), tone: "error", place: "events?status=dead" }),
    tile({ name: "contradictions", label: "Contradictions", value: attention.contradictions.count, under: since(attention.contradictions), tone: "error", place: "attention" }),
    tile({ name: "overdue", label: "Overdue work", value: overdue.count, under: overdue.count > 0 ? `${duration(overdue.lagSeconds)} late` : "none", tone: "warning", place: "attention", series: history.map((one) => one.overdue.count) }),
  ]);
}

/** @param tone How it is coloured above nought. */
function tile({ name, label, value, text, under, tone, place, series }) {
  const body = [
    h("span", { class: "label" }, label),
    h("span", { class: "figure", "data-figure": name }, text ?? count(value)),
    h("span", { class: "under" }, under),
    series && sparkline(`${label}, over the last ${some(series.length * 2, "second")}`, series),
  ];
  const look = `tile${value > 0 && tone ? ` ${tone}` : ""}`;
  return place ? h("a", { class: look, href: `#/${place}` }, body) : h("div", { class: look }, body);
}
