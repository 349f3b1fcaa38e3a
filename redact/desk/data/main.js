// The desk: what stands at the cursor, what a key does there, and what is drawn and told of it.

import { askHelp, askLeave, askMark, askOwner, askRole } from "./ask.js";
import { drawCard, drawQueue } from "./card.js";
import { byId } from "./dom.js";
import { UNFORESEEN, changed, foresee, following } from "./foresee.js";
import { GROUPS, listen } from "./keys.js";
import { Line } from "./line.js";
import { ask, pageKey } from "./link.js";
import { queueToSight, toSight } from "./sight.js";
import { drawStrip } from "./strip.js";
import { errorWords, notice, say, sayHere } from "./tell.js";
import { drawDraft, drawResult, selectedSpan, selectedWords } from "./text.js";
import { counted, leftWords, t, useWords } from "./words.js";

const OPENS = new Set(["own", "mark", "owner", "public", "leave"]); // acts that ask for words or a choice
const held = []; // keys that wait for an act whose outcome cannot be foreseen
const settings = new Map([["keys", true], ["types", innerWidth >= 700]]);
let line; // acts to the server, and the state that comes of them
let cursor = { suggestion: null, mark: null };
let copies = true; // whether leaving writes a final copy
let shown = 0;
let editing = false;
let leaving = false; // a finish is on its way: what is decided now would not be in the copy
const typed = new Map(); // own words that are not accepted yet, by the suggestion that they are for

/** What the drawing modules are given. */
function look() {
  const suggestion = line.view.suggestions.find((each) => each.id === cursor.suggestion) ?? null;
  const mark = line.view.marks.find((each) => each.id === cursor.mark) ?? null;
  const indexes = new Map(line.view.sources.map((source, n) => [source.person, n]));
  const labels = new Map([...line.view.persons, ...line.view.sources.map(({ person, label }) => ({ id: person, label }))].map((one) => [one.id, one.label]));
  return {
    state: line.view,
    suggestion,
    mark,
    shown,
    copies,
    editing,
    typed: typed.get(suggestion?.id),
    first: suggestion && line.view.queue.includes(suggestion.id) ? line.view.second?.first[suggestion.id] : null,
    indexOf: (person) => indexes.get(person) ?? -1,
    nameOf: (person) => labels.get(person) ?? "",
  };
}

function draw() {
  const now = look();
  drawDraft(byId("draft"), now);
  drawResult(byId("result"), now);
  drawStrip(byId("crowds"), byId("sources"), now, (n) => {
    shown = n;
    draw();
  });
  drawCard(byId("card"), now, { choose: (index) => send({ act: "wording", id: cursor.suggestion, index }), mark, typeOwn, useOwn, cancelOwn });
  drawQueue(byId("queue"), now, (id) => go(id));
  requestAnimationFrame(queueToSight); // its order may be another one; and the layout is made for this frame anyway
  byId("count").textContent = leftWords(line.view);
  byId("second").hidden = line.view.reader !== "second" || line.view.second !== null; // compared: nothing is hidden now
  document.querySelector('.tools [data-act="undo"]').disabled = !line.view.can_undo;
  document.querySelector('.tools [data-act="redo"]').disabled = !line.view.can_redo;
  document.body.dataset.open = line.view.open;
  document.body.dataset.types = String(settings.get("types"));
  document.querySelector(".kinds").setAttribute("aria-pressed", String(settings.get("types")));
}

/** Put the cursor on a suggestion (null: on none), and bring it into sight. */
const go = (id) => place(onSuggestion(id));

function onSuggestion(id, mark) {
  const suggestion = line.view.suggestions.find((each) => each.id === id);
  return { suggestion: suggestion?.id ?? null, mark: mark?.id ?? suggestion?.details[0] ?? null };
}

function place(next) {
  cursor = next;
  editing = false;
  const index = look().indexOf((look().suggestion ?? look().mark)?.person);
  if (index >= 0) shown = index;
  draw();
  toSight();
}

/** Do something, and go on to what comes after it. */
function send(action) {
  if (leaving || line.over) return;
  const before = line.view.queue;
  line.send(action);
  const goesOn = action.act !== "wording" && !UNFORESEEN.has(action.act);
  if (goesOn) go(following(before, action.id, line.view.queue));
  else draw();
}

