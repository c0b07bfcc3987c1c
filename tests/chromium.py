"""A headless Chromium driven over WebDriver's plain HTTP: no further package is needed."""

from __future__ import annotations

import base64
import json
import os
import re
import shutil
import subprocess
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

_ELEMENT = "element-6066-11e4-a52e-4f735466cecf"
_KEYS = {"Enter": "\ue007", "Escape": "\ue00c", "ArrowDown": "\ue015", "ArrowRight": "\ue014"}
_ARGUMENTS = (
    "--headless=new --disable-gpu --no-first-run --disable-background-networking"
    " --disable-component-update --disable-sync --disable-default-apps --disable-dev-shm-usage"
)


def found() -> tuple[str, str] | None:
    """The browser and its driver, or None where one of them is not installed."""
    names = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
    browser = next(filter(None, map(shutil.which, names)), None)
    driver = shutil.which("chromedriver")
    return (browser, driver) if browser and driver else None


class Browser:
    """One window. Elements are named by CSS selector; scripts are bodies that may ``return``."""

    def __init__(self, session: str) -> None:
        self._session = session
        self._opened: set[str] = set()

    def open(self, page: Path) -> None:
        self._opened.add(page.as_uri())
        self._post("/url", {"url": page.as_uri()})

    def run(self, script: str, *arguments: object) -> Any:
        return self._post("/execute/sync", {"script": script, "args": list(arguments)})

    def click(self, selector: str) -> None:
        """A real click of the mouse at the element's middle, brought to the middle of its pane."""
        self.run(
            "const e = document.querySelector(arguments[0]);"
            "if (e) e.scrollIntoView({block: 'center'})",
            selector,
        )
        self._post(f"/element/{self._find(selector)}/click", {})

    def press(self, *keys: str) -> None:
        """Keys for whatever has the focus."""
        actions = [
            {"type": kind, "value": _KEYS.get(key, key)}
            for key in keys
            for kind in ("keyDown", "keyUp")
        ]
        self._post("/actions", {"actions": [{"type": "key", "id": "keys", "actions": actions}]})
        self.settle()

    def settle(self) -> None:
        """Wait until the page has been drawn twice more."""
        self._post(
            "/execute/async",
            {
                "script": "const done = arguments[0]; requestAnimationFrame(() =>"
                " requestAnimationFrame(() => requestAnimationFrame(done)))",
                "args": [],
            },
        )

    def texts(self, selector: str) -> list[str]:
        said = self.run(
            "return Array.from(document.querySelectorAll(arguments[0]), e => e.textContent)",
            selector,
        )
        assert isinstance(said, list)
        return said

    def lit(self) -> list[str]:
        """Lit marks of the source as ``line:text``, in order."""
        said = self.run(
            "return Array.from(document.querySelectorAll('.block a.on'),"
            " e => e.closest('p').id.slice(1) + ':' + e.textContent)"
        )
        assert isinstance(said, list)
        return said

    def in_view(self, selector: str) -> bool:
        """Whether the element's top can be seen inside its scrolling pane."""
        return bool(
            self.run(
                "const e = document.querySelector(arguments[0]);"
                "const box = e.getBoundingClientRect();"
                "const pane = e.closest('.scroll, .tab').getBoundingClientRect();"
                "return box.top >= pane.top - 1 && box.top < pane.bottom",
                selector,
            )
        )

    def logged(self, kind: str) -> list[dict[str, Any]]:
        entries = self._post("/se/log", {"type": kind})
        assert isinstance(entries, list)
        return entries

    def errors(self) -> list[str]:
        return [entry["message"] for entry in self.logged("browser")]

    def requested(self) -> list[str]:
        """What the pages themselves have asked for since the last call."""
        messages = [json.loads(entry["message"])["message"] for entry in self.logged("performance")]
        asked = [m["params"] for m in messages if m["method"] == "Network.requestWillBeSent"]
        return [
            each["request"]["url"]
            for each in asked
            # the browser's own start page asks for things of its own
            if each["documentURL"] in self._opened and each["request"]["url"] not in self._opened
        ]

    def resize(self, width: int, height: int) -> None:
        self._post("/window/rect", {"width": width, "height": height})

    def pdf(self) -> bytes:
        said = self._post("/print", {"background": True, "page": {"width": 21, "height": 29.7}})
        assert isinstance(said, str)
        return base64.b64decode(said)

    def picture(self) -> bytes:
        return base64.b64decode(_call("GET", f"{self._session}/screenshot"))

    def _find(self, selector: str) -> str:
        said = self._post("/element", {"using": "css selector", "value": selector})
        return str(said[_ELEMENT])

    def _post(self, path: str, body: dict[str, Any]) -> Any:
        return _call("POST", self._session + path, body)


@contextmanager
def browser(profile: Path, width: int = 1280, height: int = 800) -> Iterator[Browser]:
    """A browser that has never been used before; it ends with the block."""
    programs = found()
    assert programs is not None
    arguments = [
        *_ARGUMENTS.split(),
        f"--user-data-dir={profile}",
        f"--window-size={width},{height}",
    ]
    if hasattr(os, "geteuid") and os.geteuid() == 0:
        arguments.append("--no-sandbox")  # Chromium refuses to start its sandbox as root
    wanted = {
        "browserName": "chrome",
        "goog:chromeOptions": {"binary": programs[0], "args": arguments},
        "goog:loggingPrefs": {"browser": "ALL", "performance": "ALL"},
        "unhandledPromptBehavior": "ignore",
    }
    driver = subprocess.Popen(
        [programs[1], "--port=0"], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True
    )
    with driver:
        try:
            address = f"http://127.0.0.1:{_port(driver)}/session"
            made = _call("POST", address, {"capabilities": {"alwaysMatch": wanted}})
            session = f"{address}/{made['sessionId']}"
            try:
                yield Browser(session)
            finally:
                _call("DELETE", session)
        finally:
            driver.terminate()


def _port(driver: subprocess.Popen[str]) -> int:
    assert driver.stdout is not None
    end = time.monotonic() + 30
    while time.monotonic() < end and (said := driver.stdout.readline()):
        if port := re.search(r"started successfully on port (\d+)", said):
            return int(port[1])
    raise RuntimeError("chromedriver did not start")


def _call(method: str, address: str, body: dict[str, Any] | None = None) -> Any:
    data = None if body is None else json.dumps(body).encode()
    request = urllib.request.Request(
        address, data, {"Content-Type": "application/json"}, method=method
    )
    opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    try:
        with opener.open(request, timeout=120) as answer:
            return json.load(answer)["value"]
    except urllib.error.HTTPError as error:
        with error:
            raise RuntimeError(json.load(error)["value"]["message"]) from None
