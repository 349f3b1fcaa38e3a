// The desk: keeps the state, sends acts one by one in order, and shows at once what each will come to.

import { askHelp, askLeave, askMark, askOwner, askRole } from "./ask.js";
import { drawCard, drawQueue, queueToSight } from "./card.js";
import { byId } from "./dom.js";
import { UNFORESEEN, changed, following, foresee } from "./foresee.js";
import { GROUPS, listen } from "./keys.js";
import { ask, pageKey } from "./link.js";
import { drawStrip, movement } from "./strip.js";
import { drawDraft, drawResult, selectedSpan } from "./text.js";
import { counted, has, quoted, t, useWords } from "./words.js";

const pending = []; // acts that the server has not answered yet
const held = []; // keys that wait for an act whose outcome cannot be foreseen
const settings = new Map([["keys", true], ["types", innerWidth >= 700]]);
let state; // as the server told it
let view; // the same with what is pending
let cursor = { suggestion: null, mark: null };
let shown = 0;
let editing = false;
let sending = false;
let over = false;

/** What the drawing modules are given. */
function look() {
  const suggestion = view.suggestions.find((each) => each.id === cursor.suggestion) ?? null;
  const mark = view.marks.find((each) => each.id === cursor.mark) ?? null;
  const indexes = new Map(view.sources.map((source, n) => [source.person, n]));
  const labels = new Map([...view.persons, ...view.sources.map(({ person, label }) => ({ id: person, label }))].map((one) => [one.id, one.label]));
  return {
    state: view,
    suggestion,
    mark,
    shown,
    editing,
    first: suggestion && view.queue.includes(suggestion.id) ? view.second?.first[suggestion.id] : null,
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
  drawCard(byId("card"), now, { choose: (index) => send({ act: "wording", id: cursor.suggestion, index }), useOwn, cancelOwn });
  drawQueue(byId("queue"), now, (id) => go(id));
  byId("count").textContent = counted("page.open", view.open);
  byId("second").hidden = view.reader !== "second";
  document.querySelector('.tools [data-act="undo"]').disabled = !view.can_undo;
  document.querySelector('.tools [data-act="redo"]').disabled = !view.can_redo;
  document.body.dataset.open = view.open;
  document.body.dataset.types = String(settings.get("types"));
}

/** Put the cursor on a suggestion (null: on none), and bring it into sight. */
const go = (id) => place(onSuggestion(id));

function onSuggestion(id, mark) {
  const suggestion = view.suggestions.find((each) => each.id === id);
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

/** Bring what the cursor is on into sight, in the result at the height at which it stands in the draft. */
function toSight() {
  const shown = [byId("draft"), byId("result")].filter((pane) => pane.offsetParent && pane.querySelector(".here"));
  const above = (pane) => pane.querySelector(".here").getBoundingClientRect().top - pane.getBoundingClientRect().top;
  shown.forEach((pane, n) => {
    const [height, top] = [pane.clientHeight, above(pane)];
    const margin = Math.min(80, height / 4);
    if (n) pane.scrollTop += top - above(shown[0]);
    else if (top < margin || top > height - 2 * margin) pane.scrollTop += top - height / 3;
  });
  queueToSight(byId("queue"));
}

/** Do something: show at once what it comes to, and send it after what was done before. */
function send(action) {
  const before = view.queue;
  pending.push(action);
  document.body.dataset.busy = "true";
  view = foresee(view, action);
  if (action.act !== "wording" && !UNFORESEEN.has(action.act)) go(following(before, action.id, view.queue));
  else draw();
  pump();
}

async function pump() {
  if (sending) return;
  sending = true;
  while (pending.length) {
    const action = pending[0];
    let answer;
    try {
      answer = await ask("/api/act", { version: state.version, action });
    } catch {
      return stop();
    }
    pending.shift();
    if (answer.error === "version") pending.length = held.length = 0;
    settle(answer, action);
  }
  sending = false;
  document.body.dataset.busy = "false";
  while (held.length && !waits()) act(held.shift());
}

const waits = () => pending.some((action) => UNFORESEEN.has(action.act));

/** Take the state that the server answered, and tell what has come of `action`. */
function settle(answer, action) {
  const was = state;
  state = answer.state;
  view = pending.reduce(foresee, state);
  notice(answer.error ? errorWords(answer) : "");
  if (!answer.error && UNFORESEEN.has(action.act)) place(destination(was, action));
  else if (look().suggestion || look().mark) draw();
  else go(view.queue[0] ?? null);
  if (!answer.error) say(action, was);
}

/** Where the cursor is after an act that could not be foreseen: details and persons may have other ids then. */
function destination(was, { act: name, start }) {
  const before = was.marks.find((mark) => mark.id === cursor.mark);
  const at = name === "mark" ? start : before?.start;
  const undone = name === "undo" || name === "redo" ? changed(was, state) : null;
  const mark = undone ? null : state.marks.find((one) => one.start <= at && at < one.end);
  const suggestion = undone ?? mark?.suggestion ?? (state.suggestions.some((one) => one.id === cursor.suggestion) && name !== "mark" ? cursor.suggestion : null);
  return onSuggestion(suggestion ?? (mark ? null : state.queue[0] ?? null), mark);
}

function say({ act: name, id, decision }, was) {
  const one = state.suggestions.find((each) => each.id === id);
  const key = name === "all_of_value" ? (decision === "accept" ? "all" : "keep") : name === "keep_value" ? "keep" : name;
  const words = one ? quoted(name === "accept" || name === "wording" ? one.replacement || t("card.left_out") : one.words) : "";
  const next = look().suggestion;
  const then = next && next.id !== id ? `${t("act.next")}: ${next.type_label}, ${quoted(next.words)}.` : "";
  const told = [has(`said.${key}`) ? t(`said.${key}`, { words }) : "", movement(was, state), `${counted("page.open", view.open)}.`, then];
  byId("said").textContent = told.filter(Boolean).join(" ");
}

function errorWords({ error, told }) {
  return t(has(`error.${error}`) ? `error.${error}` : "error.general", { told });
}

function notice(words) {
  byId("notice").textContent = words;
  byId("notice").hidden = !words;
}

/** The connection is gone: nothing that is shown can be trusted to be kept. */
function stop() {
  if (over) return;
  over = true;
  notice(t("error.gone"));
  document.body.dataset.over = "true";
}

function step(list, id, by) {
  if (!list.length) return null;
  const at = list.indexOf(id);
  return at < 0 ? list[0] : list[(at + by + list.length) % list.length];
}

function stepMark(by) {
  const sorted = [...view.marks].sort((one, other) => one.start - other.start);
  const id = step(sorted.map((mark) => mark.id), cursor.mark, by);
  const mark = sorted.find((one) => one.id === id);
  if (mark) place({ suggestion: mark.suggestion, mark: mark.id });
}

function useOwn(text) {
  editing = false;
  byId("card").focus();
  send({ act: "own", id: cursor.suggestion, text: text.trim() });
}

function cancelOwn() {
  editing = false;
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
  undo: () => view.can_undo && send({ act: "undo" }),
  redo: () => view.can_redo && send({ act: "redo" }),
  mark: () => askMark(look(), selectedSpan(byId("draft")), send),
  owner: withMark((now) => askOwner(now, send)),
  public: withMark((now) => askRole(now, send)),
  not_detail: withMark(({ mark }) => send({ act: "not_detail", detail: mark.id })),
  next: () => go(step(view.queue, cursor.suggestion, 1)),
  previous: () => go(step(view.queue, cursor.suggestion, -1)),
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
  if (over) return;
  if (waits() && name !== "help") held.push(name);
  else ACTS[name]?.();
}

/** Finish; gives an error's words, or "" when the final copy is written. */
async function leave(reason) {
  while (sending && !over) await new Promise((resolve) => setTimeout(resolve, 10));
  let answer;
  try {
    answer = await ask("/api/leave", { version: state.version, reason });
  } catch {
    stop();
    return t("error.gone");
  }
  state = view = answer.state;
  draw();
  if (answer.error) {
    notice(errorWords(answer));
    return errorWords(answer);
  }
  if (!answer.done) {
    notice(t("leave.compared", { agree: state.second?.agree ?? 0, differ: state.second?.differ.length ?? 0 }));
    go(view.queue[0] ?? null);
    return "";
  }
  over = true;
  document.body.dataset.over = "true";
  document.body.dataset.done = "true";
  notice(`${t("leave.done")} ${t("leave.done_hint")}`);
  return "";
}

function show(name) {
  document.body.dataset.view = name;
  for (const tab of document.querySelectorAll(".tabs [data-view]")) tab.setAttribute("aria-pressed", String(tab.dataset.view === name));
  place(cursor);
}

function clicked(event) {
  const target = event.target.closest("[data-act], .tabs [data-view], [data-mark], [data-suggestion]");
  if (!target || over) return;
  if (target.dataset.act in ACTS) act(target.dataset.act);
  else if (target.matches(".tabs [data-view]")) show(target.dataset.view);
  else if (getSelection().isCollapsed && (target.dataset.mark || target.dataset.suggestion)) {
    const mark = view.marks.find((one) => one.id === target.dataset.mark);
    if (target.dataset.suggestion) place(onSuggestion(target.dataset.suggestion, mark));
    else if (mark) place({ suggestion: null, mark: mark.id });
  }
}

async function begin() {
  pageKey();
  let answer;
  try {
    answer = await ask("/api/start");
  } catch {
    document.body.dataset.over = "true";
    byId("notice").hidden = false;
    byId("notice").textContent = document.body.dataset.noKey;
    byId("draft").replaceChildren();
    return;
  }
  useWords(answer.words);
  state = view = answer.state;
  document.addEventListener("click", clicked);
  addEventListener("resize", toSight);
  listen(act, () => settings.get("keys"));
  go(view.queue[0] ?? null);
  byId("card").focus({ preventScroll: true });
  document.body.dataset.ready = "true";
}

begin();
