// Making elements. All text goes in as text; nothing here parses HTML.

/** The element with that id. */
export const byId = (id) => document.getElementById(id);

const shown = new WeakMap();

/** Whether `what` (anything that JSON can hold) is other than what was shown in `place` last; it counts as shown then. */
export function isNew(place, what) {
  const told = JSON.stringify(what);
  if (shown.get(place) === told) return false;
  shown.set(place, told);
  return true;
}

/** Have `children` in `parent`, in order; those that are there already are not touched where they need not move. */
export function arrange(parent, children) {
  const wanted = new Set(children);
  for (const child of [...parent.children]) if (!wanted.has(child)) child.remove();
  children.forEach((child, n) => parent.children[n] === child || parent.insertBefore(child, parent.children[n] ?? null));
}

/** A new element: attributes (a false or null one is left out), then children or texts. */
export function make(tag, attributes = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value === false || value === null || value === undefined) continue;
    if (name.startsWith("on")) element.addEventListener(name.slice(2), value);
    else element.setAttribute(name, value === true ? "" : value);
  }
  element.append(...children.filter((child) => child !== null && child !== undefined));
  return element;
}

/** A button that does `act`, with its key beside its words. */
export function button(act, words, key, extra = {}) {
  const shown = key ? [words, make("kbd", {}, key)] : [words];
  return make("button", { type: "button", "data-act": act, "aria-keyshortcuts": key, ...extra }, ...shown);
}

/** The badge of a source: its letter, in its colour. */
export function badge(index) {
  return make("span", { class: "badge", "data-source": sourceClass(index), "aria-hidden": "true" }, letter(index));
}

/** A, B, C … for a source by its number; a point for what is nobody's. */
export const letter = (index) => (index < 0 ? "·" : index < 26 ? String.fromCharCode(65 + index) : String(index + 1));

/** Which of the colours and lines of the style sheet a source has. */
export const sourceClass = (index) => (index < 0 ? "none" : String(index % 8));

/**
 * For a field in which words of the draft may be typed: the browser keeps them in no file that brings back its windows,
 * and hands them to no spelling or writing help, which may be a service elsewhere.
 */
export const UNKEPT = { autocomplete: "off", spellcheck: "false", writingsuggestions: "false", autocorrect: "off" };
