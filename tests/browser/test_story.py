"""The whole story on three real articles: invite, annotate, suggest, rule, measure, export."""

from __future__ import annotations

import json
import os
import re
import shutil
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from playwright.sync_api import APIResponse, expect

from tests.browser.people import LONG, Meet, Person, assignment_of
from tests.domain.agreement.twin import TwinDocument, twin_report
from tests.running import Up

pytestmark = pytest.mark.browser

DOCUMENTS = Path(settings.BASE_DIR) / "fixtures" / "documents"
US_UKRAINE, INF, ROAD_MAP = (
    "US-Ukraine defense framework",
    "Fruitless US-Russia negotiations threaten INF Treaty",
    "China-Russia military cooperation road map",
)
FILES = {
    US_UKRAINE: "us-ukraine-defense-framework.txt",
    INF: "inf-treaty-negotiations.txt",
    ROAD_MAP: "china-russia-road-map.txt",
}
ANNOTATORS = {"irina": "Irina Petrova", "jonas": "Jonas Weber", "kofi": "Kofi Mensah"}
PASSWORD = "calm-reading-of-sources"
# What the three mark by hand: title, quote, the label's key. They agree on some of it.
MARKED = {
    "irina": [
        (US_UKRAINE, "NATO membership could provoke a strong reaction from Moscow", "3"),
        (US_UKRAINE, "Moscow", "2"),
        (US_UKRAINE, "The package will include more Javelin anti-tank missiles", "4"),
        (INF, "the arms control system may be destroyed", "3"),
        (INF, "hadn’t been prepared to engage in specific dialogues", "4"),
        (ROAD_MAP, "Russia and China", "2"),
        (ROAD_MAP, "The danger is becoming direct and immediate", "3"),
        (ROAD_MAP, "The signing of the road map is important for several reasons", "1"),
    ],
    "kofi": [
        (US_UKRAINE, "NATO membership could provoke a strong reaction", "3"),
        (US_UKRAINE, "Moscow", "2"),
        (US_UKRAINE, "The package will include more Javelin anti-tank missiles", "4"),
        (INF, "the security pattern may become unbalanced", "3"),
        (ROAD_MAP, "Russia and China", "2"),
        (ROAD_MAP, "The danger is becoming direct and immediate", "1"),
    ],
}


def text_of(title: str) -> str:
    return (DOCUMENTS / FILES[title]).read_bytes().decode("utf-8")


def test_the_whole_story(meet: Meet, parallax: Up, tmp_path: Path) -> None:
    mara = meet("mara")
    mara.sign_in(parallax.password_of("mara"))
    project = create_project(mara)
    links = {name: invite(mara, project, name, "annotator") for name in ANNOTATORS}
    links["lena"] = invite(mara, project, "lena", "adjudicator")
    for name, link in links.items():
        full_name = ANNOTATORS.get(name, "Lena Fischer")
        meet(name).join(link, full_name=full_name, password=PASSWORD)
    import_the_articles(mara, project)
    assign_everybody(mara, project)

    annotate_with_mouse(meet("irina"))
    annotate_with_keyboard(meet("jonas"))
    documents = [row["id"] for row in mara.fetch(f"projects/{project}/documents/")[1]["results"]]
    assert_blindness(meet, documents, project)
    annotate_with_both(meet("kofi"))
    take_picture(meet("kofi"), tmp_path / "workspace.png")
    for name in ANNOTATORS:
        submit_everything(meet(name))

    for document in documents:
        rule_on(meet("lena"), document)
    check_results(mara, project, make_token(mara))


# --- The manager --------------------------------------------------------------------------


def create_project(mara: Person) -> str:
    mara.page.goto("/")
    mara.see("new-project").click()
    mara.page.fill("input[name=name]", "Three articles")
    mara.page.get_by_role("button", name="Create project").click()
    mara.page.wait_for_url(re.compile(r"/projects/[0-9a-f-]{36}/$"))
    return mara.page.url.rstrip("/").rsplit("/", 1)[1]


def invite(mara: Person, project: str, name: str, role: str) -> str:
    mara.page.goto(f"/projects/{project}/team/")
    mara.page.fill("input[name=name]", name)
    mara.page.select_option("select[name=role]", role)
    mara.see("invite").click()
    return mara.see("secret").input_value()


