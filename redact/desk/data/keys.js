// One key, one act. Letters are left alone where somebody types, in dialogs, with modifiers, and when switched off.

const LETTERS = {
  a: "accept", r: "reject", w: "wording", e: "own", u: "unsure", v: "all", k: "keep", z: "undo", y: "redo", Z: "redo",
  m: "mark", o: "owner", p: "public", x: "not_detail", j: "next", n: "next", t: "types", "?": "help",
};
const ARROWS = { ArrowDown: "next", ArrowUp: "previous", ArrowRight: "next_mark", ArrowLeft: "previous_mark" };

/** The keys of the help, in groups of words. */
export const GROUPS = [
  ["decide", [["a", "accept"], ["r", "reject"], ["u", "unsure"], ["w", "wording"], ["e", "own"], ["v", "all"], ["k", "keep"], ["z", "undo"], ["y", "redo"]]],
  ["correct", [["m", "mark"], ["o", "owner"], ["p", "public"], ["x", "not_detail"]]],
  ["move", [["↓ j n", "next"], ["↑", "previous"], ["→", "next_mark"], ["←", "previous_mark"]]],
];

/** Call `act` with the name of the act for each key pressed; `on` says whether letters count. */
export function listen(act, on) {
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.altKey || event.metaKey || event.isComposing) return;
    if (document.querySelector("dialog[open]") || typing(event.target)) return;
    const name = ARROWS[event.key] ?? (on() ? LETTERS[event.key] : undefined);
    if (!name || (event.key in ARROWS && scrolls(event.target))) return;
    event.preventDefault();
    // A key that is held down would decide everything.
    if (!event.repeat || event.key in ARROWS) act(name);
  });
}

const typing = (target) => target.closest?.("input, textarea, select, [contenteditable]") !== null;

/** Whether arrows scroll where the focus is: a text or table that somebody has gone to with Tab. */
const scrolls = (target) => target.matches?.(".text, .crowds");
