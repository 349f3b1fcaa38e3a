// The crowds: a row for each source, a cell for each adversary, with the interval on a log scale; updated in place.

import { badge, isNew, letter, make, sourceClass } from "./dom.js";
import { has, people, t } from "./words.js";

const cells = new Map();
let built = "";

/** Show the crowds of every source; `look` tells of the state, `choose` shows another source where there is little room. */
export function drawStrip(table, tabs, look, choose) {
  const { sources } = look.state;
  const shape = JSON.stringify(sources.map((one) => [one.person, one.label, one.adversaries.map((a) => [a.adversary, a.threshold])]));
  if (shape !== built) build(table, sources, shape);
  const decades = scaleOf(sources);
  sources.forEach((source, n) => {
    const row = table.tBodies[0].rows[n];
    row.classList.toggle("here", n === look.shown);
    for (const reading of source.adversaries) update(cells.get(`${n} ${reading.adversary}`), reading, decades);
  });
  drawTabs(tabs, look, choose);
}

function drawTabs(tabs, { state, shown }, choose) {
  if (!isNew(tabs, [shown, state.sources.map((source) => [source.label, source.adversaries.map((reading) => reading.now.verdict)])])) return;
  const made = state.sources.map((source, n) => {
    const short = source.adversaries.some((reading) => reading.now.verdict !== "meets_threshold");
    return make(
      "button",
      { type: "button", "aria-pressed": String(n === shown), "aria-label": source.label, onclick: () => choose(n) },
      badge(n),
      n === shown ? source.label : "",
      make("span", { class: "sign", "aria-hidden": "true" }, short ? "!" : "✓"),
    );
  });
  const focused = [...tabs.children].indexOf(document.activeElement);
  tabs.replaceChildren(...made);
  tabs.children[focused]?.focus();
}

function build(table, sources, shape) {
  built = shape;
  cells.clear();
  table.replaceChildren();
  if (!sources.length) {
    table.append(make("tbody", {}, make("tr", { class: "here none" }, make("td", {}, t("strip.none")))));
    return;
  }
  const columns = [...new Set(sources.flatMap((source) => source.adversaries.map((reading) => reading.adversary)))];
  const head = make("tr", {}, make("th", { scope: "col" }, make("span", { class: "unseen" }, t("strip.source"))));
  head.append(...columns.map((name) => make("th", { scope: "col" }, columnName(name), thresholds(sources, name))));
  const body = make("tbody");
  sources.forEach((source, n) => {
    const row = make("tr", {}, make("th", { scope: "row" }, badge(n), make("span", { class: "unseen" }, `${letter(n)} `), source.label));
    row.append(...columns.map((name) => cell(n, name, source)));
    row.dataset.source = sourceClass(n);
    body.append(row);
  });
  table.append(make("thead", {}, head), body);
}

const columnName = (name) => (has(`adversary_column.${name}`) ? t(`adversary_column.${name}`) : name);

function thresholds(sources, name) {
  const found = sources.flatMap((source) => source.adversaries.filter((reading) => reading.adversary === name));
  const all = [...new Set(found.map((reading) => reading.threshold))].sort((one, other) => one - other);
  return make("small", {}, ` ${t("strip.threshold")} ${all.map(people).join("–")}`);
}

function cell(n, name, source) {
  if (!source.adversaries.some((reading) => reading.adversary === name)) return make("td", {}, "–");
  const part = (kind) => make("i", { class: kind });
  const parts = Object.fromEntries(["was", "now", "middle", "planned", "threshold"].map((kind) => [kind, part(kind)]));
  const numbers = make("span", { class: "numbers", "aria-hidden": "true" });
  const told = make("span", { class: "unseen" });
  cells.set(`${n} ${name}`, { parts, numbers, told, name });
  const scale = make("span", { class: "scale", "aria-hidden": "true" }, ...Object.values(parts));
  return make("td", { "data-label": columnName(name) }, make("span", { class: "cell" }, scale, numbers, told));
}

function update(cell, reading, decades) {
  const { parts, numbers, told, name } = cell;
  const { threshold, before, now, planned } = reading;
  const drawn = JSON.stringify([reading, decades]);
  if (cell.drawn === drawn) return numbers.parentElement.classList.remove("moved");
  cell.drawn = drawn;
  const place = (value) => Math.min(Math.log10(Math.max(value, 1)) / decades, 1) * 100;
  spread(parts.was, before, place);
  spread(parts.now, now, place);
  at(parts.middle, now.median, place);
  at(parts.planned, planned.low, place);
  at(parts.threshold, threshold, place);
  const met = now.verdict === "meets_threshold";
  const was = people(before.low);
  const is = people(now.low);
  const held = numbers.dataset.low;
  numbers.replaceChildren(make("span", { class: "from" }, was === is ? "" : `${was} → `), make("b", {}, is), make("span", { class: "sign" }, met ? "✓" : "!"));
  numbers.parentElement.dataset.met = String(met);
  numbers.parentElement.classList.toggle("moved", held !== undefined && held !== is);
  numbers.dataset.low = is;
  const known = (crowd) => (crowd.low === null ? t("strip.unknown") : t("strip.least", { n: people(crowd.low) }));
  told.textContent = t("strip.cell", {
    who: columnName(name),
    now: known(now),
    threshold: people(threshold),
    verdict: t(`verdict.${now.verdict}`),
    was: known(before),
    planned: known(planned),
  });
}

function spread(element, crowd, place) {
  element.hidden = crowd.low === null;
  if (element.hidden) return;
  element.style.left = `${place(crowd.low)}%`;
  element.style.width = `${place(crowd.high) - place(crowd.low)}%`;
}

function at(element, value, place) {
  element.hidden = value === null;
  if (!element.hidden) element.style.left = `${place(value)}%`;
}

/** How many powers of ten the scale has: enough for every crowd and threshold, at least three, at most ten. */
function scaleOf(sources) {
  const highs = sources.flatMap((source) =>
    source.adversaries.flatMap((one) => [one.threshold, one.before.high ?? 1, one.now.high ?? 1, one.planned.high ?? 1]),
  );
  return Math.min(Math.max(Math.ceil(Math.log10(Math.max(1, ...highs))), 3), 10);
}

/** The low ends that changed most between two states, in words: "Merel, colleague: from 4 to 120." */
export function movement(before, after) {
  const was = new Map(before.sources.flatMap((s) => s.adversaries.map((a) => [`${s.person} ${a.adversary}`, a.now])));
  const moved = [];
  for (const source of after.sources) {
    for (const reading of source.adversaries) {
      const old = was.get(`${source.person} ${reading.adversary}`);
      if (!old || old.low === reading.now.low || old.low === null || reading.now.low === null) continue;
      const crossed = old.verdict !== reading.now.verdict && reading.now.verdict === "meets_threshold";
      const size = Math.abs(Math.log(reading.now.low / old.low));
      moved.push({ size: crossed ? size + 100 : size, crossed, source, reading, old });
    }
  }
  const most = moved.sort((one, other) => other.size - one.size)[0];
  if (!most) return "";
  const said = t("said.moved", {
    source: most.source.label,
    who: columnName(most.reading.adversary).toLowerCase(),
    was: people(most.old.low),
    now: people(most.reading.now.low),
  });
  return most.crossed ? `${said} ${t("said.crossed")}` : said;
}
