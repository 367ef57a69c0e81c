"""Whatever goes wrong on the way to the server: nothing is lost, nothing is done twice."""

from __future__ import annotations

import os
import signal
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Dialog, Page, Route, expect

from tests.browser.own_project import ask
from tests.browser.people import LONG, Meet, Person, assignment_of
from tests.running import Up, children_of, kill

pytestmark = pytest.mark.browser

ARTICLE = "US-Ukraine"
KEPT = "kept on this computer"


def rows(person: Person, kind: str = "annotations") -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = person.fetch(f"assignments/{assignment_of(person.page)}/")[1][
        kind
    ]
    return found


def labels(person: Person) -> list[str]:
    return [row["label"] for row in rows(person)]


def mark(person: Person, keys: list[str]) -> None:
    """Label one place after the other in the order of the text."""
    text = person.page.locator("#text").text_content() or ""
    for quote, key in zip(("Zhang Hong", "Volodymyr Zelensky", "White House"), keys, strict=False):
        person.drag_over(text, quote)
        person.page.keyboard.press(key)


def reopen(person: Person) -> None:
    """Close the page as a killed tab would, and open the same text in a new one."""
    address = person.page.url
    person.page.close()
    person.page = person.context.new_page()
    person.page.goto(address)
    expect(person.page.locator("#text mark").first).to_be_visible(timeout=LONG)


def send_now(person: Person) -> None:
    """Press "Try now", unless what waited has gone out by itself meanwhile."""
    person.page.evaluate("document.querySelector('#trouble button')?.click()")


def sign_in_beside(person: Person, username: str, password: str) -> None:
    """Sign somebody in, in another tab of the same browser."""
    page, person.page, person.username = person.page, person.context.new_page(), username
    person.sign_in(password)
    person.page.close()
    person.page = page


@pytest.fixture
def chloe(meet: Meet, parallax: Up) -> Iterator[Person]:
    person = meet("chloe")
    person.sign_in(parallax.password_of("chloe"))
    person.open_assignment(ARTICLE)
    yield person
    path = f"assignments/{assignment_of(person.page)}"
    for row in rows(person):
        ask(person, "DELETE", f"{path}/annotations/{row['id']}/?base_rev={row['rev']}")


def test_work_without_a_network_is_shown_and_sent_by_the_next_page(chloe: Person) -> None:
    chloe.context.set_offline(True)
    mark(chloe, ["2", "2", "1"])
    expect(chloe.see("save-state")).to_have_text(f"Waiting for the network: 3 {KEPT}")
    chloe.press(["3", "Control+z", "Control+z"])
    expect(chloe.see("save-state")).to_have_text(f"Waiting for the network: 6 {KEPT}")
    address = chloe.page.url
    chloe.page.close()
    chloe.context.set_offline(False)
    chloe.page = chloe.context.new_page()
    chloe.page.goto(address)
    chloe.wait_until_saved()
    assert labels(chloe) == ["actor", "actor"]
    chloe.page.get_by_test_id("redo").click()
    expect(chloe.page.locator("#span-count")).to_have_text("3")
    chloe.page.get_by_test_id("redo").click()
    chloe.wait_until_saved()
    assert sorted(labels(chloe)) == ["actor", "actor", "threat_claim"]


def test_answers_that_get_lost_double_nothing_and_show_no_conflict(chloe: Person) -> None:
    def lose(route: Route) -> None:
        route.fetch()
        route.abort()

    chloe.page.route("**/changes/", lose)
    mark(chloe, ["2", "1"])
    chloe.press(["3", "]", "4"])
    expect(chloe.see("save-state")).to_have_text(f"Waiting for the network: 5 {KEPT}")
    reopen(chloe)
    chloe.wait_until_saved()
    assert [(row["label"], row["rev"]) for row in rows(chloe)] == [("actor", 1), ("evidence", 4)]
    expect(chloe.see("problem")).to_have_count(0)
    chloe.page.get_by_test_id("undo").click()
    chloe.wait_until_saved()
    assert labels(chloe) == ["actor", "threat_claim"]


def test_two_tabs_show_and_send_what_both_did_without_a_reload(chloe: Person) -> None:
    other: Page = chloe.context.new_page()
    other.goto(chloe.page.url)
    expect(other.get_by_test_id("save-state")).to_have_text("Saved", timeout=LONG)
    chloe.context.set_offline(True)
    mark(chloe, ["2", "1"])
    expect(other.locator("#span-count")).to_have_text("2")
    other.get_by_test_id("undo").click()
    expect(chloe.page.locator("#span-count")).to_have_text("1")
    chloe.press(["Control+Shift+Z", "3"])
    expect(other.locator("#span-list")).to_contain_text("Threat claim")
    chloe.context.set_offline(False)
    chloe.wait_until_saved()
    expect(other.get_by_test_id("save-state")).to_have_text("Saved")
    assert labels(chloe) == ["actor", "threat_claim"]
    other.close()


