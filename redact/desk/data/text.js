// The draft with its marks and the result, paragraph by paragraph; only paragraphs that changed are made anew.

import { letter, make, sourceClass } from "./dom.js";
import { t } from "./words.js";

const drawn = new WeakMap();

/** Characters of a word that are kept on one line with its tag. */
const LONGEST_WORD = 24;

/** Show the draft's text in `pane`, with marks. `look` tells of the state: see main.js. */
export function drawDraft(pane, look) {
  const { text, marks, suggestions } = look.state;
  const spans = [...marks, ...suggestions];
  const cuts = [...new Set(spans.flatMap((span) => [span.start, span.end]))].sort((one, other) => one - other);
  const pieces = [];
  let from = 0;
  for (const to of [...cuts, text.length]) {
    if (to > from) pieces.push({ start: from, text: text.slice(from, to) });
    from = Math.max(from, to);
  }
  const covering = cover(pieces, marks, suggestions);
  const element = (piece) => markElement(piece, covering.get(piece.at), look);
  const keyOf = (piece) => markKey(piece, covering.get(piece.at), look);
  drawPane(pane, paragraphs(pieces.map((piece) => ({ ...piece, at: piece.start }))), element, keyOf);
}

/** Show the text as it would be published in `pane`. */
export function drawResult(pane, look) {
  const made = new Set(look.state.suggestions.filter((each) => each.state === "accepted").map((each) => each.id));
  const isHere = (piece) => Boolean(piece.suggestion) && piece.suggestion === look.suggestion?.id;
  const element = (piece) => {
    if (!piece.suggestion) return make("span", {}, piece.text);
    const here = isHere(piece) ? "here" : "";
    return made.has(piece.suggestion)
      ? make("ins", { "data-suggestion": piece.suggestion, class: here }, piece.text)
      : make("span", { "data-suggestion": piece.suggestion, class: `still ${here}` }, piece.text);
  };
  const keyOf = (piece) => [piece.text, piece.suggestion, made.has(piece.suggestion), isHere(piece)].join("|");
  drawPane(pane, paragraphs(look.state.result), element, keyOf);
}

/** For each piece by its start: the mark and the suggestion that it is part of. */
function cover(pieces, marks, suggestions) {
  const within = (spans) => {
    const sorted = [...spans].sort((one, other) => one.start - other.start || other.end - one.end);
    let next = 0;
    let open = [];
    return (start) => {
      while (next < sorted.length && sorted[next].start <= start) open.push(sorted[next++]);
      open = open.filter((span) => span.end > start);
      return open.at(-1) ?? null;
    };
  };
  const markAt = within(marks);
  const suggestionAt = within(suggestions);
  return new Map(pieces.map(({ start }) => [start, { mark: markAt(start), suggestion: suggestionAt(start) }]));
}

/** Pieces in paragraphs: a blank line ends one. Each part of a piece has a `start` of its own. */
function paragraphs(pieces) {
  const found = [[]];
  for (const piece of pieces) {
    let offset = 0;
    for (const part of piece.text.split(/(\n[^\S\n]*\n\s*)/)) {
      if (/^\n[^\S\n]*\n\s*$/.test(part)) found.push([]);
      else if (part) found.at(-1).push({ ...piece, start: piece.start + offset, text: part });
      offset += part.length;
    }
  }
  return found.filter((paragraph) => paragraph.length);
}

function drawPane(pane, wanted, element, keyOf) {
  const before = drawn.get(pane) ?? [];
  const now = wanted.map((pieces) => pieces.map(keyOf).join("\u0001"));
  wanted.forEach((pieces, n) => {
    if (before[n] === now[n]) return;
    const made = make("p", { class: isWrapped(pieces) ? "wrapped" : null, dir: "auto" }, ...pieces.map(element));
    if (pane.children[n]) pane.children[n].replaceWith(made);
    else pane.append(made);
  });
  while (pane.children.length > wanted.length) pane.lastElementChild.remove();
  drawn.set(pane, now);
}

