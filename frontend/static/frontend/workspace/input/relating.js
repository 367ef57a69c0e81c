// @ts-check
/** Linking spans: begun at one of them, done at the other. */

import { t } from "../../words.js";
import { relationStep } from "../model/changes.js";
import { newId } from "../model/ids.js";
import { canBeLinked, isMade, linksBetween } from "../model/linking.js";
import { mayChange, ownOf } from "./parts.js";

/** @typedef {import("../model/linking.js").Link} Link */

export class Relating {
  /**
   * @param {import("./parts.js").Parts} parts
   * @param {import("./detailing.js").Detailing} detailing
   */
  constructor(parts, detailing) {
    this.parts = parts;
    this.detailing = detailing;
  }

  /** Begin a link at the focused span. */
  begin() {
    const { attention, describe, say } = this.parts;
    const own = ownOf(this.parts);
    if (!own || !mayChange(this.parts)) return;
    if (!canBeLinked(describe, own.label)) {
      return say(t("No link may begin or end at a span of {label}.", { label: describe.title(own.label) }));
    }
    attention.begin({ linking: own.id });
    say(t("Link {span}: go to the other span and press Enter, or click it. Esc ends it.", { span: describe.span(own) }));
  }

  /** Make no link after all. */
  cancel() {
    this.parts.attention.begin({ linking: null });
    this.parts.say(t("No link was made."));
  }

  /**
   * Link the span one began with to one of these. Where several links are possible, one is chosen.
   *
   * @param {readonly string[]} ids of annotations or suggestions
   */
  finish(ids) {
    const { attention, store, describe, say, ask } = this.parts;
    const from = attention.linking && store.annotation(attention.linking);
    if (!from || !mayChange(this.parts)) return attention.begin({ linking: null });
    const ends = ids.map((id) => store.annotation(id)).filter((one) => one !== null);
    const links = ends.flatMap((to) => linksBetween(describe, from, to));
    const fresh = links.filter((link) => !isMade(store.relations(), link));
    if (fresh.length === 1) return this.#make(fresh[0]);
    if (fresh.length > 1) return ask(t("Which link?"), fresh.map((link, index) => this.#option(link, index)));
    if (links.length > 0) return say(t("They are linked already."));
    const other = ends.find((one) => one.id !== from.id);
    if (other) return say(t("{from} and {to} cannot be linked.", { from: describe.title(from.label), to: describe.title(other.label) }));
    return say(t("Go to another span of your own first."));
  }

  /** Delete a link of the focused span; of several, one is chosen. */
  unlink() {
    const own = ownOf(this.parts);
    if (!own || !mayChange(this.parts)) return;
    const links = this.parts.store.relationsOf(own.id);
    if (links.length === 0) return this.parts.say(t("This span has no link."));
    if (links.length === 1) return this.detailing.unlink(links[0].id);
    const options = links.map((link, index) => ({
      words: this.inWords(link),
      key: digit(index),
      choose: () => this.detailing.unlink(link.id),
    }));
    this.parts.ask(t("Delete which link?"), options);
  }

  /** @param {{type: string, source: string, target: string}} relation @returns {string} */
  inWords(relation) {
    const { store, describe } = this.parts;
    return describe.relation(relation, store.annotation(relation.source), store.annotation(relation.target));
  }

  /** @param {Link} link */
  #make({ type, source, target }) {
    const { attention, perform, say } = this.parts;
    const relation = { id: newId(), type, source: source.id, target: target.id, note: "", is_unsure: false };
    const begun = attention.linking;
    attention.begin({ linking: null });
    const name = t("Linked: {link}.", { link: this.inWords(relation) });
    perform({ name, steps: [relationStep(null, relation)] });
    attention.focus(begun, begun === source.id ? source.start : target.start);
    say(name);
  }

  /** @param {Link} link @param {number} index */
  #option(link, index) {
    const { type, source, target } = link;
    const words = this.inWords({ type, source: source.id, target: target.id });
    return { words, key: digit(index), choose: () => this.#make(link) };
  }
}

/** @param {number} index from 0 @returns {string} the digit to press; empty beyond nine */
function digit(index) {
  return index < 9 ? String(index + 1) : "";
}
