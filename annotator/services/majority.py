"""Ruling by majority on what is still undecided, spans and links."""

from __future__ import annotations

from django.db import transaction

from annotator.domain.consensus import majority
from annotator.domain.links import is_left_out_by_most
from annotator.models import Document, User

from .adjudication import hold_review, store_decision
from .link_rulings import store_link_decision
from .review import compared_first, review_document

MAJORITY = "majority"


@compared_first
@transaction.atomic
def decide_by_majority(*, by: User, document: Document) -> int:
    """Rule where most annotators did the same; keep what is decided. Return how many rulings.

    Where most marked identical spans, these shall be gold, with the attributes that most gave.
    Where most did not draw a disputed link, it shall not be. (One that most did draw is not
    disputed.)
    """
    adjudication = hold_review(by, document)
    review = review_document(document)
    names = list(review.layers.submitted)
    decided = 0
    for cluster in review.undecided:
        spans = majority(cluster, names)
        if spans is not None:
            ruled = {span: review.answers[span] for span in spans}
            store_decision(by, adjudication, cluster.key, ruled, rule=MAJORITY)
            decided += 1
    for link in review.undecided_links:
        if is_left_out_by_most(link, names):
            store_link_decision(by, adjudication, link.key, is_gold=False, rule=MAJORITY)
            decided += 1
    return decided
