// What an operator may do: who is offered it, what will happen in plain words, and the request.

import { path, post } from "./api.js";
import { ask } from "./dialog.js";
import { h } from "./dom.js";
import { money, plainMoney, readMoney } from "./format.js";

const rank = { read: 0, support: 1, owner: 2 };

const why = { name: "reason", label: "Reason", required: true, hint: "Stands in the audit trail with your name." };

/** @returns A button; greyed, with the role it needs, where that is another: what is missing without a word is looked for. */
function button(me, role, text, question, danger = false) {
  return rank[me.role] >= rank[role]
    ? h("button", { type: "button", class: danger ? "danger" : "", onClick: () => ask({ danger, ...question }) }, text)
    : h("button", { type: "button", disabled: true, title: `This needs the role ${role}; yours is ${me.role}.` }, text, h("span", { class: "unseen" }, ` (needs the role ${role})`));
}

export function revoke(me, token, done) {
  return button(me, "support", "Revoke", {
    about: ["revoke", token.id],
    title: "Revoke this token?",
    says: [
      `${token.id} can then pay for nothing any more: it is closed here at once, and at the payment provider after that.`,
      "It cannot be undone. A payment that was made with it stays; that one is refunded, not revoked.",
    ],
    fields: [why],
    verb: "Revoke the token",
    send: async ({ reason }, once) => (await post(`spt/${path(token.id, "revoke")}`, { reason }, once)).status === 202
      ? "Revoked here. The payment provider has not confirmed it yet; that is tried until it has."
      : "The token is revoked.",
    done,
  }, true);
}

export function resolve(me, session, done) {
  return button(me, "owner", "Resolve", {
    about: ["resolve", session],
    title: "Resolve this charge?",
    says: [
      "The payment provider is asked now what became of the charge. If it was made, the order is placed. If it is proven that it was not made, and cannot be any more, the session is payable again.",
      "Without proof nothing is changed. No money is moved by this.",
    ],
    fields: [why],
    verb: "Ask the provider now",
    send: async ({ reason }, once) => `Resolved: the session is ${(await post(`checkout_sessions/${path(session, "resolve")}`, { reason }, once)).body.status.replaceAll("_", " ")}.`,
    done,
  });
}

/** @param money what /admin/orders/{id}/refunds tells */
export function refund(me, sums, done) {
  const { order, currency, remaining } = sums;
  const disputed = sums.disputes.some((dispute) => dispute.stage === "open");
  const wish = (text) => readMoney(text, currency);
  return button(me, "support", "Refund", {
    about: ["refund", order],
    title: "Give money back?",
    says: ({ amount }) => [
      `${wish(amount) === null ? "An amount" : money(wish(amount), currency)} of the ${money(remaining, currency)} that remain of this order goes back to the shopper. It cannot be undone.`,
      "Nothing is canceled by it: goods that have not left still leave unless the order is canceled, too.",
    ],
    fields: [
      {
        name: "amount", label: `Amount in ${currency.toUpperCase()}`, kind: "line", inputmode: "decimal", required: true, value: plainMoney(remaining, currency),
        check: (text) => wish(text) === null || wish(text) < 1 ? `This is no amount in ${currency.toUpperCase()}.`
          : wish(text) > remaining ? `No more than ${money(remaining, currency)} can be given back.` : null,
      },
      { name: "reason", label: "Reason", kind: "select", options: [["requested_by_customer", "the shopper asked for it"], ["duplicate", "paid twice"], ["fraudulent", "fraud"]] },
      { name: "description", label: "In words", required: true, hint: "The shopper reads this on the order's page, and the platform is told." },
      ...(disputed && me.role === "owner" ? [{ name: "overrule", label: "Although a dispute is open: the money may then go back twice", kind: "check" }] : []),
    ],
    verb: "Refund",
    send: async ({ amount, reason, description, overrule }, once) => {
      const body = { amount: wish(amount), reason, description, ...(overrule ? { overrule: true } : {}) };
      const { refund: made } = (await post(`orders/${path(order, "refunds")}`, body, once)).body;
      return `${money(made.amount, currency)}: the refund is ${made.status}.`;
    },
    done,
  }, true);
}

