// @ts-check
/** Selecting and focusing with mouse, pen or finger. */

/** How far a pointer may move and still have clicked. */
const CLICK_PX = 3;

/**
 * @typedef {object} Parts
 * @property {HTMLElement} root the text
 * @property {import("../view/caret.js").Caret} caret
 * @property {import("../model/attention.js").Attention} attention
 * @property {import("../model/snap.js").Snap} snap
 * @property {(offset: number) => void} click a place was pressed, nothing selected
 * @property {(id: string | null) => void} hover over this span, or none
 */

/**
 * A drag snaps to words (with Alt to characters) when it ends; a click tells its place.
 *
 * @param {Parts} parts
 */
export function listen({ root, caret, attention, snap, click, hover }) {
  let isDown = false;
  let from = { x: 0, y: 0 };
  let clicks = 0;
  let clicked = 0;
  root.addEventListener("pointerdown", (event) => {
    isDown = event.button === 0;
    from = { x: event.clientX, y: event.clientY };
  });
  root.addEventListener("mousedown", (event) => {
    clicks = event.detail;
  });
  addEventListener("pointercancel", () => {
    isDown = false;
  });
  addEventListener("pointerup", (event) => {
    if (!isDown) return;
    isDown = false;
    const isDrag = Math.hypot(event.clientX - from.x, event.clientY - from.y) > CLICK_PX;
    // A key pressed at once must find what was dragged over; but of a click on selected text
    // the browser settles the selection after this event.
    if (isDrag) release(event, false);
    else setTimeout(() => release(event, clicks === 2), 0);
  });
  document.addEventListener("selectionchange", () => {
    const selection = caret.read();
    const now = attention.selection;
    if (isDown || !selection || document.activeElement !== root) return;
    const { anchor, head } = selection;
    if (anchor !== now.anchor || head !== now.head) attention.select(anchor, head);
  });
  root.addEventListener("pointermove", (event) => {
    const mark = event.target instanceof Element ? event.target.closest("mark") : null;
    hover(mark?.dataset.spans?.split(" ").at(-1) ?? null);
  });
  root.addEventListener("pointerleave", () => hover(null));

  /**
   * @param {PointerEvent} event
   * @param {boolean} isDouble whether it ends a double click
   */
  function release(event, isDouble) {
    const selection = caret.read();
    if (!selection) return;
    const { anchor, head } = selection;
    root.focus({ preventScroll: true });
    if (anchor === head) {
      clicked = head;
      return click(head);
    }
    // A browser's word may be two of ours: then the one that was pressed is meant.
    const word = isDouble && anchor <= clicked && clicked <= head && snap.select(clicked, "word");
    if (word) return attention.select(word.start, word.end);
    const stretch = { start: Math.min(anchor, head), end: Math.max(anchor, head) };
    const snapped = event.altKey ? snap.toGraphemes(stretch) : snap.toWords(stretch);
    if (!snapped) return attention.select(head);
    const { start, end } = snapped;
    return anchor < head ? attention.select(start, end) : attention.select(end, start);
  }
}