def import_the_articles(mara: Person, project: str) -> None:
    """Upload the files, see what was guessed, correct one title, import, wait for the worker."""
    mara.page.goto(f"/projects/{project}/upload/")
    mara.see("files").set_input_files([DOCUMENTS / name for name in FILES.values()])
    expect(mara.see("draft")).to_have_count(3, timeout=LONG)
    guessed = {
        draft.get_attribute("data-file"): draft.locator("input[name=source]").input_value()
        for draft in mara.see("draft").all()
    }
    assert guessed == {
        FILES[US_UKRAINE]: "Global Times",
        FILES[INF]: "China Military Online",
        FILES[ROAD_MAP]: "Global Times",
    }
    treaty = mara.page.locator(f"[data-testid=draft][data-file='{FILES[INF]}']")
    assert treaty.locator("input[name=author]").input_value() == "Wang Xinyuan"
    treaty.locator("input[name=title]").fill(INF)
    assert mara.fetch(f"projects/{project}/documents/")[1]["results"] == []
    mara.see("import").click()
    mara.page.wait_for_url(re.compile(rf"/projects/{project}/$"), timeout=LONG)
    expect(mara.see("job")).to_have_attribute("data-state", "done", timeout=LONG)


def assign_everybody(mara: Person, project: str) -> None:
    mara.page.goto(f"/projects/{project}/")
    mara.see("assign").click()
    expect(mara.see("document").first).to_contain_text("0 assigned")
    with mara.page.expect_navigation():
        mara.see("assign-confirm").click()
    expect(mara.see("document").first).not_to_contain_text("assigned")
    rows = mara.fetch(f"projects/{project}/documents/")[1]["results"]
    assert [row["progress"]["assigned"] for row in rows] == [3, 3, 3]


# --- The annotators -----------------------------------------------------------------------


def mark(person: Person, title: str) -> None:
    for where, quote, key in MARKED[person.username]:
        if where == title:
            before = person.span_count()
            person.drag_over(text_of(title), quote)
            person.page.keyboard.press(key)
            expect(person.page.locator("#span-count")).to_have_text(str(before + 1))


def annotate_with_mouse(irina: Person) -> None:
    """Irina drags over words; on one article she changes, deletes and undoes."""
    for title in FILES:
        irina.open_assignment(title)
        mark(irina, title)
        irina.wait_until_saved()
        stored = irina.fetch(f"assignments/{assignment_of(irina.page)}/")[1]
        quotes = {text_of(title)[a["start"] : a["end"]] for a in stored["annotations"]}
        assert quotes == {quote for where, quote, _ in MARKED["irina"] if where == title}
    before = irina.span_count()
    irina.press(["Backspace"])
    expect(irina.page.locator("#span-count")).to_have_text(str(before - 1))
    irina.see("undo").click()
    expect(irina.page.locator("#span-count")).to_have_text(str(before))
    irina.wait_until_saved()


def annotate_with_keyboard(jonas: Person) -> None:
    """Jonas never touches the mouse: words, sentences, suggestions, relabel, undo."""
    for title in FILES:
        jonas.open_assignment(title)
        jonas.page.locator("#text").focus()
        jonas.press(["Control+Home", "ArrowDown", "ArrowDown", "w", "w", "2"])
        jonas.press(["ArrowDown", "ArrowDown", "ArrowDown", "s", "1"])
        expect(jonas.page.locator("#span-count")).to_have_text("2")
        jonas.press(["4", "Control+z"])  # relabels the focused span, and takes that back
        jonas.press([".", "a", "a", "r", "a"])
        expect(jonas.page.locator("#span-count")).to_have_text("5")
        jonas.wait_until_saved()
        stored = jonas.fetch(f"assignments/{assignment_of(jonas.page)}/")[1]
        verdicts = [row["verdict"] for row in stored["suggestions"] if row["verdict"]]
        assert sorted(verdicts) == ["accepted", "accepted", "accepted", "dismissed"]


def annotate_with_both(kofi: Person) -> None:
    for title in FILES:
        kofi.open_assignment(title)
        kofi.page.get_by_role("tab", name=re.compile("Suggestions")).click()
        kofi.see("suggestion-list").get_by_role("button").first.click()
        for verdict in ("accept", "accept", "dismiss", "accept"):
            left = int(kofi.page.locator("#suggestion-count").inner_text())
            kofi.see(f"suggestion-{verdict}").click()
            expect(kofi.page.locator("#suggestion-count")).to_have_text(str(left - 1))
        mark(kofi, title)
        kofi.wait_until_saved()


def submit_everything(person: Person) -> None:
    for title in FILES:
        person.open_assignment(title)
        person.submit()


