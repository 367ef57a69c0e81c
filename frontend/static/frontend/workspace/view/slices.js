// @ts-check
/** Long work in short pieces, so that no key waits for it. */

const SLICE_MS = 8;

/**
 * Do something with each item while nothing else is to be done.
 *
 * @template Item
 * @param {Iterable<Item>} items
 * @param {(item: Item) => void} work
 */
export function inSlices(items, work) {
  const left = items[Symbol.iterator]();
  function slice() {
    const until = performance.now() + SLICE_MS;
    for (let next = left.next(); !next.done; next = left.next()) {
      work(next.value);
      if (performance.now() > until) return void setTimeout(slice, 0);
    }
  }
  setTimeout(slice, 0);
}
