// @ts-check
/** The cards of all disagreements. One that changes is drawn anew, and no other. */

export class Cards {
  /** @type {HTMLElement[]} */
  #cards = [];

  /**
   * @param {HTMLElement} list
   * @param {(index: number) => HTMLElement} make
   */
  constructor(list, make) {
    this.list = list;
    this.make = make;
  }

  /** @param {number} count draw all of them */
  draw(count) {
    this.#cards = Array.from({ length: count }, (_, index) => this.make(index));
    this.list.replaceChildren(...this.#cards);
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
