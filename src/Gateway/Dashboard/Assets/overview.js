// Is every charge right? A sentence first, then the figures of now. Built once and changed where it changes, so that the
// focus stays where it is and nothing is read out each second.

import { stack } from "./charts.js";
import { card, h, replace, say } from "./dom.js";
import { age, count, duration, some, time } from "./format.js";
import { silos } from "./silos.js";
import { tokenStates } from "./tokens.js";
import { traffic } from "./traffic.js";
import { verdict } from "./verdict.js";

export async function overview() {
  const [judged, figures, plots, grains] = [judgement(), stored(), traffic(), silos()];
  const of = h("p", { class: "by" });
  const rates = h("div", {}, plots.element);
  return { title: "Overview", content: [judged.element, figures.element, h("section", { class: "figures", "aria-label": "Rates of this node" }, rates, of), grains.element], onLive: (live) => live.snapshot && show(live) };

  function show(live) {
    const { snapshot, isStale } = live;
    judged.update(live);
    figures.update(live);
    rates.className = isStale || !snapshot.traffic ? "old" : "";
    say(of, snapshot.traffic ? `Rates and times are of this node, ${snapshot.node}, over ten seconds each. All else is of the whole shop.` : "Rates and times come with the live stream, which cannot be had right now. All else is asked for every two seconds.");
    plots.update(live);
    grains.update(live);
  }
}

function judgement() {
  const sentence = h("p", { class: "main", role: "status", "aria-live": "polite" }, "Waiting for the first figures.");
  const more = h("div", { class: "beside" });
  const sign = h("span", {}, "…");
  const element = h("section", { class: "verdict plain", "aria-label": "Verdict" }, h("span", { class: "sign", "aria-hidden": "true" }, sign), sentence, more);
  return { element, update };

  function update({ known, isSilent, isStale }) {
    const told = isStale || isSilent ? past(known, isStale) : verdict(known);
    element.className = `verdict ${told.tone}`;
    say(sign, told.tone === "ok" ? "✓" : "!");
    say(sentence, told.main);
    replace(more, told.more.map((line) => h("p", {}, line)));
  }
}

/** What was so is no word on what is so. */
function past(known, isStale) {
  return { tone: "warning", main: isStale ? "Nothing is heard from the service." : "The store does not answer.", more: known ? before(verdict(known), known.at) : ["It has told nothing since this page was opened."] };
}

const before = ({ main, more }, at) => [["This is how it was at ", time(at), ": ", main], ...more];

function stored() {
  const shown = tiles.map(tile);
  const pair = h("div", { class: "pair" });
  const element = h("div", { class: "figures" }, h("div", { class: "tiles" }, shown.map((one) => one.element)), pair);
  return { element, update };

  function update({ known, points, isSilent, isStale }) {
    element.className = `figures${isSilent || isStale ? " old" : ""}`;
    if (known) {
      shown.forEach((one) => one.update(known));
      replace(pair, tokens(known), paid(points));
    }
  }
}

const since = (member) => ({ attention, at }) => (attention[member].count > 0 ? `oldest ${duration(age(attention[member].oldestSince, at))}` : "none");
const counted = (member) => ({ attention }) => attention[member].count;

/** What is late of messages to endpoints. */
const outbox = ({ overdue }) => overdue.kinds.filter((kind) => kind.kind.startsWith("delivery."));
const sumOf = (kinds) => kinds.reduce((sum, kind) => sum + kind.count, 0);
const lagOf = (kinds) => Math.max(0, ...kinds.map((kind) => kind.lagSeconds));

const tiles = [
  { name: "unknown", label: "Unknown charges", of: counted("unknownAttempts"), under: since("unknownAttempts"), tone: "warning", place: "attention" },
  { name: "unknown refunds", label: "Unknown refunds", of: counted("unknownRefunds"), under: since("unknownRefunds"), tone: "warning", place: "attention" },
  { name: "contradictions", label: "Contradictions", of: counted("contradictions"), under: since("contradictions"), tone: "error", place: "attention" },
  { name: "dead letters", label: "Dead letters", of: counted("deadLetters"), under: since("deadLetters"), tone: "error", place: "deliveries?status=dead" },
  { name: "late messages", label: "Late messages", of: (figures) => sumOf(outbox(figures)), under: (figures) => (outbox(figures).length > 0 ? `${duration(lagOf(outbox(figures)))} behind` : "none"), tone: "warning", place: "deliveries" },
  { name: "left events", label: "Events left over", of: counted("leftEvents"), under: since("leftEvents"), tone: "error", place: "events?status=dead" },
  { name: "overdue", label: "Overdue work", of: ({ overdue }) => overdue.count, under: ({ overdue }) => (overdue.count > 0 ? `${duration(overdue.lagSeconds)} late` : "none"), tone: "warning", place: "attention" },
];

/** @param tone How it is coloured above nought. */
function tile({ name, label, of, under, tone, place }) {
  const figure = h("span", { class: "figure", "data-figure": name }, "–");
  const below = h("span", { class: "under" }, "");
  const element = h("a", { class: "tile", href: `#/${place}` }, h("span", { class: "label" }, label), figure, below);
  return { element, update };

  function update(figures) {
    const value = of(figures);
    say(figure, count(value));
    say(below, under(figures));
    element.className = `tile${value > 0 ? ` ${tone}` : ""}`;
  }
}

function tokens(figures) {
  return card("Tokens by state", stack("Tokens by state", "tokens", tokenStates.map(([member, word, colour]) => [word, figures.tokens[member], colour])));
}

/** What the store has more of than when this page began to watch, or ten minutes ago. */
function paid(points) {
  const known = points.filter((point) => point.used !== null);
  if (known.length === 0) {
    return card("Paid while you watch", h("p", {}, h("span", { class: "figure", "data-figure": "paid" }, "–")));
  }

  const more = Math.max(0, known.at(-1).used - known[0].used);
  return card("Paid while you watch", h("p", {}, h("span", { class: "figure", "data-figure": "paid" }, count(more)),
    h("span", { class: "by" }, ` ${some(more, "checkout").replace(/^\S+ /, "")} by token in the last ${duration((known.at(-1).at - known[0].at) / 1000)}`)));
}