/** @param about { order } or { session } */
export function erase(me, about, done) {
  return button(me, "support", "Erase buyer's data", {
    about: ["erase", ...Object.values(about)],
    title: "Erase the buyer's data?",
    says: [
      "Names, addresses, mail, phone, notes and whatever else tells of the buyer are taken out of this checkout, its order, its kept replies and its trail. It cannot be undone. Amounts, goods, taxes and ids stay, and refunds go on.",
      "While something is open that needs them, such as a charge, a refund, a dispute or goods on their way, it waits, and is done by itself after that.",
      "It does not wait for a dispute that has not come yet: one can for some 120 days after the charge, and what was sent where, which is your evidence, is gone then.",
    ],
    fields: [
      { ...why, hint: "Stands in the audit trail with your name, and stays there: do not name the buyer." },
      ...(me.role === "owner" ? [{ name: "overrule", label: "Although the goods have not arrived, as far as is known here", kind: "check" }] : []),
    ],
    verb: "Erase for good",
    send: async ({ reason, overrule }, once) => {
      const { data: [it] } = (await post("erasures", { ...about, reason, ...(overrule ? { overrule: true } : {}) }, once)).body;
      return it.status === "erased" ? "The buyer's data are erased." : `They are erased as soon as this is over: ${it.because.join(", ").replaceAll("_", " ")}.`;
    },
    done,
  }, true);
}

export function redeliver(me, delivery, done) {
  return button(me, "support", "Redeliver", {
    about: ["redeliver", delivery.endpoint, delivery.order],
    title: "Send the newest message again?",
    says: [
      `The endpoint ${delivery.endpoint} is sent the newest message of order ${delivery.order}, under the id that it always had. A receiver that keeps ids drops it if it has it already.`,
      "It carries the whole order as it stands, so what was never taken before is told by it.",
    ],
    fields: [why],
    verb: "Send it again",
    send: async ({ reason }, once) => {
      await post(`deliveries/${path(delivery.endpoint, delivery.order, "redeliver")}`, { reason }, once);
      return "It is sent again.";
    },
    done,
  });
}

export function retry(me, event, done) {
  return button(me, "support", "Try again", {
    about: ["retry", event.id],
    title: "Treat this event again?",
    says: ["It waits again as if it had just come: whom it is about asks the payment provider what happened. A payment is neither made nor repeated by it."],
    fields: [why],
    verb: "Try again",
    send: async ({ reason }, once) => {
      await post(`events/${path(event.id, "retry")}`, { reason }, once);
      return "The event waits to be treated.";
    },
    done,
  });
}

export function settle(me, contradiction, done) {
  return button(me, "owner", "Settle", {
    about: ["settle", contradiction.id],
    title: "Has this been set right?",
    says: [contradiction.what, "It is taken off the list, with what you write here. No money is moved by it: that is done at the payment provider, before."],
    fields: [{ ...why, label: "What was done" }],
    verb: "Settle it",
    send: async ({ reason }, once) => {
      await post(`contradictions/${path(contradiction.id, "settle")}`, { reason }, once);
      return "It is settled.";
    },
    done,
  });
}

export function hold(me, order, done) {
  return button(me, "support", "Hold", {
    about: ["hold", order],
    title: "Hold this order for review?",
    says: ["Nothing of it leaves until somebody confirms it. No money is moved. The platform and the merchant's system are told that it is held, not why."],
    fields: [why],
    verb: "Hold the order",
    send: command(order, "hold", ({ reason }) => ({ reason }), "The order is held."),
    done,
  });
}

export function confirm(me, order, done) {
  return button(me, "support", "Confirm", {
    about: ["confirm", order],
    title: "Let this order go on?",
    says: ["It was held for review, and can then leave. The platform and the merchant's system are told."],
    fields: [],
    verb: "Confirm the order",
    send: command(order, "confirm", () => undefined, "The order goes on."),
    done,
  });
}

export function cancel(me, order, done) {
  return button(me, "support", "Cancel what has not left", {
    about: ["cancel", order],
    title: "Cancel what has not left?",
    says: ["All that has not left for the shopper is taken off the order and goes back on the shelf. It cannot be undone.", "No money is given back by this: refund the order as well, where that is meant."],
    fields: [{ ...why, hint: "The shopper reads this on the order's page, and the platform is told." }],
    verb: "Cancel it",
    send: command(order, "cancel", ({ reason }) => ({ reason }), "What had not left is canceled."),
    done,
  }, true);
}

export function note(me, order, done) {
  return button(me, "support", "Add a note", {
    about: ["note", order],
    title: "Add a note",
    says: ["Only the merchant's own people see it."],
    fields: [{ name: "text", label: "Note", required: true, max: 2000 }],
    verb: "Add it",
    send: command(order, "notes", ({ text }) => ({ text }), "The note is added."),
    done,
  });
}

function command(order, name, body, told) {
  return async (values, once) => (await post(`orders/${path(order, name)}`, body(values), once)).body.changed ? told : "It was so already.";
}
