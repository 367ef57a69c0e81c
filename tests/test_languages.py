"""Pages speak the language of their reader; the API speaks English to everybody."""

from __future__ import annotations

import json
import re

import pytest
from django.test import Client

from annotator.models import User
from frontend.languages import script_catalogue
from tests.cast import API, Cast

GERMAN = {"Accept-Language": "de-AT,de;q=0.9,en;q=0.5"}
ENGLISH = {"Accept-Language": "en"}
FRENCH = {"Accept-Language": "fr,pt;q=0.5"}
DATA_BLOCK = re.compile(r'<script id="words" type="application/json">(.*?)</script>', re.DOTALL)


@pytest.fixture
def mara(cast: Cast) -> Client:
    client = Client()
    client.force_login(cast.mara)
    return client


def prefer(user: User, **preferences: object) -> None:
    User.objects.filter(id=user.id).update(preferences=preferences)


def language_of(client: Client, headers: dict[str, str] | None = None, path: str = "/") -> str:
    """Return the language a page says it is in, having seen that its words are."""
    page = client.get(path, headers=headers)
    found = re.search(r'<html lang="(\w+)"', page.text)
    assert found, page.text
    assert page.headers["Content-Language"] == found[1]
    assert ("Zum Inhalt springen" in page.text) == (found[1] == "de")
    return found[1]


def test_it_speaks_english_where_nobody_asks_for_more(mara: Client) -> None:
    assert language_of(mara) == "en"
    assert language_of(mara, FRENCH) == "en"


def test_it_speaks_what_the_browser_prefers(mara: Client) -> None:
    assert language_of(mara, GERMAN) == "de"


@pytest.mark.parametrize("chosen", ["en", "de"])
def test_it_speaks_what_a_person_chose_in_every_browser(
    mara: Client, cast: Cast, chosen: str
) -> None:
    prefer(cast.mara, language=chosen)
    assert [language_of(mara, headers) for headers in (GERMAN, ENGLISH)] == [chosen, chosen]


def test_it_keeps_the_choice_with_the_person(mara: Client, cast: Cast) -> None:
    prefer(cast.mara, keys={"label.1": "a"})
    answer = mara.post("/language/", {"language": "de", "next": "/account/"})
    assert (answer.status_code, answer.headers["Location"]) == (302, "/account/")
    cast.mara.refresh_from_db()
    assert cast.mara.preferences == {"keys": {"label.1": "a"}, "language": "de"}


def test_it_forgets_the_choice_when_the_browser_is_to_decide(mara: Client) -> None:
    for language in ("de", ""):
        mara.post("/language/", {"language": language, "next": "/"})
    assert language_of(mara, ENGLISH) == "en"


def test_it_refuses_a_language_it_does_not_speak(mara: Client, cast: Cast) -> None:
    assert mara.post("/language/", {"language": "tlh", "next": "/"}).status_code == 400
    cast.mara.refresh_from_db()
    assert cast.mara.preferences == {}


def test_it_remembers_what_a_stranger_chose(client: Client, db: None) -> None:
    client.post("/language/", {"language": "de", "next": "/account/login/"})
    assert language_of(client, ENGLISH, "/account/login/") == "de"


def test_it_never_leads_to_another_site(client: Client, db: None) -> None:
    answer = client.post("/language/", {"language": "de", "next": "https://elsewhere.example/"})
    assert answer.headers["Location"] == "/"


def test_a_refused_sign_in_is_told_in_the_language_of_the_page(client: Client, db: None) -> None:
    sent = {"login": "nobody", "password": "wrong"}
    page = client.post("/account/login/", sent, headers=GERMAN)
    assert "Passwort" in page.text
    assert "password you specified" not in page.text


@pytest.mark.parametrize("path", ["/nowhere/", "/projects/00000000-0000-4000-8000-000000000000/"])
def test_an_error_page_speaks_the_language_of_its_reader(mara: Client, path: str) -> None:
    assert "Hier ist nichts" in mara.get(path, headers=GERMAN).text


def test_it_tells_caches_on_what_a_page_depends(mara: Client) -> None:
    vary = mara.get("/").headers["Vary"]
    assert {"Accept-Language", "Cookie"} <= set(re.split(r",\s*", vary))


def test_it_gives_scripts_the_catalogue_of_the_page(mara: Client) -> None:
    (block,) = DATA_BLOCK.findall(mara.get("/", headers=GERMAN).text)
    assert json.loads(block) == script_catalogue("de")
    assert DATA_BLOCK.findall(mara.get("/").text) == []


@pytest.mark.parametrize("theme", ["system", "light", "dark", "sepia"])
def test_it_paints_every_page_in_the_chosen_theme(mara: Client, cast: Cast, theme: str) -> None:
    prefer(cast.mara, reading={"theme": theme})
    assert f'data-theme="{theme}"' in mara.get("/account/").text


def test_it_leaves_the_theme_to_the_system_where_none_is_chosen(mara: Client) -> None:
    assert 'data-theme="system"' in mara.get("/").text
    assert 'data-theme="system"' in Client().get("/account/login/").text


REQUESTS = [
    ("GET", "me/", {}),
    ("GET", "projects/", {}),
    ("GET", "nowhere/", {}),
    ("POST", "projects/", {"name": "", "redundancy": "many"}),
    ("POST", "tokens/", {"name": "x", "scopes": ["fly"], "days": 10**9}),
    ("DELETE", "projects/", {}),
]


@pytest.mark.parametrize(("method", "path", "body"), REQUESTS)
def test_the_api_answers_the_same_bytes_in_every_language(
    mara: Client, cast: Cast, method: str, path: str, body: dict[str, object]
) -> None:
    prefer(cast.mara, language="de")
    heard = [
        mara.generic(method, API + path, json.dumps(body), "application/json", headers=headers)
        for headers in (GERMAN, ENGLISH)
    ]
    assert heard[0].content == heard[1].content
    assert "Accept-Language" not in heard[0].headers.get("Vary", "")


def test_the_api_speaks_english_right_after_a_german_page(mara: Client) -> None:
    assert language_of(mara, GERMAN) == "de"
    refused = mara.generic(
        "POST", f"{API}tokens/", '{"name": ""}', "application/json", headers=GERMAN
    )
    assert refused.json()["fields"]["name"] == ["This field may not be blank."]
