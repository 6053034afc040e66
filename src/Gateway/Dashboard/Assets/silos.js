// Where grains are in memory: one process, or the silos of a cluster.

import { card, h, pill, replace, table } from "./dom.js";
import { age, count, some, time, words } from "./format.js";

/** Seconds that the engine's answer may be behind: it is asked every five. */
const silentAfter = 15;

const total = (node) => node.grains?.reduce((sum, grain) => sum + grain.count, 0) ?? null;

const columns = [
  { name: "Node", kind: "main", of: (node) => [node.name, node.address && h("span", { class: "by" }, ` ${node.address}`)] },
  { name: "Status", of: (node) => (node.status !== "active" ? pill(node.status, "warning") : node.grains === null ? pill("does not answer", "error") : pill("active", "ok")) },
  { name: "Since", of: (node) => time(node.since) },
  { name: "Grains", kind: "number", of: (node) => h("span", { "data-figure": `grains ${node.address ?? ""}`.trim() }, node.grains === null ? "–" : count(total(node))) },
  { name: "By kind", of: (node) => node.grains?.map((grain) => some(grain.count, words(grain.kind), `${words(grain.kind)}s`.replace(/ys$/, "ies"))).join(", ") || "–" },
];

export function silos() {
  const element = h("div", {});
  let shownAt = null;
  return { element, update };

  function update({ snapshot: { at, cluster }, isStale }) {
    element.className = isStale || !cluster || age(cluster.at, at) > silentAfter ? "old" : "";
    if (cluster && cluster.at !== shownAt) {
      shownAt = cluster.at;
      const title = cluster.nodes.some((node) => node.address) ? `${some(cluster.nodes.length, "silo")} and ${cluster.nodes.length === 1 ? "its" : "their"} grains` : "Grains in memory";
      replace(element, card(title, table(title, columns, cluster.nodes).element));
    }
  }
}
