// Bringing what is being decided on into sight.

import { byId } from "./dom.js";

/** Pixels of the queue's heading, which stays in sight. */
const HEADING = 48;

/** Scroll the panes to what the cursor is on, in the result at the height at which it stands in the draft. */
export function toSight() {
  const panes = [byId("draft"), byId("result")].filter((pane) => pane.offsetParent && pane.querySelector(".here"));
  const above = (pane) => pane.querySelector(".here").getBoundingClientRect().top - pane.getBoundingClientRect().top;
  panes.forEach((pane, n) => {
    const [height, top] = [pane.clientHeight, above(pane)];
    const margin = Math.min(80, height / 4);
    if (n) pane.scrollTop += top - above(panes[0]);
    else if (top < margin || top > height - 2 * margin) pane.scrollTop += top - height / 3;
  });
}

/** Scroll the queue to what is being decided on. */
export function queueToSight() {
  const list = byId("queue");
  const here = list.querySelector("[aria-current]");
  const frame = list.parentElement;
  if (!here) return;
  const [top, bottom] = [here.offsetTop, here.offsetTop + here.offsetHeight];
  if (top < frame.scrollTop + HEADING || bottom > frame.scrollTop + frame.clientHeight) frame.scrollTop = top - HEADING;
}
