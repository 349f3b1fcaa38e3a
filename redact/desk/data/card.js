// The suggestion that is to be decided, with all that can be done about it; and the queue.

import { around } from "./ask.js";
import { UNKEPT, arrange, badge, button, isNew, letter, make } from "./dom.js";
import { counted, leftWords, quoted, t } from "./words.js";

/** Show in `card` what stands at the cursor; `on` are the acts. Keeps the focus where it was, and what is being typed. */
export function drawCard(card, look, on) {
  if (!isNew(card, shownIn(look))) return;
  const focused = card.contains(document.activeElement) ? document.activeElement.dataset.act ?? "" : null;
  const { suggestion, mark } = look;
  const parts = suggestion ? suggested(look, on) : mark ? marked(look) : empty(look, on);
  card.replaceChildren(...parts);
  if (focused !== null) (focused && card.querySelector(`[data-act="${focused}"]`) || card).focus({ preventScroll: true });
}

/** All that the card shows; while own words are typed, only whose place they are for. */
function shownIn(look) {
  const { suggestion, mark, state, editing } = look;
  if (editing && suggestion) return [suggestion.id];
  const person = look.suggestion ? suggestion.person : mark?.person;
  const place = suggestion ? state.queue.indexOf(suggestion.id) : -1;
  const about = [look.indexOf(person), look.nameOf(person), place, state.queue.length, look.first ?? null];
  return suggestion || mark ? [suggestion, suggestion ? null : mark, look.typed ?? null, ...about] : [state.suggestions.length, state.left, state.sources.map((one) => [one.label, one.obstacles])];
}

function heading(look, type, person) {
  const index = look.indexOf(person);
  const name = look.nameOf(person) || t("card.nobody");
  const position = look.suggestion ? look.state.queue.indexOf(look.suggestion.id) : -1;
  const where = position < 0 ? "" : t("page.of", { n: position + 1, all: look.state.queue.length });
  return make(
    "div",
    { class: "card-head" },
    badge(index),
    make("h2", { id: "card-title" }, make("span", { class: "kind" }, type), ` ${name}`),
    make("span", { class: "where" }, where),
    make("span", { class: "moves" }, mover("previous", "↑"), mover("next", "↓")),
  );
}

function suggested(look, on) {
  const { suggestion } = look;
  const state = suggestion.own ? "own" : suggestion.state;
  return [
    heading(look, suggestion.type_label, suggestion.person),
    suggestion.state === "open" ? null : make("p", { class: "decided", "data-state": suggestion.state }, t(`state.${state}`)),
    look.first ? make("p", { class: "differs" }, firstReader(look.first)) : null,
    change(suggestion, look),
    look.editing ? ownWords(look, on) : wordings(suggestion, on),
    look.typed === undefined || look.editing ? null : make("p", { class: "note" }, t("card.typed", { words: quoted(look.typed) })),
    suggestion.note ? make("p", { class: "note" }, suggestion.note) : null,
    make("p", { class: "why" }, suggestion.why, also(suggestion)),
    make(
      "div",
      { class: "decide" },
      button("accept", t("act.accept"), "a", { class: "primary" }),
      button("reject", t("act.reject"), "r"),
      button("unsure", t("act.unsure"), "u"),
      button("wording", t("act.wording"), "w", { disabled: suggestion.wordings.length < 2 }),
      button("own", t("act.own"), "e"),
      button("keep", t("act.keep"), "k"),
      suggestion.also.length ? button("all", t("act.all"), "v") : null,
    ),
    details(corrections()),
  ].filter(Boolean);
}

function marked(look) {
  const { mark, state } = look;
  return [
    heading(look, mark.type_label, mark.person),
    make("p", { class: "change" }, quoted(state.text.slice(mark.start, mark.end), 240)),
    make("p", { class: "why" }, `${mark.fixed ?? t("card.no_change")} ${t("card.known", { who: t(`observability.${mark.observability}`) })}`),
    make("div", { class: "decide" }, ...corrections()),
  ];
}

function empty({ state }, on) {
  const told = state.left.length ? "card.stands" : state.suggestions.length ? "card.none" : "card.nothing";
  const left = state.left.map((place) => make("li", {}, make("button", { type: "button", class: "wording", onclick: () => on.mark(place) }, make("span", {}, ...around(state.text, place)))));
  const finish = button("leave", t("act.leave"), null, { class: "primary" });
  const whose = new Map(); // what keeps several sources from their thresholds is said once
  for (const { label, obstacles } of state.sources) for (const line of obstacles ?? []) whose.set(line, [...(whose.get(line) ?? []), label]);
  const obstacles = [...whose].map(([line, labels]) => make("li", {}, make("b", {}, `${labels.join(", ")}.`), ` ${line}`));
  return [
    make("h2", { id: "card-title" }, leftWords(state)),
    make("p", { class: "why" }, t(told)),
    left.length ? make("ul", { class: "stands" }, ...left) : null,
    obstacles.length ? make("ul", { class: "obstacles" }, ...obstacles) : null,
    make("div", { class: "decide" }, finish),
  ].filter(Boolean);
}

