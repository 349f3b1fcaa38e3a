// The questions that take more than one key, each in a modal dialog: which words, whose, what role, why leave.

import { UNKEPT, badge, byId, make } from "./dom.js";
import { listed } from "./tell.js";
import { counted, names, quoted, t } from "./words.js";

/** Open a dialog with `title` and `parts`; `submit` is called on Enter or the first button, and closes it unless it says false. */
function open(title, parts, { submit, go, back = t("act.cancel") }) {
  const dialog = byId("dialog");
  let busy = false; // Enter twice is no second answer, and what is on its way is not called off
  const form = make("form", {}, make("h2", { id: "dialog-title" }, title), ...parts);
  form.append(
    make("div", { class: "row" }, submit ? make("button", { type: "submit", class: "primary" }, go ?? t("act.confirm")) : null, make("button", { type: "button", onclick: () => busy || dialog.close() }, back)),
  );
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    if (busy) return;
    busy = true;
    const close = (await submit?.()) !== false;
    if (close) dialog.close(); // and stays busy: the key that is halfway down meanwhile is no answer either
    else busy = false;
  });
  dialog.oncancel = (event) => {
    if (busy) event.preventDefault();
  };
  dialog.replaceChildren(form);
  dialog.showModal();
  const first = ["[autofocus]", "input:checked", "textarea, input, button"].map((kind) => form.querySelector(kind)).find(Boolean);
  first.focus();
  return dialog;
}

function choices(name, legend, options, chosen) {
  const items = options.map(({ value, words, index }) => {
    const input = make("input", { type: "radio", name, value, checked: value === chosen });
    return make("label", {}, input, index === undefined ? null : badge(index), make("span", {}, words));
  });
  return make("fieldset", { class: `choices ${name}` }, make("legend", {}, legend), ...items);
}

const chosen = (name) => byId("dialog").querySelector(`input[name="${name}"]:checked`)?.value;

const people = (look) => [
  ...look.state.persons.map((person) => ({ value: `=${person.id}`, words: `${person.label}, ${t(`role.${person.role}`)}`, index: look.indexOf(person.id) })),
  { value: "new", words: t("mark.new") },
];

/** The id of the person who was chosen; null for somebody who is not known yet. */
const asPerson = (value) => (value?.startsWith("=") ? value.slice(1) : null);

/**
 * Ask for a stretch that was missed: its words (the selected `span`, other `words`, or typed), its type, its person;
 * those of the suggestion `like` unless something else is chosen.
 */
export function askMark(look, span, words, act, like = null) {
  const { text } = look.state;
  const person = like?.person ?? look.state.sources[look.shown]?.person;
  const begun = (span ? text.slice(span.start, span.end) : words).replace(/\s+/g, " ");
  const field = make("input", { id: "mark-words", ...UNKEPT, autofocus: true, value: begun, "aria-describedby": "mark-where" });
  const where = make("p", { id: "mark-where", class: "hint", role: "status" }, t("mark.words_hint"));
  let places = span ? [span] : occurrences(text, begun);
  let at = 0;
  const show = () => {
    const words = field.value.trim();
    if (!words) where.textContent = t("mark.words_hint");
    else if (!places.length) where.textContent = t("mark.missing");
    else where.replaceChildren(t("mark.found", { n: at + 1, all: places.length }), " ", ...around(text, places[at]));
  };
  field.addEventListener("input", () => {
    places = occurrences(text, field.value.trim());
    at = 0;
    show();
  });
  const other = make("button", { type: "button", onclick: () => { at = places.length ? (at + 1) % places.length : 0; show(); } }, t("mark.next_place"));
  show();
  open(
    t("mark.title"),
    [
      make("label", { for: "mark-words" }, t("mark.words")),
      make("div", { class: "field" }, field, other),
      where,
      choices("type", t("mark.type"), names("type").map((name) => ({ value: name, words: t(`type.${name}`) })), like?.type ?? "TRAIT"),
      choices("person", t("mark.person"), people(look), person ? `=${person}` : "new"),
    ],
    {
      submit: () => {
        if (!places.length) {
          where.textContent = t(field.value.trim() ? "mark.missing" : "error.no_selection");
          field.focus();
          return false;
        }
        act({ act: "mark", ...places[at], type: chosen("type"), person: asPerson(chosen("person")) });
        return true;
      },
    },
  );
}

/** Signs that a keyboard has one of, and a draft another. */
const ALIKE = ["'‘’‚`´", '"“”„«»', "-‐‑–—"];

