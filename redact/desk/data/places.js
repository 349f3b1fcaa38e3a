// Places in the draft: the server counts characters, a string of JavaScript has two units for one like 😀.

const PAIRED = /[\ud800-\udfff]/;

/** The state with its places in units of its text. */
export function inUnits(state) {
  if (!PAIRED.test(state.text)) return state;
  const units = [0];
  for (const character of state.text) units.push(units.at(-1) + character.length);
  const placed = (all) => all.map((one) => ({ ...one, start: units[one.start], end: units[one.end] }));
  return { ...state, marks: placed(state.marks), suggestions: placed(state.suggestions), left: placed(state.left) };
}

/** The action with its places in characters of `text`. */
export function inCharacters(action, text) {
  if (action.start === undefined) return action;
  const characters = (at) => [...text.slice(0, at)].length;
  return { ...action, start: characters(action.start), end: characters(action.end) };
}
