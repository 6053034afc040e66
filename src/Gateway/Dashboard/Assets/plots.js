// What happened in the last ten minutes, as lines. Each says in words what it shows; nothing of it speaks by itself.

import { card, h, replace, say, svg } from "./dom.js";
import { kept } from "./live.js";

const width = 600;
const height = 110;
const margin = 4;

/** Milliseconds without a point, after which a line is broken: nobody knows what was there. */
const gap = 5_000;

/**
 * @param lines {word, tone, of(point): number | null}[]
 * @param write How a value is written.
 * @returns element, and update(points) with points as Live keeps them.
 */
export function plot(title, lines, write) {
  const picture = svg("svg", { viewBox: `0 0 ${width} ${height}`, class: "plot", role: "img", preserveAspectRatio: "none" });
  const top = h("span", {}, "");
  const values = lines.map((line) => h("strong", { "data-figure": line.word }, "–"));
  const legend = h("ul", { class: "legend" }, lines.map((line, i) => h("li", {}, swatch(line, i), values[i], ` ${line.word}`)));
  const under = h("p", { class: "by" }, "");
  const element = card(title, h("div", {}, h("p", { class: "axis", "aria-hidden": "true" }, top), picture, h("p", { class: "axis", "aria-hidden": "true" }, h("span", {}, "10 min ago"), h("span", {}, "now"))), legend, under);
  return { element, update };

  /** @param text What else there is to say. */
  function update(points, text = "") {
    const drawn = lines.map((line) => points.map((point) => ({ at: point.at, value: line.of(point) })));
    const highest = Math.max(0, ...drawn.flat().map((point) => point.value ?? 0));
    const now = drawn.map((line) => line.at(-1)?.value ?? null);
    values.forEach((value, i) => say(value, write(now[i])));
    say(top, highest > 0 ? write(highest) : "");
    say(under, text);
    picture.setAttribute("aria-label", `${title}, over the last ten minutes, at most ${write(highest)}. Now: ${lines.map((line, i) => `${write(now[i])} ${line.word}`).join(", ")}.`);
    replace(picture, svg("path", { d: `M0,${height - margin}H${width}M0,${margin}H${width}`, class: "grid" }), drawn.map((line, i) => svg("path", { d: path(line, points.at(-1)?.at, highest), class: stroke(lines[i], i) })));
  }
}

function path(line, now, highest) {
  const place = ({ at, value }) => `${(width - ((now - at) / kept) * width).toFixed(1)},${(height - margin - (value / (highest || 1)) * (height - 2 * margin)).toFixed(1)}`;
  return line.map((point, i) => {
    const before = line[i - 1];
    return point.value === null ? "" : `${before && before.value !== null && point.at - before.at <= gap ? "L" : "M"}${place(point)}`;
  }).join("");
}

// By its colour, and by how it is drawn.
const stroke = (line, i) => `line ${line.tone} d${i}`;

const swatch = (line, i) => svg("svg", { viewBox: "0 0 22 8", class: "swatch", "aria-hidden": "true" }, svg("path", { d: "M0,4H22", class: stroke(line, i) }));
