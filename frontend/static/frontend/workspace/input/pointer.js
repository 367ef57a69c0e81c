// @ts-check
/** Selecting and focusing with mouse, pen or finger. */

/** How far a pointer may move and still have clicked. */
const CLICK_PX = 3;
/** A finger is less exact. */
const TAP_PX = 10;
/** A selection made with a finger is complete once its handles have rested for so long. Milliseconds. */
const REST = 600;

/**
 * @typedef {object} Parts
 * @property {HTMLElement} root the text
 * @property {import("../view/caret.js").Caret} caret
 * @property {import("../view/places.js").Places} places
 * @property {import("../model/attention.js").Attention} attention
 * @property {import("../model/snap.js").Snap} snap
 * @property {(offset: number) => void} click a place was pressed, nothing selected
 * @property {() => void} selected something is, and complete
 * @property {(id: string | null) => void} hover over this span, or none
 */

/**
 * A drag snaps to words (with Alt to characters) when it ends; a click tells its place. A finger
 * selects as the browser lets it, with handles, and tells a place by a tap.
 *
 * @param {Parts} parts
 */
export function listen({ root, caret, places, attention, snap, click, selected, hover }) {
  let isDown = false;
  let isTouch = false;
  let from = { x: 0, y: 0 };
  let clicks = 0;
  let clicked = 0;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let resting;
  addEventListener("pointerdown", (event) => (isTouch = event.pointerType === "touch"), { capture: true });
  root.addEventListener("pointerdown", (event) => {
    isDown = event.button === 0 && event.isPrimary;
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
    const moved = Math.hypot(event.clientX - from.x, event.clientY - from.y);
    if (isTouch) return moved > TAP_PX ? undefined : void setTimeout(() => tap(event), 0);
    // A key pressed at once must find what was dragged over; but of a click on selected text
    // the browser settles the selection after this event.
    if (moved > CLICK_PX) release(event, false);
    else setTimeout(() => release(event, clicks === 2), 0);
  });
  document.addEventListener("selectionchange", () => {
    const selection = caret.read();
    const now = attention.selection;
    if (isDown || !selection || !(isTouch || document.activeElement === root)) return;
    const { anchor, head } = selection;
    if (anchor === now.anchor && head === now.head) return;
    // A tap moves the browser's caret as well; what the tap means is told by `tap`.
    if (isTouch && anchor === head) return;
    attention.select(anchor, head);
    clearTimeout(resting);
    if (isTouch) resting = setTimeout(selected, REST);
  });
  root.addEventListener("pointermove", (event) => {
    const mark = event.target instanceof Element ? event.target.closest("mark") : null;
    hover(mark?.dataset.spans?.split(" ").at(-1) ?? null);
  });
  root.addEventListener("pointerleave", () => hover(null));

  /** @param {PointerEvent} event a finger pressed a place, shortly */
  function tap(event) {
    const selection = caret.read();
    if (selection && selection.anchor !== selection.head) return;
    const place = offsetAt(event.clientX, event.clientY);
    if (place === null) return;
    root.focus({ preventScroll: true });
    click(place);
  }

  /** @param {number} x @param {number} y @returns {number | null} in the window's pixels; null outside the text */
  function offsetAt(x, y) {
    const place = document.caretPositionFromPoint?.(x, y);
    if (place) return places.offsetOf(place.offsetNode, place.offset);
    const range = document.caretRangeFromPoint?.(x, y);
    return range ? places.offsetOf(range.startContainer, range.startOffset) : null;
  }

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
    const stretch = { start: Math.min(anchor, head), end: Math.max(anchor, head) };
    const snapped = word || (event.altKey ? snap.toGraphemes(stretch) : snap.toWords(stretch));
    if (!snapped) return attention.select(head);
    const { start, end } = snapped;
    if (anchor < head) attention.select(start, end);
    else attention.select(end, start);
    return selected();
  }
}

/**
 * Let something be dragged from a button to a span.
 *
 * @param {HTMLElement} root holds the button, now or later
 * @param {string} selector of the button
 * @param {object} does
 * @param {() => void} does.begin the drag has left the button
 * @param {(ids: string[]) => void} does.drop it ended over these spans, or over none
 * @param {(id: string | null) => void} does.hover
 */
export function listenToDrags(root, selector, { begin, drop, hover }) {
  /** @type {{x: number, y: number, isMoving: boolean} | null} */
  let drag = null;
  const spansAt = (/** @type {PointerEvent} */ { clientX, clientY }) => {
    const mark = document.elementFromPoint(clientX, clientY)?.closest("#text mark");
    return mark instanceof HTMLElement ? mark.dataset.spans?.split(" ") ?? [] : [];
  };
  root.addEventListener("pointerdown", (event) => {
    if (!(event.target instanceof Element) || !event.target.closest(selector)) return;
    drag = { x: event.clientX, y: event.clientY, isMoving: false };
    // A finger stays with what it touched first; the text is wanted.
    if (event.target.hasPointerCapture(event.pointerId)) event.target.releasePointerCapture(event.pointerId);
  });
  addEventListener("pointermove", (event) => {
    if (!drag) return;
    if (!drag.isMoving && Math.hypot(event.clientX - drag.x, event.clientY - drag.y) > TAP_PX) {
      drag.isMoving = true;
      begin();
    }
    if (drag.isMoving) hover(spansAt(event).at(-1) ?? null);
  });
  addEventListener("pointerup", (event) => {
    const wasMoving = drag?.isMoving;
    drag = null;
    if (wasMoving) drop(spansAt(event));
  });
  addEventListener("pointercancel", () => {
    if (drag?.isMoving) drop([]);
    drag = null;
  });
}
