// Lists: filters that are part of the address, and pages that follow by a button.

import { get } from "./api.js";
import { empty, h, replace, table } from "./dom.js";
import { time, words } from "./format.js";

/** @param list caption, where, query, columns, none: what is said of an empty list */
export async function list({ caption, where, query = {}, columns, none, signal }) {
  const first = (await get(where, query, signal)).body;
  if (first.data.length === 0) {
    return empty(none);
  }

  const { element, add } = table(caption, columns, first.data);
  return h("div", {}, element, first.nextCursor && more(first.nextCursor, async (cursor) => {
    const next = (await get(where, { ...query, cursor }, signal)).body;
    add(next.data);
    return next.nextCursor;
  }));
}

function more(first, load) {
  let cursor = first;
  const button = h("button", { type: "button", onClick: fetchMore }, "Show more");
  const fault = h("span", { role: "alert", class: "fault" });
  return h("p", { class: "more" }, button, fault);

  async function fetchMore() {
    button.disabled = true;
    replace(fault);
    try {
      cursor = await load(cursor);
      button.hidden = cursor === null;
    } catch (error) {
      replace(fault, error.message);
    }

    button.disabled = false;
  }
}

/**
 * Choices that change the address, so that a list can be sent to a colleague and the way back leads to the one before.
 * @param choices {name, label, options: [value, text][]} or, without options, a text
 */
export function filters(place, query, choices) {
  return h("form", { class: "filters", "aria-label": "Filter", onSubmit: (event) => event.preventDefault() }, choices.map((choice) => {
    const id = `filter-${choice.name}`;
    const input = choice.options
      ? h("select", { id, onChange: go }, [["", "all"], ...choice.options].map(([value, text]) => h("option", { value, selected: value === (query[choice.name] ?? "") }, text)))
      : h("input", { id, type: "text", autocomplete: "off", value: query[choice.name] ?? "", onChange: go });
    return h("p", {}, h("label", { for: id }, choice.label), input);

    function go() {
      const next = new URLSearchParams(Object.entries({ ...query, [choice.name]: input.value.trim() }).filter(([, value]) => value));
      location.hash = `#/${place}${next.size ? `?${next}` : ""}`;
    }
  }));
}

/** What stands in the audit trail, oldest first. */
export function trail(entries) {
  return entries.length === 0 ? empty("Nothing is in the audit trail.") : h("ol", { class: "trail" }, entries.map((entry) => h("li", {},
    h("span", { class: "when" }, time(entry.at)),
    h("div", {}, h("strong", {}, words(entry.event)), h("span", { class: "by" }, ` by ${entry.by}`), detail(entry.detail)))));
}

/** What a record holds beside: names and values, deeper ones as they were written. */
export function detail(value) {
  if (value === null || value === undefined || value === "") {
    return null;
  }

  if (typeof value !== "object") {
    return h("p", { class: "detail" }, String(value));
  }

  const pairs = Object.entries(value).filter(([, told]) => told !== null && told !== undefined && told !== "");
  return pairs.length === 0 ? null : h("p", { class: "detail" }, pairs.map(([name, told], i) => [
    i > 0 ? ", " : "", h("span", { class: "name" }, `${words(name)} `), typeof told === "object" ? JSON.stringify(told) : String(told)]));
}
