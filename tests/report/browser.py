"""Pages in a real browser, watched: what is asked for, what is complained of."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
ARGUMENTS = [
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
    "--disable-background-networking", "--disable-component-update", "--disable-sync",
]  # fmt: skip


class Watched:
    """One page of a report at `root`, and what went wrong on it."""

    def __init__(self, page: Any, root: Path) -> None:
        self.page, self.root = page, root
        self.troubles: list[str] = []
        page.on("console", self._said)
        page.on("pageerror", lambda error: self.troubles.append(f"error: {error}"))
        page.on("dialog", self._asked)
        page.on("request", self._requested)

    def open(self, path: str, ready: str) -> Any:
        """Open `path` of the report, and wait for an element `ready`."""
        if self.page.url != "about:blank":
            self.page.goto("about:blank")  # another hash alone would load nothing
        self.page.goto(f"{self.root.as_uri()}/{path}")
        try:
            self.page.wait_for_selector(ready, state="attached", timeout=20_000)
        except Exception as error:
            raise AssertionError(f"{path} is not ready: {self.troubles}") from error
        return self.page

    def _said(self, message: Any) -> None:
        if message.type in ("error", "warning"):
            self.troubles.append(f"console: {message.text}")

    def _asked(self, dialog: Any) -> None:
        self.troubles.append(f"dialog: {dialog.message}")
        dialog.dismiss()

    def _requested(self, request: Any) -> None:
        address = urlsplit(request.url)
        is_ours = address.scheme == "file" and Path(unquote(address.path)).is_relative_to(self.root)
        if not is_ours and request.url != "about:blank":
            self.troubles.append(f"request: {request.url}")


@contextmanager
def watched(browser: Any, root: Path, **context: Any) -> Iterator[Watched]:
    """A page in a context of its own (viewport, color_scheme…)."""
    with browser.new_context(**context) as own:
        yield Watched(own.new_page(), root)