/** Show what has come of `action`, and tell it. */
function settled(answer, action, was) {
  notice(answer.error ? errorWords(answer) : "");
  if (answer.error === "version") held.length = 0;
  if (action.act === "own") {
    if (!answer.error) typed.delete(action.id);
    else if (!editing) return again(action);
  }
  if (!answer.error && UNFORESEEN.has(action.act)) place(destination(was, action));
  else if (look().suggestion || look().mark) draw();
  else go(line.view.queue[0] ?? null);
  if (!answer.error) say(action, was, line, look());
}

/** Own words that were refused: show them again where they were typed, to be changed. */
function again({ id }) {
  held.length = 0;
  const there = line.view.suggestions.some((one) => one.id === id);
  go(there ? id : line.view.queue[0] ?? null);
  if (there) ACTS.own();
}

function free() {
  while (held.length && !line.waits && !line.over) {
    const name = held.shift();
    ACTS[name]?.();
    if (OPENS.has(name)) held.length = 0;
  }
}

const unkept = (answer) => notice(errorWords(answer));

function slow(late) {
  if (late) notice(t("error.slow"));
  else if (byId("notice").textContent.trim() === t("error.slow")) notice(""); // and not what was told meanwhile
}

function lost(unanswered) {
  notice(counted("error.gone", unanswered));
  document.body.dataset.over = "true";
}

/** Where the cursor is after an act that could not be foreseen: details and persons may have other ids then. */
function destination(was, { act: name, start }) {
  const before = was.marks.find((mark) => mark.id === cursor.mark);
  const at = name === "mark" ? start : before?.start;
  const undone = name === "undo" || name === "redo" ? changed(was, line.state) : null;
  const mark = undone ? null : line.state.marks.find((one) => one.start <= at && at < one.end);
  const suggestion = undone ?? mark?.suggestion ?? (line.state.suggestions.some((one) => one.id === cursor.suggestion) && name !== "mark" ? cursor.suggestion : null);
  return onSuggestion(suggestion ?? (mark ? null : line.state.queue[0] ?? null), mark);
}

function step(list, id, by) {
  if (!list.length) return null;
  const at = list.indexOf(id);
  return at < 0 ? list[0] : list[(at + by + list.length) % list.length];
}

function stepQueue(by) {
  go(step(line.view.queue, cursor.suggestion, by));
  sayHere(look());
}

function stepMark(by) {
  const sorted = [...line.view.marks].sort((one, other) => one.start - other.start);
  const id = step(sorted.map((mark) => mark.id), cursor.mark, by);
  const mark = sorted.find((one) => one.id === id);
  if (!mark) return;
  place({ suggestion: mark.suggestion, mark: mark.id });
  sayHere(look());
}

/** Mark a place at which words still stand that a suggestion takes away elsewhere. */
const mark = (place) => askMark(look(), place, "", send, line.view.suggestions.find((each) => each.id === place.suggestion));

const typeOwn = (text) => typed.set(cursor.suggestion, text);

function useOwn(text) {
  editing = false;
  typeOwn(text);
  byId("card").focus();
  send({ act: "own", id: cursor.suggestion, text: text.trim() });
}

function cancelOwn() {
  editing = false;
  typed.delete(cursor.suggestion);
  byId("card").focus();
  draw();
}

const withSuggestion = (doing) => () => cursor.suggestion && doing(look().suggestion);
const withMark = (doing) => () => look().mark && doing(look());

