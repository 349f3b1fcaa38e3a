// The desk's only way out of this page: requests to the server that it came from, with the key of this tab.

const STORED = "desk-key";

/** The key of this tab: from the page itself the first time, which then forgets it; afterwards from the tab. */
export function pageKey() {
  const meta = document.querySelector(`meta[name="${STORED}"]`);
  if (meta) {
    sessionStorage.setItem(STORED, meta.content);
    meta.remove();
    history.replaceState(null, "", "/"); // the token counts no longer, and need not stand there
  }
  return sessionStorage.getItem(STORED);
}

/**
 * Ask for `path`; with a body, do something. Gives the answer's JSON; throws an Error where there is none, or half of it.
 * An answer of two lines tells on the first what has come of it, for `early`, and on the last whether that was kept.
 */
export async function ask(path, body, early) {
  const headers = { "X-Desk-Key": pageKey() ?? "" };
  const asked = body
    ? { method: "POST", headers: { ...headers, "Content-Type": "application/json" }, body: JSON.stringify(body) }
    : { headers };
  const answer = await fetch(path, { ...asked, credentials: "same-origin", redirect: "error", cache: "no-store" });
  if (!answer.headers.get("content-type")?.startsWith("application/json")) throw new Error("refused");
  return early ? inTwo(answer, early) : answer.json();
}

async function inTwo(answer, early) {
  const reader = answer.body.pipeThrough(new TextDecoderStream()).getReader();
  let text = "";
  for (let told = false; ; ) {
    const { value, done } = await reader.read();
    if (done) return JSON.parse(text);
    text += value;
    const end = told ? -1 : text.indexOf("\n");
    if (end < 0) continue;
    told = true;
    early(JSON.parse(text.slice(0, end)));
    text = text.slice(end + 1);
  }
}