/** Where `words` stand in the text, however its lines are broken, its quotes are curled, and in whatever case. */
function occurrences(text, words) {
  const sign = (one) => `[${(ALIKE.find((signs) => signs.includes(one)) ?? one).replace(/[\]\\^-]/g, "\\$&")}]`;
  const pattern = words.trim().split(/\s+/).map((word) => [...word].map(sign).join("")).join("\\s+");
  if (!pattern) return [];
  return [...text.matchAll(new RegExp(pattern, "giu"))].map((found) => ({ start: found.index, end: found.index + found[0].length }));
}

/** A stretch of the text among what stands around it. */
export const around = (text, { start, end }) => [
  `… ${text.slice(Math.max(0, start - 30), start)}`.replace(/\s+/g, " "),
  make("b", {}, text.slice(start, end)),
  `${text.slice(end, end + 30)} …`.replace(/\s+/g, " "),
];

/** Ask whose the detail at the cursor is. */
export function askOwner(look, act) {
  const mark = look.mark;
  const now = mark.person ? `=${mark.person}` : "new";
  const options = [...people(look), { value: "nobody", words: t("owner.nobody") }];
  open(t("owner.title"), [make("p", {}, quoted(look.state.text.slice(mark.start, mark.end), 120)), choices("person", t("mark.person"), options, now)], {
    // What is nobody's gives nobody away: there is no such thing as a detail without a person.
    submit: () => void act(chosen("person") === "nobody" ? { act: "not_detail", detail: mark.id } : { act: "owner", detail: mark.id, person: asPerson(chosen("person")) }),
  });
}

/** Ask what the person at the cursor is to the story. */
export function askRole(look, act) {
  const person = look.state.persons.find((one) => one.id === (look.mark?.person ?? look.suggestion?.person));
  if (!person) return open(t("act.public"), [make("p", {}, t("role_dialog.none"))], { back: t("help.close") });
  const options = ["public", "source", "bystander", "undecided"].map((role) => ({ value: role, words: t(`role.${role}`) }));
  return open(t("role_dialog.title", { who: person.label }), [choices("role", t("role_dialog.hint"), options, person.role === "public" ? "source" : "public")], {
    submit: () => void act({ act: "role", person: person.id, role: chosen("role") }),
  });
}

/** Ask to finish: with a reason while something is open. `leave` gives an error's words and places, or null when all is done. */
export function askLeave(look, leave) {
  const { open: left, reader, second, sources, suggestions } = look.state;
  const free = left === 0;
  const blind = reader === "second" && !second;
  const writes = look.copies && !blind;
  const ready = blind ? "leave.blind" : !writes ? "leave.handed" : suggestions.length ? "leave.ready" : "leave.unasked";
  const below = sources.flatMap((source) => source.adversaries).filter((one) => one.now.verdict !== "meets_threshold").length;
  const stands = look.state.left.length;
  const reason = make("textarea", { id: "reason", rows: "2", required: true, maxlength: "2000", ...UNKEPT });
  const told = make("p", { class: "told", role: "alert" });
  const places = make("div");
  open(
    t("leave.title"),
    [
      make("p", {}, free ? t(ready) : counted("leave.blocked", left)),
      below ? make("p", { class: "short" }, counted("leave.short", below)) : null,
      stands ? make("p", { class: "short" }, counted("leave.stands", stands)) : null,
      free ? null : make("label", { for: "reason" }, t("leave.reason")),
      free ? null : reason,
      told,
      places,
    ].filter(Boolean),
    {
      go: t(writes ? "leave.go" : "act.leave"),
      back: t("leave.back"),
      submit: async () => {
        told.textContent = writes ? t("leave.writing") : "";
        const error = await leave(free ? "" : reason.value.trim());
        told.replaceChildren(error?.words ?? "");
        places.replaceChildren(...listed(error?.places ?? [], () => byId("dialog").close()));
        return !error;
      },
    },
  );
}

/** Tell the keys and the signs; `settings` holds what can be switched. */
export function askHelp(groups, settings) {
  const tables = groups.map(([title, rows]) =>
    make("section", {}, make("h3", {}, title), make("dl", { class: "keys" }, ...rows.flatMap(([keys, words]) => [make("dt", {}, ...keys.map((key) => make("kbd", {}, key))), make("dd", {}, words)]))),
  );
  const tick = (name, words, hint) => {
    const input = make("input", { type: "checkbox", checked: settings.get(name), onchange: () => settings.set(name, input.checked) });
    return make("label", { class: "tick" }, input, make("span", {}, words, hint ? make("small", {}, hint) : null));
  };
  open(t("help.title"), [make("div", { class: "help" }, ...tables), make("p", { class: "hint" }, t("help.legend_letter")), tick("types", t("help.types_on")), tick("keys", t("help.keys_on"), t("help.keys_hint"))], { back: t("help.close") });
}