const ACTS = {
  accept: withSuggestion(({ id }) => send({ act: "accept", id })),
  reject: withSuggestion(({ id }) => send({ act: "reject", id })),
  unsure: withSuggestion(({ id }) => send({ act: "unsure", id })),
  all: withSuggestion(({ id }) => send({ act: "all_of_value", id, decision: "accept" })),
  keep: withSuggestion(({ id }) => send({ act: "keep_value", id })),
  wording: withSuggestion(({ id, wordings, chosen }) => wordings.length > 1 && send({ act: "wording", id, index: (chosen + 1) % wordings.length })),
  own: withSuggestion(() => {
    editing = true;
    draw();
    byId("own").focus();
    byId("own").select();
  }),
  undo: () => line.view.can_undo && send({ act: "undo" }),
  redo: () => line.view.can_redo && send({ act: "redo" }),
  mark: () => askMark(look(), selectedSpan(byId("draft"), line.view.text), selectedWords(byId("result")), send),
  owner: withMark((now) => askOwner(now, send)),
  public: withMark((now) => askRole(now, send)),
  not_detail: withMark(({ mark }) => send({ act: "not_detail", detail: mark.id })),
  next: () => stepQueue(1),
  previous: () => stepQueue(-1),
  next_mark: () => stepMark(1),
  previous_mark: () => stepMark(-1),
  help: () => askHelp(GROUPS.map(([title, rows]) => [t(`help.${title}`), rows.map(([keys, name]) => [keys.split(" "), t(`act.${name}`)])]), { get: (name) => settings.get(name), set }),
  types: () => set("types", !settings.get("types")),
  leave: () => askLeave(look(), leave),
};

function set(name, value) {
  settings.set(name, value);
  draw();
}

function act(name) {
  if (leaving || line.over) return;
  if ((line.waits || held.length) && name !== "help") {
    // What is typed behind a key that opens a field is meant for that field, and decides nothing.
    if (!held.some((each) => OPENS.has(each))) held.push(name);
  } else ACTS[name]?.();
}

/** Finish; gives an error's words and places, or null when the final copy is written or there is more to decide. */
async function leave(reason) {
  if (line.over) return null;
  leaving = true;
  const answer = await line.leave(reason);
  leaving = false;
  if (!answer) return { words: counted("error.gone", 0), places: [] };
  draw();
  notice(answer.error ? errorWords(answer) : "", answer.places);
  if (answer.error) return { words: errorWords(answer), places: answer.places ?? [] };
  if (answer.done) {
    document.body.dataset.over = document.body.dataset.done = "true";
    notice(copies ? `${t("leave.done")} ${t("leave.done_hint")}` : t("leave.done_handed"));
  } else {
    notice(t("leave.compared", { agree: line.state.second?.agree ?? 0, differ: line.state.second?.differ.length ?? 0 }));
    go(line.view.queue[0] ?? null);
  }
  return null;
}

function show(name) {
  document.body.dataset.view = name;
  for (const tab of document.querySelectorAll(".tabs [data-view]")) tab.setAttribute("aria-pressed", String(tab.dataset.view === name));
  toSight();
}

function clicked(event) {
  const target = event.target.closest("[data-act], .tabs [data-view], [data-mark], [data-suggestion]");
  if (!target || line.over) return;
  if (target.dataset.act in ACTS) act(target.dataset.act);
  else if (target.matches(".tabs [data-view]")) show(target.dataset.view);
  else if (getSelection().isCollapsed && (target.dataset.mark || target.dataset.suggestion)) {
    const mark = line.view.marks.find((one) => one.id === target.dataset.mark);
    if (target.dataset.suggestion) place(onSuggestion(target.dataset.suggestion, mark));
    else if (mark) place({ suggestion: null, mark: mark.id });
  }
}

/** Draw what accepting `id` would come to, unseen: what a browser does for the first time takes it some frames. */
function rehearse(id) {
  if (!id) return;
  go(id);
  line.view = foresee(line.state, { act: "accept", id });
  go(line.view.queue[0] ?? null);
  line.view = line.state;
}

async function begin() {
  pageKey();
  let answer;
  try {
    answer = await ask("/api/start", undefined, () => {}); // read as the answers to acts are
  } catch {
    document.body.dataset.over = "true";
    byId("notice").hidden = false;
    byId("notice").textContent = document.body.dataset.noKey;
    byId("draft").replaceChildren();
    return;
  }
  useWords(answer.words);
  copies = answer.copies;
  line = new Line(answer.state, { settled, free, unkept, slow, lost });
  document.addEventListener("click", clicked);
  addEventListener("resize", toSight);
  addEventListener("beforeunload", (event) => {
    // Whoever closes the window now loses what was typed, or decided and not yet sent.
    if (!line.over && (typed.size || document.body.dataset.busy === "true")) event.preventDefault();
  });
  listen(act, () => settings.get("keys"));
  rehearse(line.view.queue[0] ?? null);
  go(line.view.queue[0] ?? null);
  byId("card").focus({ preventScroll: true });
  document.body.dataset.ready = "true";
}

begin();
