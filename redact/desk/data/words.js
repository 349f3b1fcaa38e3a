// Texts and numbers in the reader's language. The texts come from desk_nl.toml and desk_en.toml by way of /api/start.

let table = {};
let numbers; // made once: a new one for each number takes longer than all the rest

/** Take the texts of the page. */
export function useWords(words) {
  table = words;
  numbers = new Intl.NumberFormat(document.documentElement.lang);
}

/** The text at "section.name" with its {…} filled in. */
export function t(key, values = {}) {
  const [section, name] = key.split(".");
  const text = table[section]?.[name];
  if (text === undefined) throw new Error(`no words for ${key}`);
  return text.replace(/\{(\w+)\}/g, (_, name) => values[name] ?? "");
}

/** Whether there is a text at "section.name". */
export function has(key) {
  const [section, name] = key.split(".");
  return table[section]?.[name] !== undefined;
}

/** The names of a section, in order. */
export const names = (section) => Object.keys(table[section]);

/** The text for a number of things: key_none, key_one or key. */
export function counted(key, n) {
  const fit = n === 0 ? `${key}_none` : n === 1 ? `${key}_one` : key;
  return t(has(fit) ? fit : key, { n });
}

/** How much is still to be decided; where nothing was asked, that is not called decided. */
export const leftWords = ({ open, suggestions }) => (suggestions.length ? counted("page.open", open) : t("page.unasked"));

/** The low end of a crowd: exact below 100, else two figures, never rounded up. */
export function people(n) {
  if (n === null || n === undefined) return "?";
  const step = n < 100 ? 1 : 10 ** (String(Math.floor(n)).length - 2);
  const low = Math.floor(n / step) * step;
  return low < 1e6 ? numbers.format(low) : t("strip.million", { n: numbers.format(low / 1e6) });
}

/** Marks that turn the text behind them around. */
const TURNING = /[\u202a-\u202e\u2066-\u2069]/g;

/** Words of the draft among other words: on one line, shortened, and without what would turn the others around. */
export function quoted(words, longest = 60) {
  const line = words.replace(TURNING, "").replace(/\s+/g, " ").trim();
  const cut = line.length <= longest ? line : `${line.slice(0, longest).replace(/\s\S*$/, "")} …`;
  return `‘${cut}’`;
}
