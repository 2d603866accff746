"""Photographs the report of the bundled sample for the README: `make run`, then this.

    python -m scripts.screenshots [WAREHOUSE]

It needs Chromium, and pngquant (where it is there) to make the pictures small.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from playwright.sync_api import sync_playwright

from flows.reporting import write_report
from warehouse.store import Store

IMAGES = Path(__file__).parents[1] / "docs" / "images"
CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
_ARGUMENTS = [
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
    "--disable-background-networking", "--disable-component-update", "--disable-sync",
]  # fmt: skip
_QUOTE = ".sheet [data-q]"
_WIDE, _PHONE = {"width": 1120, "height": 800}, {"width": 390, "height": 780}


@dataclass(frozen=True)
class Shot:
    """One picture: of which page, when it is ready, what is scrolled to the top or pointed at."""

    name: str
    path: str
    ready: str
    top: str | None = None
    at: str | None = None
    scheme: str = "light"
    phone: bool = False


def shots(store: Store) -> Iterator[Shot]:
    """The pictures that the README shows."""
    article = store.read("articles").filter("is_truncated").sort("article_id")["article_id"][0]
    stories = store.read("stories").sort("article_count", "story_id", descending=True)
    story = stories["story_id"][0]
    yield Shot("overview", "en/index.html", "body[data-charts=drawn]")
    yield Shot("inspector", f"en/article.html#{article}", "path.line", "div.cut.f-meta", _QUOTE)
    yield Shot("story", f"en/story.html#{story}", ".version", top="#shared")
    yield Shot(
        "phone", f"fr/article.html#{article}", "path.line", _QUOTE, scheme="dark", phone=True
    )


def photograph(browser: Any, root: Path, shot: Shot, target: Path) -> None:
    """Write one picture into `target`."""
    size = _PHONE if shot.phone else _WIDE
    with browser.new_context(viewport=size, color_scheme=shot.scheme) as context:
        page = context.new_page()
        page.goto(f"{root.as_uri()}/{shot.path}")
        page.wait_for_selector(shot.ready, state="attached")
        if shot.top:
            page.locator(shot.top).first.evaluate("(e) => e.scrollIntoView({block: 'start'})")
            page.mouse.wheel(0, -60)
            page.wait_for_timeout(300)
        if shot.at:
            page.locator(shot.at).first.hover()
        page.wait_for_timeout(500)
        page.screenshot(path=target)
    if quant := shutil.which("pngquant"):
        subprocess.run(
            [quant, "--force", "--skip-if-larger", "--output", target, "64", target], check=False
        )


def main() -> None:
    warehouse = Path(sys.argv[1] if len(sys.argv) > 1 else "data/warehouse")
    if CHROMIUM is None:
        sys.exit("needs Chromium: apt-get install chromium")
    IMAGES.mkdir(parents=True, exist_ok=True)
    store = Store(warehouse)
    with TemporaryDirectory() as folder, sync_playwright() as playwright:
        root = write_report(store, Path(folder) / "report", "en").folder
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=_ARGUMENTS)
        for shot in shots(store):
            target = IMAGES / f"report-{shot.name}.png"
            photograph(browser, root, shot, target)
            print(f"{target.name}: {target.stat().st_size / 1000:.0f} KB")
        browser.close()


if __name__ == "__main__":
    main()
