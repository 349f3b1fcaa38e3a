// Acts on their way to the server: shown at once as they will come out, sent one by one, in order.

import { UNFORESEEN, foresee } from "./foresee.js";
import { ask } from "./link.js";
import { inCharacters, inUnits } from "./places.js";

const PATIENCE = 5000; // milliseconds without an answer after which somebody who waits is told that it is not for them

/** The line of acts from this page; `on` is told of what comes back. */
export class Line {
  #pending = []; // what the server has not answered yet
  #sending = false;
  #on;

  /**
   * `on.settled(answer, action, was)` for each answer, `on.free()` when no key need wait any more, `on.unkept(answer)`
   * when what came of an act could not be kept, `on.slow(late)` when an answer is late and when it has come, `on.lost(n)`
   * when there is none, with so many acts without one.
   */
  constructor(state, on) {
    this.state = inUnits(state); // as the server told it
    this.view = this.state; // the same with what is pending
    this.over = false;
    this.#on = on;
  }

  /** Whether an act is pending whose outcome only the server knows: then the next key must wait. */
  get waits() {
    return this.#pending.some((action) => UNFORESEEN.has(action.act));
  }

  /** Do something after what was done before; `view` is at once as it will be. */
  send(action) {
    this.#pending.push(action);
    this.view = foresee(this.view, action);
    this.#pump();
  }

  async #pump() {
    if (this.#sending) return;
    this.#sending = true;
    document.body.dataset.busy = "true";
    while (this.#pending.length) {
      const action = this.#pending[0];
      let answer;
      const wait = this.#wait();
      try {
        // The disk may be slower than the desk: what is decided is shown meanwhile, and the next act waits.
        answer = await ask("/api/act", { version: this.state.version, action: inCharacters(action, this.state.text) }, (early) => this.#take(early, action));
      } catch {
        return this.#lose();
      } finally {
        wait.end();
      }
      if (answer.state) this.#take(answer, action);
      else if (answer.error) this.#on.unkept(answer);
    }
    this.#sending = false;
    document.body.dataset.busy = "false";
  }

  /** Tell when an answer is late; `end` when it has come. A desk that hangs closes no connection. */
  #wait() {
    let late = false;
    const timer = setTimeout(() => this.#on.slow((late = true)), PATIENCE);
    return { end: () => (clearTimeout(timer), late && this.#on.slow(false)) };
  }

  #take(answer, action) {
    const was = this.state;
    this.#pending.shift();
    if (answer.error === "version") this.#pending.length = 0; // what was meant for another state
    this.state = inUnits(answer.state);
    this.view = this.#pending.reduce(foresee, this.state);
    this.#on.settled(answer, action, was);
    if (!this.waits) this.#on.free();
  }

  /** Finish, after all that is pending; gives the answer, null when there is none. */
  async leave(reason) {
    while (this.#sending && !this.over) await new Promise((resolve) => setTimeout(resolve, 10));
    try {
      const answer = await ask("/api/leave", { version: this.state.version, reason });
      this.state = this.view = inUnits(answer.state);
      this.over = answer.done;
      return answer;
    } catch {
      this.#lose();
      return null;
    }
  }

  /** The connection is gone: nothing that is shown can be trusted to be kept. */
  #lose() {
    if (!this.over) this.#on.lost(this.#pending.length);
    this.over = true;
  }
}
