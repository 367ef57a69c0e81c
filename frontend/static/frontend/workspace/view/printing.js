// @ts-check
/** What only paper has: at the end the links, by number, and the numbers in the text. */

import { t } from "../../words.js";
import { element } from "./element.js";

/**
 * List the links under the text whenever the page is printed.
 *
 * @param {import("./text.js").TextView} view
 * @param {Pick<import("../input/parts.js").Parts, "store" | "describe">} parts
 */
export function listLinksOnPaper(view, { store, describe }) {
  const list = element("ol");
  const paper = element("section", { class: "printed-links", hidden: true }, element("h2", {}, t("Links")), list);
  view.root.parentElement?.append(paper);

  addEventListener("beforeprint", () => {
    const links = store.relations();
    paper.hidden = links.length === 0;
    view.openAll();
    list.replaceChildren(
      ...links.map((link) =>
        element("li", {}, describe.relation(link, store.annotation(link.source), store.annotation(link.target))),
      ),
    );
    const numbers = new Map();
    for (const [index, { source, target }] of links.entries()) {
      for (const id of [source, target]) numbers.set(id, [...(numbers.get(id) ?? []), index + 1]);
    }
    for (const tag of /** @type {NodeListOf<HTMLElement>} */ (view.root.querySelectorAll("[data-tag]"))) {
      const found = numbers.get(tag.dataset.tag);
      if (found) tag.dataset.numbers = `[${found.join(", ")}]`;
      else delete tag.dataset.numbers;
    }
  });
}
