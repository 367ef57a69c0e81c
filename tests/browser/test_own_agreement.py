"""A manager releases agreement to annotators, who see their own figures and nobody's name."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.browser.people import LONG, Meet
from tests.browser.test_pages import assert_for_everyone
from tests.running import Up

pytestmark = [pytest.mark.browser, pytest.mark.anywhere]


def test_an_annotator_sees_own_figures_once_a_manager_shows_them(meet: Meet, parallax: Up) -> None:
    mara, ana = meet("mara"), meet("ana")
    for person in (mara, ana):
        person.sign_in(parallax.password_of(person.username))
        person.page.get_by_role("link", name="Demo: three articles").first.click()
    expect(ana.page.get_by_role("link", name="Your agreement")).to_have_count(0)
    form = mara.see("agreement-form")
    form.get_by_label("Threshold of alpha").fill("0.75")
    form.get_by_label("Annotators may see").check()
    form.get_by_role("button", name="Save").click()
    expect(form.get_by_role("status")).to_have_text("Saved.")
    mara.page.reload()
    expect(form.get_by_label("Threshold of alpha")).to_have_value("0.75")
    ana.page.reload()
    still_counting = {"status": 202, "json": {"is_counting": True}}
    path = "**/api/v1/projects/*/agreement/own/"
    ana.page.route(path, lambda route: route.fulfill(**still_counting), times=1)
    ana.page.get_by_role("link", name="Your agreement").click()
    expect(ana.see("own-pair")).to_have_count(2, timeout=LONG)
    expect(ana.page.get_by_role("heading", name="You and annotator B")).to_be_visible()
    expect(ana.see("own-agreement")).not_to_contain_text("en Okafor")
    project = ana.page.url.split("/projects/")[1].split("/")[0]
    told = ana.fetch(f"projects/{project}/agreement/own/")[1]["pairs"][0]["overall"]["alpha"]
    expect(ana.see("own-pair").first).to_contain_text(f"{told['value']:.2f}")
    assert_for_everyone(ana.page)
    form.get_by_label("Threshold of alpha").fill("")
    form.get_by_label("Annotators may see").uncheck()
    form.get_by_role("button", name="Save").click()
    expect(form.get_by_role("status")).to_have_text("Saved.")
