// What the node that tells does: completes by what they were answered, how long they took, requests and errors.

import { h } from "./dom.js";
import { milliseconds, percent, rate, words } from "./format.js";
import { plot } from "./plots.js";

/** Results of a complete, as docs/metrics.md lists them, by what they mean for the shopper's money. */
const withoutAnother = ["replayed", "joined", "repeated", "key_in_flight", "in_progress"];
const refused = ["declined", "authentication", "refused", "repriced", "key_conflict", "not_found"];

const isCharged = (result) => result === "executed";
const isWithoutAnother = (result) => withoutAnother.includes(result);
const isRefused = (result) => refused.includes(result);
const isOpen = (result) => !isCharged(result) && !isWithoutAnother(result) && !isRefused(result);

const sum = (belongs) => ({ traffic }) => (traffic ? traffic.completes.filter((one) => belongs(one.result)).reduce((all, one) => all + one.perSecond, 0) : null);
const took = (member) => ({ traffic }) => (traffic && traffic[member] !== null ? traffic[member] * 1000 : null);
const perSecond = (value) => (value === null ? "–" : `${rate(value)}/s`);

export function traffic() {
  const completes = plot("Completes", [
    { word: "charged", tone: "ok", of: sum(isCharged) }, { word: "answered without another charge", tone: "accent", of: sum(isWithoutAnother) },
    { word: "refused", tone: "warning", of: sum(isRefused) }, { word: "not done or not known", tone: "error", of: sum(isOpen) }], perSecond);
  const latency = plot("How long a complete takes", [
    { word: "p50", tone: "ok", of: took("p50") }, { word: "p95", tone: "accent", of: took("p95") }, { word: "p99", tone: "error", of: took("p99") }], milliseconds);
  const requests = plot("Requests", [
    { word: "answered", tone: "accent", of: ({ traffic: it }) => it?.requests ?? null },
    { word: "failed, 5xx", tone: "error", of: ({ traffic: it }) => (it ? it.requests * (it.errorRate ?? 0) : null) }], perSecond);
  return { element: h("div", { class: "plots" }, completes.element, latency.element, requests.element), update };

  function update({ points }) {
    const it = points.at(-1).traffic;
    completes.update(points, it?.completes.length > 0 ? it.completes.map((one) => `${words(one.result)} ${perSecond(one.perSecond)}`).join(", ") : "");
    latency.update(points, it && it.p50 === null ? "None in the last ten seconds." : "");
    requests.update(points, it?.errorRate === null || !it ? "" : `Error rate ${percent(it.errorRate)}`);
  }
}
