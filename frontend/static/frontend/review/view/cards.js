// @ts-check
/** The cards of all that is looked at, in their lists. One that changes is drawn anew, and no other. */

export class Cards {
  /** @type {HTMLElement[]} */
  #cards = [];

  /**
   * @param {HTMLElement[]} lists
   * @param {(index: number) => HTMLElement} make
   */
  constructor(lists, make) {
    this.lists = lists;
    this.make = make;
  }

  /** @param {number[]} counts how many cards each list has; draw all of them */
  draw(counts) {
    this.#cards = [];
    for (const [place, count] of counts.entries()) {
      const made = Array.from({ length: count }, (_, index) => this.make(this.#cards.length + index));
      this.#cards.push(...made);
      this.lists[place].replaceChildren(...made);
    }
  }

  /**
   * Draw one anew. What had the focus in it has it again.
   *
   * @param {number} index
   */
  update(index) {
    const old = this.#cards[index];
    if (!old) return;
    const hook = old.contains(document.activeElement) ? document.activeElement?.getAttribute("data-testid") : null;
    const card = this.make(index);
    this.#cards[index] = card;
    old.replaceWith(card);
    if (hook) /** @type {HTMLElement | null} */ (card.querySelector(`[data-testid="${hook}"]`))?.focus();
  }

  /**
   * @param {number} index
   * @returns {HTMLElement | undefined}
   */
  at(index) {
    return this.#cards[index];
  }
}