/** Whether lines were broken by hand at some width, so that their breaks mean nothing. */
function isWrapped(pieces) {
  const lines = pieces.map((piece) => piece.text).join("").trim().split("\n");
  return lines.length > 1 && lines.slice(0, -1).every((line) => line.length >= 50 && line.length <= 100);
}

function markKey(piece, { mark, suggestion }, look) {
  const state = suggestion ? suggestion.state : "";
  const owner = mark ? `${mark.person}${look.indexOf(mark.person)}${mark.type}` : "";
  return [piece.start, piece.text, mark?.id, suggestion?.id, state, owner, isHere(mark, suggestion, look)].join("|");
}

function isHere(mark, suggestion, look) {
  if (suggestion && look.suggestion) return suggestion.id === look.suggestion.id;
  return Boolean(mark && look.mark && mark.id === look.mark.id);
}

function markElement(piece, { mark, suggestion }, look) {
  const common = { "data-start": piece.start, "data-suggestion": suggestion?.id };
  const here = isHere(mark, suggestion, look) ? "here" : "";
  const state = suggestion ? suggestion.state : "unchanged";
  if (!mark) return make("span", { ...common, class: suggestion ? `around ${here}` : null, "data-state": state }, piece.text);
  const index = look.indexOf(mark.person);
  const last = piece.start + piece.text.length >= mark.end;
  const children = last ? withTag(piece, { "data-tag": letter(index), "data-kind": mark.type_label }) : [piece.text];
  return make(
    "mark",
    {
      ...common,
      class: here,
      "data-mark": mark.id,
      "data-source": sourceClass(index),
      "data-state": state,
      title: [mark.type_label, look.nameOf(mark.person), suggestion ? t(`state.${state}`) : ""].filter(Boolean).join(", "),
    },
    ...children,
  );
}

/** The text with its last word apart, which the tag of the mark may not part from at the end of a line. */
function withTag({ start, text }, tag) {
  const at = text.length - Math.min(text.match(/\S*\s*$/)[0].length, LONGEST_WORD);
  return [text.slice(0, at), make("span", { class: "end", "data-start": start + at, ...tag }, text.slice(at))].filter(Boolean);
}

/** Where the selected words of `pane` stand in the draft that is `text`; null when none are selected there. */
export function selectedSpan(pane, text) {
  const selection = getSelection();
  if (!selection.rangeCount || selection.isCollapsed) return null;
  const range = selection.getRangeAt(0);
  if (!pane.contains(range.commonAncestorContainer)) return null;
  const from = offsetOf(range.startContainer, range.startOffset);
  const to = offsetOf(range.endContainer, range.endOffset);
  if (from === null || to === null || !text.slice(from, to).trim()) return null;
  // A triple click reaches to where the next paragraph begins.
  return { start: from + text.slice(from, to).search(/\S/), end: from + text.slice(from, to).trimEnd().length };
}

/** The selected words of `pane`, which need not be the draft's; "" when nothing is selected there. */
export function selectedWords(pane) {
  const selection = getSelection();
  const within = selection.rangeCount && pane.contains(selection.getRangeAt(0).commonAncestorContainer);
  return within ? String(selection).trim() : "";
}

function offsetOf(node, offset) {
  if (node.nodeType === Node.TEXT_NODE) {
    const holder = node.parentElement.closest("[data-start]");
    return holder ? Number(holder.dataset.start) + offset : null;
  }
  const child = node.childNodes[offset];
  const first = child?.closest?.("[data-start]") ?? child?.querySelector?.("[data-start]");
  if (first) return Number(first.dataset.start);
  const last = [...node.querySelectorAll("[data-start]")].at(-1) ?? node.closest?.("[data-start]");
  return last ? Number(last.dataset.start) + last.textContent.length : null;
}
