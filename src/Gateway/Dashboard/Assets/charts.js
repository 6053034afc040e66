// Small pictures, drawn by hand. Each says in words what it shows.

import { h, svg } from "./dom.js";
import { count } from "./format.js";

const width = 120;
const height = 28;

/** @param values Oldest first; gaps are null. */
export function sparkline(label, values) {
  const known = values.filter((value) => value !== null && value !== undefined);
  if (known.length < 2) {
    return svg("svg", { viewBox: `0 0 ${width} ${height}`, class: "spark", "aria-hidden": "true" });
  }

  const top = Math.max(...known, 1e-9);
  const step = width / (values.length - 1);
  const points = values.map((value, i) => [i * step, height - 2 - ((value ?? 0) / top) * (height - 5)]);
  const line = points.map(([x, y]) => `${x.toFixed(1)},${y.toFixed(1)}`).join(" ");
  return svg("svg", { viewBox: `0 0 ${width} ${height}`, class: "spark", role: "img", "aria-label": label, preserveAspectRatio: "none" },
    svg("polygon", { points: `0,${height} ${line} ${width},${height}` }),
    svg("polyline", { points: line }));
}

/** One bar of all, and what each part is. @param figure What is counted, in a word. @param parts [word, number, colour][] */
export function stack(label, figure, parts) {
  const all = parts.reduce((sum, [, number]) => sum + number, 0);
  let x = 0;
  const bars = all === 0 ? [] : parts.filter(([, number]) => number > 0).map(([, number, colour]) => {
    const wide = (number / all) * 100;
    const bar = svg("rect", { x: x.toFixed(2), y: 0, width: wide.toFixed(2), height: 8, class: `fill ${colour}` });
    x += wide;
    return bar;
  });
  return h("div", { class: "stack" },
    svg("svg", { viewBox: "0 0 100 8", preserveAspectRatio: "none", role: "img", "aria-label": `${label}: ${parts.map(([word, number]) => `${count(number)} ${word}`).join(", ")}` }, bars),
    h("ul", {}, parts.map(([word, number, colour]) => h("li", {}, h("span", { class: `dot ${colour}`, "aria-hidden": "true" }), h("strong", { "data-figure": `${figure} ${word}` }, count(number)), ` ${word}`))));
}
