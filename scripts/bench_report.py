"""Times the report of made-up articles: writing it, its size, opening its pages.

    python -m scripts.bench_report [ARTICLES]

Pages are timed where there is Chromium, from the click to the moment their content is there.
"""

from __future__ import annotations

import json
import resource
import sys
import time
from concurrent.futures import ProcessPoolExecutor
from datetime import UTC, datetime
from multiprocessing import get_context
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from flows.reporting import MARKER, look
from report.draw import About, draw
from tests.report.browser import ARGUMENTS, CHROMIUM, watched
from tests.report.made import tables
from warehouse.folders import write_folder

PARAGRAPHS = 12
_PAGES = {
    "index": "body[data-charts=drawn]", "articles": "#rows tr", "people": ".said li",
    "stories": "#rows li", "quarantine": "#rows li",
}  # fmt: skip


def main() -> None:
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 10_000
    with ProcessPoolExecutor(1, get_context("spawn")) as other:  # its memory is not the report's
        made = other.submit(tables, count, paragraphs=PARAGRAPHS).result()
    with TemporaryDirectory() as folder:
        start = time.perf_counter()
        about = About(datetime(2025, 6, 1, tzinfo=UTC), count, "en", "0")
        done = write_folder(Path(folder) / "report", draw(made, look(), about), MARKER)
        took = time.perf_counter() - start
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e3
        print(f"{count} articles: {took:.1f} s, {done.size / 1e6:.1f} MB in {done.files} files, "
              f"peak {peak:.0f} MB")  # fmt: skip
        if CHROMIUM:
            _open_pages(done.folder)


def _open_pages(root: Path) -> None:
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        ids = {kind: _middle(root / "data" / f"{kind}.js") for kind in ("articles", "stories")}
        single = {
            f"article.html#{ids['articles']}": ".sheet .kept",
            f"story.html#{ids['stories']}": ".version",
        }
        for path, ready in [
            *((f"{name}.html", css) for name, css in _PAGES.items()),
            *single.items(),
        ]:
            _open(browser, root, path, ready)
        browser.close()


def _open(browser: Any, root: Path, path: str, ready: str) -> None:
    with watched(browser, root) as own:
        start = time.perf_counter()
        page = own.open(f"en/{path}", ready)
        took = time.perf_counter() - start
        print(f"{path.partition('#')[0]}: {took:.2f} s")
        if path == "articles.html":
            start = time.perf_counter()
            page.fill("#search", "port no-such-word")
            page.wait_for_selector("#more[hidden]", state="attached")
            print(f"  its search: {time.perf_counter() - start:.2f} s")


def _middle(path: Path) -> str:
    text = path.read_text("utf-8")
    rows = json.loads(text[text.index(",") + 1 : text.rindex(")")])
    return str(rows[len(rows) // 2][0])


if __name__ == "__main__":
    main()
