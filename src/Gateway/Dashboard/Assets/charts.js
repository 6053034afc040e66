// One bar, drawn by hand. It says in words what it shows.

import { h, svg } from "./dom.js";
import { count } from "./format.js";

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
