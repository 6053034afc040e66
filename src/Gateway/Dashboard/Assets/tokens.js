// Payment tokens: how many in which state, which ones, and one of them.

import { get, path } from "./api.js";
import { revoke } from "./actions.js";
import { stack } from "./charts.js";
import { card, code, facts, h, link, pill } from "./dom.js";
import { duration, money, percent, time, tone, words } from "./format.js";
import { filters, list, trail } from "./lists.js";

export const tokenStates = [["ACTIVE", "active", "ok"], ["USED", "used", "accent"], ["EXPIRED", "expired", "plain"], ["REVOKED", "revoked", "error"]];

export async function tokens({ query, signal }) {
  const { all } = (await get("spt/stats/overview", {}, signal)).body;
  return {
    title: "Tokens",
    content: [
      card("In each state", stack("Tokens by state", "tokens", tokenStates.map(([member, word, colour]) => [word, all.states[member], colour])),
        facts(["Used, of all that ended", percent(all.conversion)], ["From first sight to use, on average", duration(all.timeToUse.meanSeconds)],
          ...all.currencies.filter((sums) => sums.currency && sums.captured > 0).map((sums) => [`Captured in ${sums.currency.toUpperCase()}`, money(sums.captured, sums.currency)]))),
      filters("tokens", query, [
        { name: "status", label: "Status", options: tokenStates.map(([member, word]) => [member, word]) },
        { name: "origin", label: "Origin", options: [["issued", "issued"], ["granted", "granted"]] },
        { name: "session", label: "Checkout session" },
      ]),
      await list({
        caption: "Tokens, newest first", where: "spt", query, signal, none: "There is no such token.",
        columns: [
          { name: "Token", kind: "main", of: (token) => link(["tokens", token.id], code(token.id)) },
          { name: "Status", of: (token) => pill(token.status.toLowerCase(), tone(token.status)) },
          { name: "Origin", of: (token) => token.origin },
          { name: "Limit", kind: "number", of: (token) => money(token.amount, token.currency) },
          { name: "Checkout", of: (token) => (token.session ? link(["sessions", token.session], "story") : "–") },
          { name: "Seen", of: (token) => time(token.createdAt) },
          { name: "Ended", of: (token) => time(token.endedAt) },
        ],
      }),
    ],
  };
}

export async function token({ parts: [id], me, signal, reload }) {
  const it = (await get(`spt/${path(id)}`, {}, signal)).body;
  return {
    title: "Token",
    status: pill(it.status.toLowerCase(), tone(it.status)),
    actions: [it.status === "ACTIVE" || (it.status === "REVOKED" && !it.revocationConfirmed) ? revoke(me, it, reload) : null],
    content: [
      it.status === "REVOKED" && !it.revocationConfirmed && h("p", { class: "notice warning" }, "It is revoked here; the payment provider has not confirmed it yet. A use may still be heard of, and counts."),
      card(null, facts(
        ["Id", code(it.id)], ["Origin", it.origin], [it.amountType === "exact" ? "Amount" : "At most", money(it.amount, it.currency)],
        ["Checkout", it.session && link(["sessions", it.session], "its whole story")], ["Payment intent", it.paymentIntent && code(it.paymentIntent)],
        ["Platform", it.platform], ["Merchant", it.merchant], ["Agent", it.agent],
        ["Seen", time(it.createdAt)], ["Expires", it.expiresAt && time(it.expiresAt)], ["Used", it.usedAt && time(it.usedAt)], ["Revoked", it.revokedAt && time(it.revokedAt)],
        ["Why", it.reason && words(it.reason)], ["Intent mandate", it.mandate?.intentId], ["Cart mandate", it.mandate?.cartId], ["Payment mandate", it.mandate?.paymentId])),
      card("Audit trail", trail(it.timeline)),
    ],
  };
}
