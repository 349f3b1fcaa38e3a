// What the page says of itself: the line on top, and what a screen reader is told after each act.

import { byId } from "./dom.js";
import { movement } from "./strip.js";
import { has, leftWords, quoted, t } from "./words.js";

/** Show `words` on top of the page; none to take them away. */
export function notice(words) {
  byId("notice").textContent = words;
  byId("notice").hidden = !words;
}

/** An answer's error in words. */
export function errorWords({ error, told }) {
  return t(has(`error.${error}`) ? `error.${error}` : "error.general", { told });
}

/** What stands at the cursor, in words. */
function here({ suggestion, mark, state, nameOf }) {
  const one = suggestion ?? mark;
  if (!one) return "";
  const words = quoted(suggestion ? suggestion.words : state.text.slice(mark.start, mark.end));
  const values = { type: one.type_label, who: nameOf(one.person) || t("card.nobody"), words };
  if (!suggestion) return t("said.here_fixed", values);
  const decided = suggestion.state === "open" ? "" : ` (${t(`state.${suggestion.state}`)})`;
  return t("said.here", { ...values, becomes: quoted(suggestion.replacement || t("card.left_out")) }) + decided;
}

/** Tell what stands at the cursor, for whoever has gone there without a look. */
export function sayHere(look) {
  byId("said").textContent = here(look);
}

/** Tell what has come of an act since the state `was`: which crowd moved most, how much is left, and what is `next`. */
export function say({ act: name, id, decision }, was, { state, view }, look) {
  const one = state.suggestions.find((each) => each.id === id);
  const key = name === "all_of_value" ? (decision === "accept" ? "all" : "keep") : name === "keep_value" ? "keep" : name;
  const words = one ? quoted(name === "accept" || name === "wording" ? one.replacement || t("card.left_out") : one.words) : "";
  const said = has(`said.${key}`) ? t(`said.${key}`, { words }) : "";
  const then = look.suggestion && look.suggestion.id !== id ? `${t("act.next")}: ${here(look)}` : "";
  const left = `${leftWords(view)}.`;
  byId("said").textContent = [said, movement(was, state), left, then].filter(Boolean).join(" ");
}