def assert_blindness(meet: Meet, documents: list[str], project: str) -> None:
    """Two have annotated, none has submitted: nobody learns anything of anybody's work."""
    kofi, lena = meet("kofi"), meet("lena")
    for row in kofi.fetch("assignments/")[1]["results"]:
        opened = kofi.fetch(f"assignments/{row['id']}/")[1]
        assert opened["annotations"] == []
        assert {suggestion["verdict"] for suggestion in opened["suggestions"]} == {None}
    for document in documents:
        assert kofi.fetch(f"documents/{document}/disagreements/")[0] == 403
        status, told = lena.fetch(f"documents/{document}/disagreements/")
        assert (status, told["code"]) == (403, "not_ready")
    assert kofi.fetch(f"projects/{project}/agreement/")[0] == 403
    assert kofi.fetch(f"projects/{project}/exports/")[0] == 403
    assert lena.fetch(f"projects/{project}/agreement/")[1]["overall"]["alpha"]["value"] is None


def take_picture(kofi: Person, path: Path) -> None:
    """Take the picture of the README; PARALLAX_PICTURE says where to keep it."""
    kofi.open_assignment(US_UKRAINE)
    kofi.page.evaluate("window.scrollTo(0, 0)")
    kofi.page.screenshot(path=path)
    assert path.stat().st_size > 20_000
    if keep := os.environ.get("PARALLAX_PICTURE"):
        shutil.copy(path, keep)


# --- The adjudicator ----------------------------------------------------------------------


def rule_on(lena: Person, document: str) -> None:
    """Decide every disagreement by key: the first reading, now and then nothing; then finish."""
    lena.page.goto(f"/documents/{document}/review/")
    expect(lena.see("disagreement").first).to_be_visible(timeout=LONG)
    total = lena.see("disagreement").count()
    lena.see("disagreement").first.click()
    for number in range(total):
        lena.page.keyboard.press("0" if number % 5 == 4 else "1")
        expect(lena.see("decided")).to_contain_text(f"{number + 1} of {total}", timeout=LONG)
    lena.see("finish").click()
    expect(lena.see("finished")).to_be_visible(timeout=LONG)


# --- What comes out -----------------------------------------------------------------------


def make_token(mara: Person) -> str:
    mara.page.goto("/account/tokens/")
    mara.page.fill("input[name=name]", "export script")
    for scope in ("read", "review", "export"):
        mara.page.check(f"input[name=scopes][value={scope}]")
    mara.see("create-token").click()
    return mara.see("secret").input_value()


def ask(mara: Person, token: str, path: str) -> APIResponse:
    """Ask as a program does: with the token and without a cookie."""
    with_token = {"Authorization": f"Bearer {token}", "Cookie": ""}
    answer = mara.context.request.get(f"{mara.base_url}/api/v1/{path}", headers=with_token)
    assert answer.ok, answer.text()
    return answer


def check_results(mara: Person, project: str, token: str) -> None:
    exported = ask(mara, token, f"projects/{project}/exports/?format=jsonl").text()
    corpus = [json.loads(line) for line in exported.splitlines()]
    agreement = ask(mara, token, f"projects/{project}/agreement/").json()
    assert {record["text"] for record in corpus} == {text_of(title) for title in FILES}
    for record in corpus:
        check_record(record)
    check_against_twin(agreement, corpus)


def check_record(record: dict[str, Any]) -> None:
    layers = record["annotators"]
    assert [layer["annotator"] for layer in layers] == sorted(ANNOTATORS)
    spans = [span for layer in layers for span in layer["spans"]] + record["gold"]
    assert len(spans) > 8
    for span in spans:
        assert span["text"] == record["text"][span["start"] : span["end"]]
    assert {span["origin"] for span in record["gold"]} <= {"unanimous", "adjudicated"}
    assert {span["decided_by"] for span in record["gold"]} <= {"lena", None}
    assert record["gold"]


def check_against_twin(agreement: dict[str, Any], corpus: list[dict[str, Any]]) -> None:
    documents: list[TwinDocument] = [
        {
            "length": len(record["text"]),
            "spans": {
                layer["annotator"]: [(s["start"], s["end"], s["label"]) for s in layer["spans"]]
                for layer in record["annotators"]
            },
        }
        for record in corpus
    ]
    labels = ["argument", "actor", "threat_claim", "evidence"]
    twin = twin_report(documents, labels=labels)
    assert_same(agreement["overall"], twin["overall"])
    for label in labels:
        assert_same(agreement["labels"][label], twin["labels"][label])
    assert len(agreement["pairs"]) == 3
    for pair in agreement["pairs"]:
        assert_same(pair["overall"], twin["pairs"][tuple(pair["annotators"])]["overall"])


def assert_same(figures: dict[str, Any], expected: dict[str, Any]) -> None:
    for name in ("alpha", "f1_exact", "f1_iou50"):
        value = figures[name]["value"]
        assert (value is None) == (figures[name]["reason"] is not None)
        assert value == pytest.approx(expected[name], abs=1e-10)
