// What happened in the last ten minutes, as far as the page was open, as lines. Each says in words what it shows; nothing of it speaks by itself.

import { card, h, replace, say, svg } from "./dom.js";
import { duration } from "./format.js";
import { kept } from "./live.js";

/** Milliseconds that a plot shows at least: what has just begun is no wall at its end. */
const shortest = 60_000;

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
  const [top, from] = [h("span", {}, ""), h("span", {}, "")];
  const values = lines.map((line) => h("strong", { "data-figure": line.word }, "–"));
  const legend = h("ul", { class: "legend" }, lines.map((line, i) => h("li", {}, swatch(line, i), values[i], ` ${line.word}`)));
  const under = h("p", { class: "by" }, "");
  const element = card(title, h("div", {}, h("p", { class: "axis", "aria-hidden": "true" }, top), picture, h("p", { class: "axis", "aria-hidden": "true" }, from, h("span", {}, "now"))), legend, under);
  return { element, update };

  /** @param text What else there is to say. */
  function update(points, text = "") {
    const now = points.at(-1)?.at;
    const span = Math.min(kept, Math.max(shortest, now - points[0]?.at || 0));
    const drawn = lines.map((line) => points.map((point) => ({ at: point.at, value: line.of(point) })));
    const highest = Math.max(0, ...drawn.flat().map((point) => point.value ?? 0));
    const newest = drawn.map((line) => line.at(-1)?.value ?? null);
    values.forEach((value, i) => say(value, write(newest[i])));
    say(from, `${duration(span / 1000)} ago`);
    say(top, highest > 0 ? write(highest) : "");
    say(under, text);
    picture.setAttribute("aria-label", `${title}, over the last ${duration(span / 1000)}, at most ${write(highest)}. Now: ${lines.map((line, i) => `${write(newest[i])} ${line.word}`).join(", ")}.`);
    replace(picture, svg("path", { d: `M0,${height - margin}H${width}M0,${margin}H${width}`, class: "grid" }), drawn.map((line, i) => svg("path", { d: path(line, now, span, highest), class: stroke(lines[i], i) })));
  }
}

function path(line, now, span, highest) {
  const place = ({ at, value }) => `${(width - ((now - at) / span) * width).toFixed(1)},${(height - margin - (value / (highest || 1)) * (height - 2 * margin)).toFixed(1)}`;
  return line.map((point, i) => {
    const before = line[i - 1];
    return point.value === null ? "" : before && before.value !== null && point.at - before.at <= gap ? `L${place(point)}` : `M${place(point)}h0`; // One by itself is a dot.
  }).join("");
}

// By its colour, and by how it is drawn.
const stroke = (line, i) => `line ${line.tone} d${i}`;

const swatch = (line, i) => svg("svg", { viewBox: "0 0 22 8", class: "swatch", "aria-hidden": "true" }, svg("path", { d: "M0,4H22", class: stroke(line, i) }));