def test_one_person_s_unsent_work_waits_for_them_and_nobody_else_sees_it(
    chloe: Person, parallax: Up
) -> None:
    address = chloe.page.url
    chloe.context.clear_cookies()
    mark(chloe, ["2"])
    expect(chloe.see("save-state")).to_have_text("Signed out: 1 kept")
    sign_in_beside(chloe, "ana", parallax.password_of("ana"))
    chloe.page.get_by_role("button", name="Try now").click()
    expect(chloe.page.locator("#trouble")).to_contain_text("Ana Duarte is signed in now")
    answer = chloe.page.goto(address)
    assert answer is not None
    assert answer.status == 404
    chloe.context.clear_cookies()
    sign_in_beside(chloe, "chloe", parallax.password_of("chloe"))
    chloe.page.goto(address)
    chloe.wait_until_saved()
    assert labels(chloe) == ["actor"]


def test_signing_out_with_unsent_work_is_asked_about(chloe: Person) -> None:
    asked: list[str] = []

    def stay(dialog: Dialog) -> None:
        asked.append(dialog.message)
        dialog.dismiss()

    chloe.page.on("dialog", stay)
    chloe.page.route("**/changes/", lambda route: route.abort())
    mark(chloe, ["2"])
    expect(chloe.see("save-state")).to_contain_text("Waiting for the network: 1")
    chloe.see("sign-out").click()
    expect(chloe.see("signed-in-as")).to_be_visible()
    assert asked
    assert "1 change is not sent yet" in asked[0]
    chloe.page.unroute("**/changes/")
    send_now(chloe)
    chloe.wait_until_saved()


@pytest.mark.skipif(not Path("/proc").is_dir(), reason="NOT TESTED: needs /proc")
def test_work_goes_on_while_the_server_is_dead(chloe: Person, parallax: Up) -> None:
    os.kill(parallax.process.pid, signal.SIGSTOP)
    try:
        web = parallax.child("gunicorn")
        for process in [*children_of(web), web]:
            kill(process)
        mark(chloe, ["2", "1"])
        expect(chloe.see("save-state")).to_have_text(f"Waiting for the network: 2 {KEPT}")
    finally:
        os.kill(parallax.process.pid, signal.SIGCONT)
    chloe.wait_until_saved()
    assert labels(chloe) == ["actor", "argument"]


def test_a_span_deleted_on_another_device_is_shown_until_one_decides(
    chloe: Person, browser: Browser, parallax: Up
) -> None:
    mark(chloe, ["2"])
    chloe.wait_until_saved()
    other = Person(browser, chloe.base_url, "chloe")
    other.sign_in(parallax.password_of("chloe"))
    other.open_assignment(ARTICLE)
    other.page.locator("#text mark", has_text="Zhang Hong").click()
    other.press(["Delete"])
    other.wait_until_saved()
    other.context.close()
    chloe.press(["1"])
    expect(chloe.see("problem")).to_contain_text("The other: deleted.")
    chloe.page.reload()
    expect(chloe.see("problem")).to_contain_text("Yours: Argument")
    chloe.page.get_by_role("button", name="Keep mine").click()
    expect(chloe.see("problem")).to_have_count(0)
    chloe.wait_until_saved()
    assert labels(chloe) == ["argument"]


def test_a_browser_that_keeps_nothing_says_so(meet: Meet, parallax: Up) -> None:
    chloe = meet("chloe")
    chloe.sign_in(parallax.password_of("chloe"))
    chloe.page.add_init_script(
        "IDBFactory.prototype.open = () => { throw new DOMException('', 'SecurityError'); };"
    )
    chloe.open_assignment(ARTICLE)
    mark(chloe, ["2"])
    chloe.wait_until_saved()
    expect(chloe.page.locator("#trouble")).to_contain_text("keeps nothing on this computer")
    chloe.page.route("**/changes/", lambda route: route.abort())
    chloe.press(["Control+z"])
    expect(chloe.page.locator("#trouble")).to_contain_text("lost if you close this page")
    kinds: list[str] = []

    def stay(dialog: Dialog) -> None:
        kinds.append(dialog.type)
        dialog.dismiss()

    chloe.page.on("dialog", stay)
    chloe.page.close(run_before_unload=True)
    chloe.page.unroute("**/changes/")
    send_now(chloe)
    chloe.wait_until_saved()
    assert kinds == ["beforeunload"]
    assert rows(chloe) == []
