// Which processes there are.

import { card, empty } from "./dom.js";

export async function cluster() {
  return { title: "Cluster", content: [card(null, empty("Not told yet."))] };
}