function change(suggestion, look) {
  const was = make("del", {}, make("span", { class: "unseen" }, `${t("card.words")}: `), suggestion.words);
  const words = suggestion.replacement || t("card.left_out");
  const becomes = make("ins", { class: suggestion.replacement ? null : "left-out" }, make("span", { class: "unseen" }, `${t("card.becomes")}: `), words);
  return make("p", { class: "change" }, was, make("span", { class: "arrow", "aria-hidden": "true" }, " → "), becomes);
}

function firstReader({ state, replacement }) {
  const words = state === "accepted" ? `, ${replacement ? quoted(replacement) : t("card.left_out")}` : "";
  return t("card.differs", { what: t(`state.${state}`) + words });
}

function wordings(suggestion, on) {
  if (suggestion.wordings.length < 2) return null;
  const items = suggestion.wordings.map((wording, n) =>
    make(
      "button",
      { type: "button", class: "wording", "aria-pressed": String(n === suggestion.chosen && !suggestion.own), "data-act": `wording-${n}`, onclick: () => on.choose(n) },
      wording.text || t("card.left_out"),
    ),
  );
  return make("div", { class: "wordings", role: "group", "aria-label": t("card.wordings") }, ...items);
}

function ownWords({ suggestion, typed }, on) {
  const field = make("textarea", { id: "own", rows: "2", "aria-describedby": "own-hint", "data-act": "own-field", ...UNKEPT });
  field.value = typed ?? suggestion.replacement;
  field.addEventListener("input", () => on.typeOwn(field.value));
  field.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && !event.isComposing) on.useOwn(field.value);
    else if (event.key === "Escape") on.cancelOwn();
    else return;
    event.preventDefault();
    event.stopPropagation();
  });
  return make(
    "div",
    { class: "own" },
    make("label", { for: "own" }, t("card.own_label")),
    field,
    make("p", { id: "own-hint", class: "hint" }, t("card.own_hint")),
    make("div", { class: "row" }, make("button", { type: "button", class: "primary", onclick: () => on.useOwn(field.value) }, t("act.use")), make("button", { type: "button", onclick: () => on.cancelOwn() }, t("act.cancel"))),
  );
}

const also = ({ also: same }) => (same.length ? ` ${counted("card.also", same.length)}` : "");

const corrections = () => [button("owner", t("act.owner"), "o"), button("public", t("act.public"), "p"), button("not_detail", t("act.not_detail"), "x")];

function details(buttons) {
  const summary = make("summary", {}, t("page.more"));
  const element = make("details", { class: "more" }, summary, make("div", { class: "decide" }, ...buttons));
  element.open = details.open ?? innerWidth >= 700;
  element.addEventListener("toggle", () => (details.open = element.open));
  return element;
}

const mover = (act, sign) =>
  make("button", { type: "button", "data-act": act, "aria-label": t(`act.${act}`), title: t(`act.${act}`) }, sign);

const entries = new Map(); // by the id of a suggestion

function entry(each, look, choose) {
  return make(
    "button",
    { type: "button", "data-state": each.state, onclick: () => choose(each.id) },
    badge(look.indexOf(each.person)),
    make("span", { class: "unseen" }, `${letter(look.indexOf(each.person))} `),
    make("span", { class: "words" }, quoted(each.words, 40)),
    make("span", { class: "kind" }, each.state === "unsure" ? `${each.type_label} · ${t("state.unsure")}` : each.type_label),
  );
}

/** Show what is still to be decided, worst first. */
export function drawQueue(list, look, choose) {
  const byId = new Map(look.state.suggestions.map((each) => [each.id, each]));
  const items = look.state.queue.map((id) => {
    const each = byId.get(id);
    const item = entries.get(id) ?? make("li");
    entries.set(id, item);
    if (isNew(item, [look.indexOf(each.person), each.words, each.state, each.type_label])) item.replaceChildren(entry(each, look, choose));
    if (look.suggestion?.id === id) item.firstChild.setAttribute("aria-current", "true");
    else item.firstChild.removeAttribute("aria-current");
    return item;
  });
  arrange(list, items);
}
