"""A browser, and reports to open in it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from flows.reporting import MARKER, look, write_report
from report.draw import About, draw
from tests.report import hostile, made
from tests.report.browser import ARGUMENTS, CHROMIUM
from warehouse.folders import write_folder
from warehouse.store import Store


@pytest.fixture(scope="session")
def browser() -> Iterator[Any]:
    """Chromium without a window; the tests that need it are skipped where there is none."""
    if CHROMIUM is None:
        pytest.skip("needs Chromium: apt-get install chromium")
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        yield started
        started.close()


@pytest.fixture(scope="session")
def sample_report(sample: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The report of the bundled sample."""
    return write_report(Store(sample), tmp_path_factory.mktemp("r") / "sample", "en").folder


@pytest.fixture(scope="session")
def hostile_report(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A report of articles that attack it in every text that they have."""
    about = About(datetime(2025, 5, 1, tzinfo=UTC), 8, "en", hostile.ATTACKS[0])
    files = draw(hostile.attacked(made.tables(8)), look(), about)
    return write_folder(tmp_path_factory.mktemp("r") / "hostile", files, MARKER).folder
