// Everything that is shown is built here, of elements and text. There is no way from a string to markup.

/** @param attributes `onClick` and its like are listeners; what is false, null or undefined is left out. */
export function h(tag, attributes = {}, ...children) {
  return fill(document.createElement(tag), attributes, children);
}

export function svg(tag, attributes = {}, ...children) {
  return fill(document.createElementNS("http://www.w3.org/2000/svg", tag), attributes, children);
}

function fill(element, attributes, children) {
  for (const [name, value] of Object.entries(attributes)) {
    if (name.startsWith("on")) {
      element.addEventListener(name.slice(2).toLowerCase(), value);
    } else if (value !== undefined && value !== null && value !== false) {
      element.setAttribute(name, value === true ? "" : value);
    }
  }

  element.append(...children.flat(Infinity).filter((child) => child !== undefined && child !== null && child !== false));
  return element;
}

export function replace(element, ...children) {
  element.replaceChildren(...children.flat(Infinity).filter((child) => child !== undefined && child !== null && child !== false));
}

/** Changes the text only where it is another one: else a reader of screens would say it again. */
export function say(element, text) {
  if (element.textContent !== text) {
    element.textContent = text;
  }
}

/** A link within the page; each part is encoded. */
export function link(parts, text, attributes = {}) {
  return h("a", { href: `#/${parts.map(encodeURIComponent).join("/")}`, ...attributes }, text);
}

/** Text that a machine gave: an id, a code. */
export function code(text) {
  return h("code", {}, text);
}

/** The end of an id, which tells it from others; all of it is in its title. */
export function short(id) {
  return h("code", { title: id }, `…${id.slice(-8)}`);
}

export function pill(word, tone = "plain") {
  return h("span", { class: `pill ${tone}` }, word);
}

/**
 * A table, which on a phone becomes a list of cards: each cell then names its column. The roles are told, because a table
 * that is not laid out as one is none to some screen readers.
 * @param columns {name, of(row): child, kind?: "number" | "word" | "main" | "act"}
 */
export function table(caption, columns, rows) {
  const body = h("tbody", { role: "rowgroup" }, rows.map((row) => tableRow(columns, row)));
  const head = h("thead", { role: "rowgroup" },
    h("tr", { role: "row" }, columns.map((column) => h("th", { scope: "col", role: "columnheader", class: column.kind }, column.kind === "act" ? h("span", { class: "unseen" }, column.name) : column.name))));
  return { element: h("table", { role: "table" }, h("caption", { class: "unseen" }, caption), head, body), add: (more) => body.append(...more.map((row) => tableRow(columns, row))) };
}

function tableRow(columns, row) {
  return h("tr", { role: "row" }, columns.map((column) => h("td", { role: "cell", class: column.kind, "data-name": column.name }, h("div", {}, column.of(row)))));
}

/** Names and what they are, in pairs. Pairs without a value are left out. */
export function facts(...pairs) {
  return h("dl", { class: "facts" }, pairs.filter(([, value]) => value !== undefined && value !== null && value !== "")
    .map(([name, value]) => h("div", {}, h("dt", {}, name), h("dd", {}, value))));
}

export function card(title, ...children) {
  return h("section", { class: "card" }, title && h("h2", {}, title), children);
}

export function empty(text) {
  return h("p", { class: "empty" }, text);
}

/** Tells what was done, by eye and by ear, and goes away by itself. */
export function toast(text) {
  const told = h("p", { class: "toast" }, text);
  document.getElementById("toasts").append(told);
  setTimeout(() => told.remove(), 8_000);
}
