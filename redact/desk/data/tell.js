// What the page says of itself: the line on top, and what a screen reader is told after each act.

import { byId } from "./dom.js";
import { movement } from "./strip.js";
import { counted, has, quoted, t } from "./words.js";

/** Show `words` on top of the page; none to take them away. */
export function notice(words) {
  byId("notice").textContent = words;
  byId("notice").hidden = !words;
}

/** An answer's error in words. */
export function errorWords({ error, told }) {
  return t(has(`error.${error}`) ? `error.${error}` : "error.general", { told });
}

/** Tell what has come of an act since the state `was`: which crowd moved most, how much is left, and what is `next`. */
export function say({ act: name, id, decision }, was, { state, view }, next) {
  const one = state.suggestions.find((each) => each.id === id);
  const key = name === "all_of_value" ? (decision === "accept" ? "all" : "keep") : name === "keep_value" ? "keep" : name;
  const words = one ? quoted(name === "accept" || name === "wording" ? one.replacement || t("card.left_out") : one.words) : "";
  const said = has(`said.${key}`) ? t(`said.${key}`, { words }) : "";
  const then = next && next.id !== id ? `${t("act.next")}: ${next.type_label}, ${quoted(next.words)}.` : "";
  const left = `${counted("page.open", view.open)}.`;
  byId("said").textContent = [said, movement(was, state), left, then].filter(Boolean).join(" ");
}
