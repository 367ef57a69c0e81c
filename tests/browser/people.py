"""People at browsers of their own: what they do with mouse and keyboard, and what they see."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from typing import Any
from urllib.parse import urlsplit

from playwright.sync_api import Browser, Locator, Page, expect

LONG = 60_000  # ms; a page may wait for a worker, and machines that test are busy
_SESSIONS: dict[tuple[str, str], dict[str, str]] = {}  # cookies by address and username

# The rectangle of one character of the text: which of its client rects, from its offset.
_CARET_JS = """([offset, isEnd, scroll]) => {
  const text = document.getElementById("text");
  const walker = document.createTreeWalker(text, NodeFilter.SHOW_TEXT);
  let left = offset - (isEnd ? 1 : 0);
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    if (left < node.length) {
      const range = document.createRange();
      range.setStart(node, left);
      range.setEnd(node, left + 1);
      if (scroll) node.parentElement.scrollIntoView({ block: "center", behavior: "instant" });
      const { left: x, right, top, bottom } = range.getBoundingClientRect();
      return [isEnd ? right - 1 : x + 1, (top + bottom) / 2];
    }
    left -= node.length;
  }
  return null;
}"""


class Person:
    """One browser context: cookies, storage and page of one person."""

    def __init__(
        self, browser: Browser, base_url: str, username: str, *, locale: str = "en-GB"
    ) -> None:
        self.base_url, self.username = base_url, username
        self.context = browser.new_context(
            base_url=base_url,
            viewport={"width": 1280, "height": 900},
            accept_downloads=True,
            locale=locale,
        )
        self.context.set_default_timeout(LONG)
        self.page: Page = self.context.new_page()
        self.complaints: list[str] = []
        self.page.on("pageerror", lambda error: self.complaints.append(str(error)))
        self.page.on("console", self._hear)

    def _hear(self, message: Any) -> None:
        # Refusals that a test provokes are told there too; broken policies and scripts are ours.
        if message.type == "error" and "Failed to load resource" not in message.text:
            self.complaints.append(message.text)

    def see(self, testid: str) -> Locator:
        return self.page.get_by_test_id(testid)

    def sign_in(self, password: str) -> None:
        """Go to the home page: with the session of an earlier test, or through the sign-in page."""
        session = _SESSIONS.get((self.base_url, self.username))
        if session:
            self.context.add_cookies(
                [{"name": k, "value": v, "url": self.base_url} for k, v in session.items()]
            )
            self.page.goto("/")
            if self.see("signed-in-as").is_visible():
                return
        self.page.goto("/account/login/")
        self.page.fill("input[name=login]", self.username)
        self.page.fill("input[name=password]", password)
        self.see("sign-in").click()
        expect(self.see("signed-in-as")).to_be_visible()
        cookies = {one["name"]: one["value"] for one in self.context.cookies()}
        _SESSIONS[self.base_url, self.username] = cookies

    def join(self, link: str, *, full_name: str, password: str) -> None:
        self.page.goto(link)
        self.page.fill("input[name=username]", self.username)
        self.page.fill("input[name=full_name]", full_name)
        self.page.fill("input[name=password]", password)
        self.see("join").click()
        expect(self.see("signed-in-as")).to_contain_text(full_name)

    def fetch(self, path: str) -> tuple[int, Any]:
        """Ask the API with this person's session; return status and body."""
        answer = self.context.request.get(f"{self.base_url}/api/v1/{path}")
        return answer.status, answer.json()

    def project_called(self, name: str) -> str:
        """Return the id of the person's first project whose name begins so."""
        rows = self.fetch("projects/")[1]["results"]
        return next(str(row["id"]) for row in rows if row["name"].startswith(name))

    # --- In the workspace ---

    def open_assignment(self, title: str) -> None:
        if urlsplit(self.page.url).path != "/":
            self.page.goto("/")
        self.page.get_by_role("link", name=title).first.click()
        expect(self.see("save-state")).to_have_text("Saved", timeout=LONG)

    def wait_until_saved(self) -> None:
        expect(self.see("save-state")).to_have_text("Saved", timeout=LONG)

    def span_count(self) -> int:
        return int(self.page.locator("#span-count").inner_text())

    def drag_over(self, text: str, quote: str) -> None:
        """Select the first place where `quote` stands in the text, with the mouse."""
        start = len(text[: text.index(quote)].encode("utf-16-le")) // 2
        end = start + len(quote.encode("utf-16-le")) // 2
        x, y = self.page.evaluate(_CARET_JS, [start, False, True])
        to_x, to_y = self.page.evaluate(_CARET_JS, [end, True, False])
        self.page.mouse.move(x, y)
        self.page.mouse.down()
        self.page.mouse.move((x + to_x) / 2, (y + to_y) / 2, steps=4)
        self.page.mouse.move(to_x, to_y, steps=4)
        self.page.mouse.up()

    def press(self, keys: Sequence[str]) -> None:
        for key in keys:
            self.page.keyboard.press(key)

    def submit(self) -> None:
        self.wait_until_saved()
        self.see("submit").click()
        self.see("submit-confirm").click()
        expect(self.see("submitted")).to_be_visible(timeout=LONG)


def assignment_of(page: Page) -> str:
    """Return the id of the assignment that is open."""
    found = re.search(r"/assignments/([0-9a-f-]{36})/", page.url)
    assert found, page.url
    return found[1]


Meet = Callable[[str], Person]
