// What the page says of itself: the line on top, and what a screen reader is told after each act.

import { byId, make } from "./dom.js";
import { movement } from "./strip.js";
import { has, leftWords, quoted, t } from "./words.js";

/** Show `words` on top of the page, and below them the `places` that they are about; none to take them away. */
export function notice(words, places = []) {
  byId("notice").replaceChildren(words, ...listed(places));
  byId("notice").hidden = !words;
}

/** The places of a refused copy, each a button that goes to where it stands in the result. */
export function listed(places, went = () => {}) {
  if (!places.length) return [];
  const items = places.map((place) => {
    const go = () => {
      went();
      toPlace(place);
    };
    const words = [`${place.line}: … ${place.before}`, make("b", {}, place.words), `${place.after} …`];
    return make("li", {}, make("button", { type: "button", class: "wording", title: place.what, onclick: go }, make("span", {}, ...words)));
  });
  return [make("ul", { class: "stands places" }, ...items)];
}

/** Show where in the result a place of it is; by its words, for the copy that had them was not written. */
function toPlace({ before, words, after }) {
  document.querySelector('.tabs [data-view="result"]').click(); // on a phone the result is a view of its own
  const plain = (text) => text.replace(/\s+/g, " ");
  const paragraph = [...byId("result").children].find((one) => plain(one.textContent).includes(plain(before + words + after)));
  if (!paragraph) return;
  paragraph.tabIndex = -1;
  paragraph.focus({ preventScroll: true });
  paragraph.scrollIntoView({ block: "center" });
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
