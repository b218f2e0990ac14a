"""The page in a real Chromium: matrix, filters, search, anchors, narrow screens, with scripts and without.

Speaks the DevTools protocol over a pipe; skipped where no Chromium is installed.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.report_support import checked, rendered

CHROMIUM = next(
    (path for name in ("chromium", "chromium-browser", "google-chrome") if (path := shutil.which(name))), ""
)
pytestmark = pytest.mark.skipif(not CHROMIUM, reason="no Chromium is installed (apt-get install chromium)")
FLAGS = (
    "--headless --no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking "
    "--disable-component-update --disable-sync --disable-dev-shm-usage --remote-debugging-pipe"
)
PATIENCE = 30.0


class Browser:
    """One page of one Chromium."""

    def __init__(self, profile: Path) -> None:
        to_read, self._write = os.pipe()
        self._read, to_write = os.pipe()
        self._process = subprocess.Popen(
            ["bash", "-c", f'exec "$0" {FLAGS} --user-data-dir="$1" about:blank 3<&{to_read} 4>&{to_write}', CHROMIUM, str(profile)],
            pass_fds=(to_read, to_write), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
        )  # fmt: skip
        os.close(to_read)
        os.close(to_write)
        self._left, self._number, self._session = b"", 0, ""
        self.told: list[dict[str, Any]] = []
        target = self.send("Target.createTarget", url="about:blank")["targetId"]
        self._session = self.send("Target.attachToTarget", targetId=target, flatten=True)["sessionId"]
        for domain in ("Page", "Runtime", "Log"):
            self.send(f"{domain}.enable")

    def send(self, method: str, **params: Any) -> Any:
        self._number += 1
        message: dict[str, Any] = {"id": self._number, "method": method, "params": params}
        if self._session:
            message["sessionId"] = self._session
        os.write(self._write, json.dumps(message).encode() + b"\0")
        while True:
            answer = self._next()
            if answer.get("id") == self._number:
                assert "error" not in answer, answer
                return answer["result"]
            self.told.append(answer)

    def _next(self) -> dict[str, Any]:
        while b"\0" not in self._left:
            chunk = os.read(self._read, 1 << 16)
            assert chunk, "Chromium went away"
            self._left += chunk
        message, _, self._left = self._left.partition(b"\0")
        found: dict[str, Any] = json.loads(message)
        return found

    def open(self, url: str) -> None:
        self.send("Page.navigate", url=url)
        self.until("document.readyState === 'complete' && location.href !== 'about:blank'")

    def browser(self, method: str, **params: Any) -> Any:
        """Asks the browser as a whole, not its page."""
        session, self._session = self._session, ""
        try:
            return self.send(method, **params)
        finally:
            self._session = session

    def run(self, script: str, wait: bool = False) -> Any:
        result = self.send("Runtime.evaluate", expression=script, returnByValue=True, awaitPromise=wait)
        assert "exceptionDetails" not in result, result
        return result["result"].get("value")

    def until(self, script: str) -> None:
        end = time.monotonic() + PATIENCE
        while not self.run(script):
            assert time.monotonic() < end, f"never true: {script}"
            time.sleep(0.05)

    def close(self) -> None:
        self._process.terminate()
        self._process.wait(10)
        os.close(self._write)
        os.close(self._read)


@pytest.fixture(scope="module")
def url(tmp_path_factory: pytest.TempPathFactory) -> str:
    path = tmp_path_factory.mktemp("page") / "report.html"
    path.write_bytes(rendered(checked(), "html"))
    return path.as_uri()


@pytest.fixture
def browser(tmp_path: Path, url: str) -> Iterator[Browser]:
    made = Browser(tmp_path / "profile")
    try:
        made.open(url)
        yield made
    finally:
        made.close()


SHOWN = "[...document.querySelectorAll('article.request[data-status]')].filter(a => a.dataset.status && a.checkVisibility()).map(a => a.id)"
ALL = ["r-1.a", "r-1.b", "r-1.c", "r-2", "r-3"]


def _choose(browser: Browser, field: str, value: str) -> list[str]:
    browser.run(
        f"(() => {{ const field = document.forms[0].elements['{field}']; field.value = '{value}';"
        " field.dispatchEvent(new Event('input', {bubbles: true})); })()"
    )
    found: list[str] = browser.run(SHOWN)
    return found


def test_filters_and_search_show_what_they_say_and_reset_shows_all(browser: Browser) -> None:
    assert browser.run(SHOWN) == ALL
    assert _choose(browser, "status", "declined") == ["r-1.c"]
    assert browser.run("document.querySelector('output').textContent") == "1 of 5 requests shown"
    browser.run("document.forms[0].reset()")
    browser.until(f"{SHOWN}.length === 5")
    assert _choose(browser, "code", "REP001") == ["r-1.a", "r-2"]
    assert _choose(browser, "text", "Police JUDGES") == ["r-2"]
    browser.run("document.forms[0].reset()")
    browser.until(f"{SHOWN}.length === 5")
    assert _choose(browser, "theme", "training") == ["r-2"]


def test_a_square_of_the_matrix_leads_to_its_request_even_a_filtered_one(browser: Browser) -> None:
    _choose(browser, "status", "declined")
    browser.run("document.querySelector('a.cell[href=\"#r-3\"]').click()")
    browser.until("location.hash === '#r-3' && document.getElementById('r-3').checkVisibility()")
    browser.until(
        "(() => { const box = document.getElementById('r-3').getBoundingClientRect(); return box.top < innerHeight && box.bottom > 0; })()"
    )


@pytest.mark.parametrize("width", [320, 390, 768, 1280, 1920])
def test_the_page_fits_the_screen_without_scrolling_sideways(browser: Browser, width: int) -> None:
    browser.send("Emulation.setDeviceMetricsOverride", width=width, height=800, deviceScaleFactor=1, mobile=width < 700)
    assert browser.run("document.documentElement.scrollWidth") <= width
    assert browser.run("document.querySelector('.matrix').getBoundingClientRect().right") <= width


def test_every_square_and_link_is_reached_by_keyboard(browser: Browser) -> None:
    stops = []
    for _ in range(12):
        browser.send("Input.dispatchKeyEvent", type="keyDown", key="Tab", code="Tab", windowsVirtualKeyCode=9)
        browser.send("Input.dispatchKeyEvent", type="keyUp", key="Tab", code="Tab", windowsVirtualKeyCode=9)
        stops.append(browser.run("document.activeElement.getAttribute('href')"))
    assert stops[0] == "#main"
    assert "#r-1.a" in stops


def test_nothing_is_refused_or_thrown_while_the_page_works(browser: Browser) -> None:
    _choose(browser, "text", "farms")
    troubles = [told for told in browser.told if told.get("method") in ("Log.entryAdded", "Runtime.exceptionThrown")]
    assert troubles == []


def test_without_scripts_everything_is_there_and_no_dead_control(browser: Browser, url: str) -> None:
    browser.send("Emulation.setScriptExecutionDisabled", value=True)
    browser.send("Page.reload")
    browser.until("document.readyState === 'complete' && !document.documentElement.classList.contains('scripted')")
    assert browser.run(SHOWN) == ALL
    assert browser.run("document.querySelector('form.filters').checkVisibility()") is False
    assert browser.run("[...document.querySelectorAll('button')].some(b => b.checkVisibility())") is False


CITE = "document.querySelector('.finding[id] button.cite')"


def _told(browser: Browser) -> str:
    return str(browser.run("document.querySelector('.finding[id] .says').textContent.trim()"))


def test_a_finding_is_copied_as_a_citation_with_code_mark_words_and_place(browser: Browser) -> None:
    browser.browser("Browser.grantPermissions", permissions=["clipboardReadWrite", "clipboardSanitizedWrite"])
    browser.send("Emulation.setFocusEmulationEnabled", enabled=True)
    name = browser.run(f"{CITE}.textContent")
    browser.run(f"{CITE}.click()")
    browser.until(f"{CITE}.textContent === '✓'")
    browser.until(f"{CITE}.textContent === '{name}'")
    text = str(browser.run("navigator.clipboard.readText()", wait=True))
    anchor = browser.run("document.querySelector('.finding[id]').id")
    code = browser.run("document.querySelector('.finding[id] a[href^=\"#rule-\"]').textContent")
    mark = anchor.removeprefix("f-")
    assert text == f"{code} ({mark}): {_told(browser)} {browser.run('document.title')}, report.html#{anchor}"
    assert browser.run(f"!!document.getElementById('{anchor}')"), "the place cited is on the page"


def test_where_nothing_can_be_copied_the_citation_is_shown_to_be_copied_by_hand(browser: Browser) -> None:
    browser.run(
        "navigator.clipboard.writeText = () => Promise.reject(); window.prompt = (_, text) => { window.shown = text; }; void 0"
    )
    browser.run(f"{CITE}.click()")
    browser.until("!!window.shown")
    assert _told(browser) in browser.run("window.shown")


def test_numbers_in_the_matrix_stand_on_one_line(browser: Browser) -> None:
    for width in (320, 1280):
        browser.send("Emulation.setDeviceMetricsOverride", width=width, height=800, deviceScaleFactor=1, mobile=False)
        tall = browser.run(
            "(() => { const no = document.querySelector('.matrix .no'); const one = no.getBoundingClientRect().height;"
            " no.textContent = '112'; return no.getBoundingClientRect().height - one; })()"
        )
        assert tall == 0
