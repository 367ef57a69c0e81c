"""The review page: links, attributes and notes are shown, and ruled on by mouse and by key."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Locator, expect

from tests.browser.people import LONG, Meet, Person
from tests.browser.test_pages import assert_for_everyone
from tests.running import Up

pytestmark = pytest.mark.browser


@pytest.fixture
def ada(meet: Meet, parallax: Up) -> Person:
    """Ada, before a document of the demo that no other test rules on."""
    person = meet("ada")
    person.sign_in(parallax.password_of("ada"))
    person.see("review-document").get_by_role("link").last.click()
    expect(person.see("link").first).to_be_visible(timeout=LONG)
    return person


def review_of(person: Person) -> dict[str, Any]:
    """Return the review as it is stored, once nothing is on its way."""
    person.wait_until_saved()
    document = person.page.url.split("/documents/")[1].split("/")[0]
    found: dict[str, Any] = person.fetch(f"documents/{document}/disagreements/")[1]
    return found


def place_of(rows: list[dict[str, Any]], is_it: Callable[[dict[str, Any]], bool]) -> int:
    return next(place for place, row in enumerate(rows) if is_it(row))


def look_at(person: Person, hook: str, place: int) -> Locator:
    person.see(f"{hook}-head").nth(place).click()
    card = person.see(hook).nth(place)
    expect(card.get_by_test_id("note")).to_be_visible()
    return card


def test_a_disputed_link_is_ruled_on_by_key_and_by_mouse(ada: Person) -> None:
    place = place_of(review_of(ada)["links"], lambda link: link["standing"] == "disputed")
    card = look_at(ada, "link", place)
    expect(card).to_contain_text("drew it")
    expect(card).to_contain_text("did not")
    ada.press(["m"])
    ada.page.keyboard.type("Only reported.")
    ada.press(["Escape", "1"])
    expect(ada.see("decided")).to_contain_text("1 of ")
    ruled = review_of(ada)["links"][place]["decision"]
    assert (ruled["is_gold"], ruled["note"]) == (True, "Only reported.")
    ada.press(["u"])
    expect(card).to_have_attribute("data-decided", "false")
    assert review_of(ada)["links"][place]["decision"] is None
    card.get_by_test_id("link-not-gold").click()
    assert review_of(ada)["links"][place]["decision"]["is_gold"] is False
    look_at(ada, "link", place)
    assert_for_everyone(ada.page)


def is_of_threats(cluster: dict[str, Any]) -> bool:
    """Say whether all marked a threat there, and somebody said how hedged it is."""
    members = cluster["members"]
    return all(m["label"] == "threat_claim" for m in members) and any(
        "hedging" in m["attributes"] for m in members
    )


def test_the_attributes_of_a_ruled_span_can_be_chosen(ada: Person) -> None:
    disagreements = [c for c in review_of(ada)["clusters"] if not c["is_agreed"]]
    place = place_of(disagreements, is_of_threats)
    card = look_at(ada, "disagreement", place)
    expect(card.get_by_test_id("answers").first).to_contain_text("Hedging")
    card.get_by_test_id("custom").click()
    form = ada.see("custom-ruling")
    form.get_by_role("group", name="Hedging").first.get_by_label("Strongly hedged").first.check()
    form.get_by_test_id("custom-decide").click()
    expect(card).to_have_attribute("data-decided", "true")
    key = disagreements[place]["key"]
    stored = {c["key"]: c["decision"] for c in review_of(ada)["clusters"]}[key]
    assert stored["spans"][0]["attributes"]["hedging"] == "strongly_hedged"
    expect(look_at(ada, "disagreement", place).get_by_test_id("ruling")).to_contain_text(
        "Strongly hedged"
    )


def test_notes_and_doubts_of_annotators_are_seen(ada: Person) -> None:
    review = review_of(ada)
    disagreements = [c for c in review["clusters"] if not c["is_agreed"]]
    noted = place_of(disagreements, lambda c: any(m["note"] for m in c["members"]))
    note = next(m["note"] for m in disagreements[noted]["members"] if m["note"])
    expect(look_at(ada, "disagreement", noted).get_by_test_id("remark").first).to_have_text(note)
    doubts = [person for person in review["annotators"] if person["note"]]
    for person in doubts:
        expect(ada.see("text-remarks")).to_contain_text(person["note"])
