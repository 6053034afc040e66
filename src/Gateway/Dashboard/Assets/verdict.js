// Are all charges right? In a sentence, of counts.

import { age, duration, some } from "./format.js";

/** The loop that does what falls due looks each second; a few seconds late is busy, not stuck. */
const lateAfter = 30;

/** What waits for a person. */
export const trouble = (figures) => figures.attention.total;

/**
 * @param attention As GET /admin/live counts it in what is stored.
 * @returns tone: ok, warning or error; main: the sentence; more: what else there is to say.
 */
export function verdict({ at, attention, overdue }) {
  const { main, tone, more } = ofCharges(attention, at);
  const beside = ofMessages(attention);
  const late = overdue.lagSeconds > lateAfter ? [`What falls due is done ${duration(overdue.lagSeconds)} late.`] : [];
  return { main, more: [...more, ...beside, ...late], tone: tone === "ok" && beside.length + late.length > 0 ? "warning" : tone };
}

function ofCharges({ contradictions, unknownAttempts, unknownRefunds, waitingSessions }, at) {
  const open = unknownAttempts.count + unknownRefunds.count;
  if (contradictions.count > 0) {
    return {
      tone: "error",
      main: `${some(contradictions.count, "record of money contradicts", "records of money contradict")} another: a person has to look.`,
      more: ofOpen(unknownAttempts, unknownRefunds, at),
    };
  }

  return open > 0
    ? { tone: "warning", main: `${some(open, "payment waits", "payments wait")} for the provider's word.`, more: [...ofOpen(unknownAttempts, unknownRefunds, at), "Each is repeated under its own key until the provider tells, so that nobody is charged twice."] }
    : { tone: "ok", main: "Every charge is accounted for.", more: [ofWaiting(waitingSessions)] };
}

function ofOpen(attempts, refunds, at) {
  return [
    attempts.count > 0 && `The outcome of ${some(attempts.count, "charge")} is not known, of the oldest for ${duration(age(attempts.oldestSince, at))}.`,
    refunds.count > 0 && `The outcome of ${some(refunds.count, "refund")} is not known, of the oldest for ${duration(age(refunds.oldestSince, at))}.`,
  ].filter(Boolean);
}

const ofWaiting = (waiting) => (waiting.count > 0
  ? `${some(waiting.count, "payment has", "payments have")} waited for more than a day for the shopper or the provider.`
  : "Of each one that was sent the outcome is known, those of the last half minute aside, and no two records contradict each other.");

function ofMessages({ deadLetters, leftEvents, unconfirmedRevocations }) {
  return [
    deadLetters.count > 0 && `${some(deadLetters.count, "order's messages were", "orders' messages were")} given up by an endpoint: dead letters, to be sent again.`,
    leftEvents.count > 0 && `${some(leftEvents.count, "event")} of the provider could not be treated.`,
    unconfirmedRevocations.count > 0 && `${some(unconfirmedRevocations.count, "revocation is", "revocations are")} not confirmed by the provider.`,
  ].filter(Boolean);
}
