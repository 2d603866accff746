"""The command line: quick help, exit codes, one-line errors."""

from __future__ import annotations

import statistics
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.conftest import PROJECT, Coupure

HEAVY = ("prefect", "polars", "spacy", "great_expectations", "pandas", "duckdb")


def test_help_imports_nothing_heavy() -> None:
    code = (
        "import sys, flows.cli\n"
        "try: flows.cli.main(['--help'])\n"
        "except SystemExit: pass\n"
        f"assert not set({HEAVY!r}) & set(sys.modules), sorted(sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=PROJECT, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    for command in ("run", "status", "show", "tables", "export", "maintain"):
        assert command in done.stdout


def test_help_is_quick() -> None:
    """At most 0.3 s; the median of five, so that a busy machine does not decide."""
    times = []
    for _ in range(5):
        began = time.monotonic()
        subprocess.run(
            [sys.executable, "-m", "flows.cli", "--help"],
            cwd=PROJECT, capture_output=True, check=True,
        )  # fmt: skip
        times.append(time.monotonic() - began)
    bare = []
    for _ in range(5):
        began = time.monotonic()
        subprocess.run([sys.executable, "-c", "import click"], cwd=PROJECT, check=True)
        bare.append(time.monotonic() - began)
    assert statistics.median(times) < max(0.3, 3 * statistics.median(bare))


def test_status_is_quick(sample: Path) -> None:
    """It needs little more than the imports of what reads tables; CPU, for a busy machine."""
    code = (
        "import sys, time\n"
        "import polars, pyarrow, pydantic_settings\n"
        "bare = time.process_time()\n"
        "import flows.cli\n"
        f"try: flows.cli.main(['status', '--warehouse', {str(sample)!r}])\n"
        "except SystemExit as end: assert not end.code\n"
        "heavy = {'prefect', 'spacy', 'great_expectations', 'pandas', 'scipy'} & set(sys.modules)\n"
        "assert not heavy, heavy\n"
        "took = time.process_time()\n"
        "assert took < max(1.0, 3 * bare), (took, bare)"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=PROJECT, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    assert "Last runs" in done.stdout


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (("run", "no/such/folder"), "no/such/folder"),
        (("export", "nothing", "--to", "x.csv"), "choose one of"),
        (("export", "quotes", "--to", "x.pdf"), ".parquet"),
        (("tables", "nothing"), "choose one of"),
        (("frobnicate",), "No such command"),
    ],
)
def test_wrong_usage_exits_2_with_the_mend(
    coupure: Coupure, tmp_path: Path, words: tuple[str, ...], says: str
) -> None:
    done = coupure(*words, cwd=tmp_path)
    assert done.returncode == 2, done.stderr
    assert says in done.stderr
    assert "Traceback" not in done.stderr
    assert not list(tmp_path.iterdir()), "nothing was written"


@pytest.mark.parametrize(
    "words", [("status",), ("show", "x"), ("export", "quotes", "--to", "q.csv")]
)
def test_no_warehouse_exits_1_with_the_mend(
    coupure: Coupure, tmp_path: Path, words: tuple[str, ...]
) -> None:
    done = coupure(*words, cwd=tmp_path)
    assert done.returncode == 1
    assert "coupure run" in done.stderr
    assert "Traceback" not in done.stderr


def test_a_wrong_setting_stops_the_run_at_once(coupure: Coupure, tmp_path: Path) -> None:
    (tmp_path / "inbox").mkdir()
    for name, value in (("TIMEZONE", "Mars"), ("MODELS", '{"fr": "no_such_model"}')):
        done = coupure("run", "inbox", cwd=tmp_path, extra={f"COUPURE_{name}": value})
        assert done.returncode == 2, done.stdout + done.stderr
        assert len(done.stderr.strip().splitlines()) == 1, done.stderr
