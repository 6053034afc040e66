// Orders, and one order with all that can be done with it.

import { get, path } from "./api.js";
import * as actions from "./actions.js";
import { card, code, empty, facts, h, link, pill, table } from "./dom.js";
import { count, money, time, tone, words } from "./format.js";
import { filters, list, trail } from "./lists.js";

const statuses = ["confirmed", "manual_review", "processing", "shipped", "completed", "canceled"];

export async function orders({ query, signal }) {
  return {
    title: "Orders",
    content: [
      filters("orders", query, [{ name: "status", label: "Status", options: statuses.map((status) => [status, words(status)]) }, { name: "platform", label: "Platform" }]),
      await list({
        caption: "Orders, newest first", where: "orders", query, signal, none: "There is no such order.",
        columns: [
          { name: "Order", kind: "main", of: (order) => link(["orders", order.id], order.number) },
          { name: "Status", of: (order) => pill(words(order.status), tone(order.status)) },
          { name: "Charged", kind: "number", of: (order) => money(order.charged, order.currency) },
          { name: "Refunded", kind: "number", of: (order) => (order.refunded ? money(order.refunded, order.currency) : "–") },
          { name: "Platform", of: (order) => order.platform },
          { name: "Placed", of: (order) => time(order.placedAt) },
          { name: "Changed", of: (order) => time(order.updatedAt) },
        ],
      }),
    ],
  };
}

export async function order({ parts: [id], me, signal, reload }) {
  const [{ body: it }, { body: sums }, { body: told }] = await Promise.all([
    get(`orders/${path(id)}`, {}, signal), get(`orders/${path(id, "refunds")}`, {}, signal), get("deliveries", { order: id }, signal)]);
  return {
    title: `Order ${it.number}`,
    status: pill(words(it.status), tone(it.status)),
    actions: choices(me, it, sums, reload),
    content: [
      card(null, summary(it, sums)),
      h("div", { class: "pair" }, card("Lines", lines(it)), card("Totals", totals(it))),
      sums.refunds.length + sums.disputes.length > 0 && card("Money that went back", refunds(sums), disputes(sums)),
      card("Who was told", deliveries(me, told.data, reload)),
      it.order.fulfillments.length > 0 && card("On its way", parcels(it.order.fulfillments)),
      it.notes.length > 0 && card("Notes", h("ol", { class: "trail" }, it.notes.map((note) => h("li", {}, h("span", { class: "when" }, time(note.at)), h("div", {}, h("span", { class: "by" }, `${note.by}: `), note.text))))),
      card("Audit trail", trail(it.timeline)),
    ],
  };
}

function choices(me, it, sums, reload) {
  const over = it.status === "canceled" || it.status === "completed";
  return [
    sums.remaining > 0 && actions.refund(me, sums, reload),
    it.status === "manual_review" ? actions.confirm(me, it.id, reload) : !over && actions.hold(me, it.id, reload),
    !over && actions.cancel(me, it.id, reload),
    actions.note(me, it.id, reload),
  ];
}

function summary(it, sums) {
  const buyer = it.order.buyer ?? {};
  return facts(
    ["Charged", money(it.charged, it.currency)],
    ["Refunded", it.refunded ? money(it.refunded, it.currency) : null],
    ["Can still be refunded", money(sums.remaining, it.currency)],
    ["Checkout", link(["sessions", it.session], "its whole story")],
    ["Platform", it.platform],
    ["Buyer", nameOf(buyer)],
    ["Mail", buyer.email],
    ["Goes to", address(it.order.fulfillment_details)],
    ["Placed", time(it.placedAt)],
    ["Changed", time(it.updatedAt)],
    ["Id", code(it.id)]);
}

const nameOf = (buyer) => buyer.full_name ?? [buyer.first_name, buyer.last_name].filter(Boolean).join(" ");

function address(details) {
  const at = details?.address;
  return at && [at.name, at.company, at.line_one, at.line_two, `${at.postal_code ?? ""} ${at.city ?? ""}`.trim(), at.state, at.country].filter(Boolean).join(", ");
}

function lines({ order: { line_items: items }, currency }) {
  return table("Lines of the order", [
    { name: "What", kind: "main", of: (line) => line.title },
    { name: "Ordered", kind: "number", of: (line) => count(line.quantity.ordered) },
    { name: "Has left", kind: "number", of: (line) => count(line.quantity.fulfilled) },
    { name: "Subtotal", kind: "number", of: (line) => money(line.subtotal, currency) },
    { name: "Status", kind: "word", of: (line) => words(line.status) },
  ], items).element;
}

// As on the shopper's page: what the lines come to is said once, and nothing of nought.
function totals({ order, currency }) {
  const shown = order.totals.filter((total) => total.type !== "items_base_amount" && (total.type === "total" || total.amount !== 0));
  return h("dl", { class: "sums" }, shown.map((total) => h("div", { class: total.type === "total" ? "sum" : null }, h("dt", {}, total.display_text), h("dd", {}, money(total.amount, currency)))));
}

function refunds({ refunds: made, currency }) {
  return made.length === 0 ? null : table("Refunds", [
    { name: "Amount", kind: "main number", of: (refund) => money(refund.amount, currency) },
    { name: "Status", of: (refund) => pill(refund.status, tone(refund.status)) },
    { name: "Why", of: (refund) => [words(refund.reason), refund.description].filter(Boolean).join(": ") || "–" },
    { name: "Where", of: (refund) => (refund.elsewhere ? "at the provider" : "here") },
    { name: "Failure", of: (refund) => refund.failure ?? "–" },
    { name: "Begun", of: (refund) => time(refund.begunAt) },
  ], made).element;
}

function disputes({ disputes: open, currency }) {
  return open.length === 0 ? null : table("Disputes", [
    { name: "Disputed", kind: "main number", of: (dispute) => money(dispute.amount, currency) },
    { name: "Stage", of: (dispute) => pill(dispute.stage, tone(dispute.stage)) },
    { name: "Status", of: (dispute) => words(dispute.status) },
    { name: "Why", of: (dispute) => words(dispute.reason) },
    { name: "Opened", of: (dispute) => time(dispute.openedAt) },
  ], open).element;
}

function deliveries(me, data, reload) {
  return data.length === 0 ? empty("No endpoint is told of this order.") : table("Deliveries of this order", [
    { name: "Endpoint", kind: "main", of: (delivery) => link(["deliveries", delivery.endpoint, delivery.order], delivery.endpoint) },
    { name: "Status", of: (delivery) => pill(delivery.status, tone(delivery.status)) },
    { name: "Taken", kind: "number", of: (delivery) => `${delivery.delivered} of ${delivery.newest}` },
    { name: "Next try", of: (delivery) => time(delivery.nextTryAt) },
    { name: "Action", kind: "act", of: (delivery) => actions.redeliver(me, delivery, reload) },
  ], data).element;
}

function parcels(fulfillments) {
  return h("ol", { class: "trail" }, fulfillments.flatMap((parcel) => parcel.events.map((event) => h("li", {},
    h("span", { class: "when" }, time(event.occurred_at)),
    h("div", {}, h("strong", {}, words(event.type)), ` ${[parcel.carrier, parcel.tracking_number, event.location, event.description].filter(Boolean).join(", ")}`)))));
}
