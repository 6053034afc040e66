// How figures, times and words are written.

import { h } from "./dom.js";

// As the product charges them (src/Grains/Pricing/Money/Currencies.cs; a test compares the two). A browser's own table is
// another one: it shows no decimals of ISK and UGX, which are charged in hundredths, and two of MGA, which is not.
export const zeroDecimal = "bif clp djf gnf jpy kmf krw mga pyg rwf vnd vuv xaf xof xpf".split(" ");
export const threeDecimal = "bhd jod kwd omr tnd".split(" ");

export function decimals(currency) {
  return zeroDecimal.includes(currency) ? 0 : threeDecimal.includes(currency) ? 3 : 2;
}

/** Such as 1,234.50 USD. */
export function money(minor, currency) {
  if (minor === null || minor === undefined) {
    return "–";
  }

  const digits = decimals((currency ?? "").toLowerCase());
  const form = new Intl.NumberFormat(undefined, { minimumFractionDigits: digits, maximumFractionDigits: digits });
  return `${form.format(minor / 10 ** digits)} ${(currency ?? "").toUpperCase()}`.trim();
}

/** As it is typed into a field: 1234.50. */
export function plainMoney(minor, currency) {
  const digits = decimals(currency);
  return (minor / 10 ** digits).toFixed(digits);
}

/** @returns Minor units, or null where it is no amount of the currency. */
export function readMoney(text, currency) {
  const digits = decimals(currency);
  const match = /^(\d{1,9})(?:[.,](\d{1,3}))?$/.exec(text.trim());
  if (!match || (match[2] ?? "").length > digits) {
    return null;
  }

  return Number(match[1]) * 10 ** digits + Number((match[2] ?? "").padEnd(digits, "0") || 0);
}

export const count = (number) => new Intl.NumberFormat().format(number ?? 0);

/** One of 1 message, 2 messages. */
export const some = (number, one, many = `${one}s`) => `${count(number)} ${number === 1 ? one : many}`;

export function percent(share) {
  if (share === null || share === undefined) {
    return "–";
  }

  // 99.95 % is not all of them, and 0.02 % is not none.
  if (share > 0 && share < 0.001) {
    return "< 0.1 %";
  }

  const shown = share < 1 ? Math.min(Math.round(share * 1000) / 10, 99.9) : 100;
  return `${shown.toLocaleString()} %`;
}

const small = new Intl.NumberFormat(undefined, { maximumSignificantDigits: 2 });

/** Of each second: 0.04, 3.2, 120. */
export const rate = (value) => (value < 10 ? small.format(value) : count(Math.round(value)));

export function duration(seconds) {
  if (seconds === null || seconds === undefined) {
    return "–";
  }

  const whole = Math.max(0, Math.round(seconds));
  return whole < 60 ? `${whole} s`
    : whole < 3600 ? `${Math.floor(whole / 60)} min${whole < 600 && whole % 60 ? ` ${whole % 60} s` : ""}`
    : whole < 172_800 ? `${Math.floor(whole / 3600)} h${Math.floor((whole % 3600) / 60) ? ` ${Math.floor((whole % 3600) / 60)} min` : ""}`
    : `${Math.floor(whole / 86_400)} days`;
}

export function milliseconds(value) {
  return value === null || value === undefined ? "–" : value < 1000 ? `${count(Math.round(value))} ms` : `${(value / 1000).toLocaleString(undefined, { maximumFractionDigits: 1 })} s`;
}

const clock = new Intl.DateTimeFormat(undefined, { hour: "2-digit", minute: "2-digit", second: "2-digit" });
const day = new Intl.DateTimeFormat(undefined, { day: "numeric", month: "short" });
const dayOfAnotherYear = new Intl.DateTimeFormat(undefined, { day: "numeric", month: "short", year: "numeric" });

/** The time here; UTC as its title and for machines. */
export function time(text) {
  if (!text) {
    return "–";
  }

  const at = new Date(text);
  const today = new Date();
  const shown = at.toDateString() === today.toDateString() ? clock.format(at)
    : `${(at.getFullYear() === today.getFullYear() ? day : dayOfAnotherYear).format(at)}, ${clock.format(at)}`;
  return h("time", { datetime: at.toISOString(), title: `${at.toISOString().replace("T", " ").replace("Z", "")} UTC` }, shown);
}

/** Seconds between the two; `at` is when the service said so, because this machine's clock may be another. */
export const age = (since, at) => (since ? (new Date(at).getTime() - new Date(since).getTime()) / 1000 : null);

/** manual_review, or ManualReview, as a person writes it. */
export function words(name) {
  return String(name ?? "").replace(/([a-z0-9])([A-Z])/g, "$1 $2").replaceAll("_", " ").replaceAll(".", " ").toLowerCase();
}

const good = ["completed", "confirmed", "used", "delivered", "treated", "shipped", "ready", "ok", "charged", "succeeded", "won", "active"];
const doubtful = ["unknown", "pending", "retrying", "waiting", "manual_review", "processing", "complete_in_progress", "charging", "in_progress", "orphaned", "warning", "open", "inquiry"];
const bad = ["dead", "failed", "refused", "lost", "error", "declined", "needs_response"];

/** How a status is coloured. */
export function tone(status) {
  const word = String(status ?? "").toLowerCase();
  return good.includes(word) ? "ok" : doubtful.includes(word) ? "warning" : bad.includes(word) ? "error" : "plain";
}
