// What an act will come to, before the server has answered: so that the next key meets the next suggestion at once.

const OUTCOME = { accept: "accepted", own: "accepted", reject: "rejected", unsure: "unsure", keep_value: "rejected" };

/** Acts whose outcome only the server knows; keys wait for it. */
export const UNFORESEEN = new Set(["undo", "redo", "mark", "owner", "role", "not_detail"]);

/** The state as it will be after `action`; the same state where that cannot be known. */
export function foresee(state, action) {
  if (action.act === "wording") return withChosen(state, action);
  const outcome = action.act === "all_of_value" ? OUTCOME[action.decision] : OUTCOME[action.act];
  if (!outcome) return state;
  const reached = reach(state, action);
  const own = action.act === "own" ? { own: true, replacement: action.text } : {};
  const suggestions = state.suggestions.map((each) => (reached.has(each.id) ? { ...each, state: outcome, ...own } : each));
  const queue = outcome === "unsure" ? state.queue : state.queue.filter((id) => !reached.has(id));
  return { ...state, suggestions, queue, result: result(state, suggestions), open: queue.length, can_undo: true };
}

/** The text as it would be published, by what is decided on the suggestions. */
function result(state, suggestions) {
  const known = new Map(suggestions.map((each) => [each.id, each]));
  return state.result.map((piece) => {
    const each = known.get(piece.suggestion);
    return each ? { ...piece, text: each.state === "accepted" ? each.replacement : each.words } : piece;
  });
}

function withChosen(state, { id, index }) {
  const suggestions = state.suggestions.map((each) =>
    each.id === id ? { ...each, chosen: index, own: false, replacement: each.wordings[index].text } : each,
  );
  return { ...state, suggestions, result: result(state, suggestions) };
}

function reach(state, { act, id }) {
  const found = state.suggestions.find((each) => each.id === id);
  const whole = act === "all_of_value" || act === "keep_value";
  return new Set([id, ...(whole && found ? found.also : [])]);
}

/** Where to go when `id` is decided: what came after it in the queue, or else before; null when nothing is left. */
export function following(before, id, after) {
  const at = before.indexOf(id);
  const order = [...before.slice(at + 1), ...before.slice(0, Math.max(at, 0))];
  return order.find((other) => other !== id && after.includes(other)) ?? (after.includes(id) ? id : after[0] ?? null);
}

/** The first suggestion that two states differ in; null if none. */
export function changed(before, after) {
  const was = new Map(before.suggestions.map((each) => [each.id, each]));
  const differs = (each) => {
    const old = was.get(each.id);
    return !old || old.state !== each.state || old.replacement !== each.replacement;
  };
  return after.suggestions.find(differs)?.id ?? null;
}
