"""One folder, one permission: each rule holds, and each rule catches who breaks it."""

from __future__ import annotations

import re
import subprocess
import sys
import tomllib
from collections.abc import Callable, Collection
from pathlib import Path

import pytest

from tests import architecture as arch

SOURCES = list(arch.sources(*arch.PACKAGES))
PURE = list(arch.sources("transforms", "report"))
OUTSIDE_WAREHOUSE = list(arch.sources("flows", "transforms", "expectations", "report"))


def _name(path: Path) -> str:
    return str(path.relative_to(arch.ROOT))


def broken(paths: Collection[Path], rule: Callable[[str], list[str]]) -> list[str]:
    """Where `rule` is broken. One test for all files: as a test each they are a thousand."""
    assert paths
    return [
        f"{_name(path)}: {line}"
        for path in paths
        for line in rule(path.read_text(encoding="utf-8"))
    ]


# Imports: the contracts of import-linter, in pyproject.toml


def _lint(folder: Path, config: Path) -> subprocess.CompletedProcess[str]:
    command = "import sys; from importlinter.cli import lint_imports_command as c; c(sys.argv[1:])"
    return subprocess.run(
        [sys.executable, "-c", command, "--no-cache", "--no-logo", "--config", str(config)],
        cwd=folder, capture_output=True, text=True, check=False,
    )  # fmt: skip


def test_imports_keep_the_contracts() -> None:
    done = _lint(arch.ROOT, arch.ROOT / "pyproject.toml")
    assert done.returncode == 0, done.stdout


def _small_house(folder: Path) -> Path:
    """Packages of the same names that keep the contracts, under the project's own config."""
    for package in arch.PACKAGES:
        (folder / package).mkdir()
        (folder / package / "__init__.py").touch()
    for name in ("tables", "store"):
        (folder / "warehouse" / f"{name}.py").touch()
    (folder / "expectations" / "gate.py").write_text(
        "import great_expectations\nfrom warehouse.tables import TABLES\n", encoding="utf-8"
    )
    (folder / "flows" / "ingest.py").write_text(
        "import prefect\nfrom expectations import gate\nfrom warehouse import store\n",
        encoding="utf-8",
    )
    config = folder / "pyproject.toml"
    config.write_bytes((arch.ROOT / "pyproject.toml").read_bytes())
    return config


def test_a_small_house_that_keeps_the_contracts_passes(tmp_path: Path) -> None:
    done = _lint(tmp_path, _small_house(tmp_path))
    assert done.returncode == 0, done.stdout + done.stderr


BREACHES = [
    ("transforms/quotes.py", "from prefect import task", ["prefect", "transforms"]),
    ("warehouse/runs.py", "import prefect", ["prefect"]),
    ("expectations/runs.py", "import prefect_dask", ["prefect"]),
    ("flows/judge.py", "import great_expectations as gx", ["great_expectations"]),
    ("warehouse/judge.py", "import great_expectations", ["great_expectations"]),
    ("transforms/rows.py", "from warehouse.tables import TABLES", ["transforms"]),
    ("transforms/rows.py", "from flows import settings", ["transforms"]),
    ("transforms/disk.py", "import os", ["transforms"]),
    ("transforms/disk.py", "from pathlib import Path", ["transforms"]),
    ("transforms/clock.py", "def f():\n    import time", ["transforms"]),
    ("transforms/chance.py", "import random", ["transforms"]),
    ("transforms/net.py", "import requests", ["transforms"]),
    ("transforms/net.py", "from http import client", ["transforms"]),
    ("transforms/shell.py", "import subprocess", ["transforms"]),
    ("expectations/save.py", "from warehouse import store", ["expectations"]),
    ("expectations/text.py", "import transforms", ["expectations"]),
    ("warehouse/text.py", "import transforms", ["warehouse"]),
    ("warehouse/judge.py", "import expectations", ["warehouse"]),
    ("warehouse/run.py", "import flows", ["warehouse"]),
    ("warehouse/nlp.py", "import spacy", ["warehouse"]),
    ("warehouse/draw.py", "from report import draw", ["warehouse"]),
    ("transforms/draw.py", "from report import draw", ["transforms"]),
    ("expectations/draw.py", "from report import draw", ["expectations"]),
    ("report/tables.py", "from warehouse.tables import TABLES", ["report"]),
    ("report/words.py", "from transforms import quotes", ["report"]),
    ("report/start.py", "from flows import settings", ["report"]),
    ("report/disk.py", "from pathlib import Path", ["report"]),
    ("report/clock.py", "import time", ["report"]),
    ("report/flow.py", "from prefect import task", ["prefect", "report"]),
    ("report/judge.py", "import great_expectations", ["great_expectations", "report"]),
]  # fmt: skip
"""The module, its line, and the contracts that it breaks."""


def _written(number: int) -> str:
    """Where the breach stands: each in a module of its own."""
    return f"{BREACHES[number][0].removesuffix('.py')}{number}"


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """What is said of each broken contract in a house with all the breaches, by the contract's id.

    One house: to lint one takes longer than all else here.
    """
    house = tmp_path_factory.mktemp("house")
    config = _small_house(house)
    for number, (_, line, _) in enumerate(BREACHES):
        (house / f"{_written(number)}.py").write_text(line, encoding="utf-8")
    done = _lint(house, config)
    assert done.returncode == 1
    linter = tomllib.loads(config.read_text(encoding="utf-8"))["tool"]["importlinter"]
    ids = {contract["name"]: contract["id"] for contract in linter["contracts"]}
    title = "|".join(map(re.escape, ids))
    _, *parts = re.split(rf"\n({title})\n-+\n", done.stdout)
    return {ids[name]: said for name, said in zip(parts[::2], parts[1::2], strict=True)}


@pytest.mark.parametrize("number", range(len(BREACHES)))
def test_a_forbidden_import_breaks_its_contract(told: dict[str, str], number: int) -> None:
    module = _written(number).replace("/", ".")
    for contract in BREACHES[number][2]:
        assert f"-   {module} -> " in told[contract], contract


# Calls: transforms compute, the report draws, the warehouse alone touches data files


def test_transforms_and_the_report_touch_nothing() -> None:
    assert (
        broken(PURE, lambda source: arch.impure_calls(source) + arch.impure_imports(source)) == []
    )


@pytest.mark.parametrize(
    "source",
    [
        "open('a.txt')",
        "with open(path) as file:\n    pass",
        "Path('a').read_text()",
        "lexicon.read_bytes()",
        "pl.read_parquet('a')",
        "pl.scan_csv('a')",
        "frame.write_parquet('a')",
        "lazy.sink_parquet('a')",
        "datetime.now(tz)",
        "date.today()",
        "print('x')",
        "def f():\n    return eval('1')",
    ],
)
def test_an_impure_call_is_caught(source: str) -> None:
    assert len(arch.impure_calls(source)) == 1


@pytest.mark.parametrize(
    "source",
    ["import urllib.request", "from urllib import request", "from urllib.request import urlopen"],
)
def test_an_impure_import_is_caught(source: str) -> None:
    assert len(arch.impure_imports(source)) == 1
    assert arch.impure_imports("from urllib.parse import urlsplit\nimport urllib.parse") == []


def test_pure_calls_pass() -> None:
    source = "pl.col('a').str.replace('x', 'y')\nmy_open(1)\nframe.with_columns()\nlines.read(1)"
    assert arch.impure_calls(source) == []


def test_only_the_warehouse_touches_data_files() -> None:
    assert broken(OUTSIDE_WAREHOUSE, arch.data_file_calls) == []


@pytest.mark.parametrize(
    "source",
    [
        "pl.scan_parquet('*.parquet')",
        "frame.write_csv(path)",
        "frame.lazy().sink_ndjson(path)",
        "import pyarrow.parquet as pq",
        "from pyarrow import dataset",
        "from pyarrow.parquet import write_table",
        "import duckdb",
        "def f():\n    from duckdb import connect",
    ],
)
def test_a_touch_of_a_data_file_is_caught(source: str) -> None:
    assert len(arch.data_file_calls(source)) == 1


def test_reading_a_package_resource_is_no_data_file() -> None:
    assert arch.data_file_calls("path.read_text(encoding='utf-8')\nimport pyarrow as pa") == []


# Size


def test_nothing_is_too_long() -> None:
    assert broken(SOURCES, arch.too_long) == []


def test_what_is_too_long_is_caught() -> None:
    body = "    x = 1\n"
    assert arch.too_long("def f():\n" + body * (arch.LONGEST_FUNCTION - 1)) == []
    assert len(arch.too_long("def f():\n" + body * arch.LONGEST_FUNCTION)) == 1
    assert len(arch.too_long("class A:\n  async def f():\n" + body * arch.LONGEST_FUNCTION)) == 1
    assert arch.too_long("x = 1\n" * arch.LONGEST_FILE) == []
    assert len(arch.too_long("x = 1\n" * (arch.LONGEST_FILE + 1))) == 1


# Nothing of one machine, nothing of one registry


def test_tracked_files_run_anywhere() -> None:
    texts = dict(arch.tracked_texts())
    assert arch.ROOT / "pyproject.toml" in texts
    found = {
        _name(path): lines for path, text in texts.items() if (lines := arch.not_portable(text))
    }
    assert found == {}


@pytest.mark.parametrize(
    "text",
    [
        "root = '{}home/someone/data'".format("/"),
        "cd {}root/project".format("/"),
        "see ({}Users/someone/notes)".format("/"),
        "C:{}Users".format("\\"),
        "https://{}.org/simple".format("pypi"),
        "https://files.{}.org/x".format("pythonhosted"),
        "--index-{} https://mirror.example".format("url"),
    ],
)
def test_what_runs_on_one_machine_only_is_caught(text: str) -> None:
    assert len(arch.not_portable(f"fine\n{text}\nfine")) == 1


@pytest.mark.parametrize(
    "text", ["https://example.org/work/1", "data/home/x", "./root/x", "and/or", "10/2 km"]
)
def test_what_runs_anywhere_passes(text: str) -> None:
    assert arch.not_portable(text) == []


@pytest.mark.parametrize("path", sorted(arch.ROOT.glob("requirements*.lock")), ids=_name)
def test_every_locked_requirement_has_a_hash_and_no_address(path: Path) -> None:
    lock = path.read_text(encoding="utf-8")
    assert "==" in lock
    assert arch.badly_locked(lock) == []


HASH = "--hash=sha256:" + "a" * 64


@pytest.mark.parametrize(
    "line",
    [
        "polars==2.1.0",
        f"polars>=2 {HASH}",
        f"polars {HASH}",
        "polars==2.1.0 \\\n    --hash=sha256:abc",
        f"polars @ https://example.org/polars.whl {HASH}",
        "--extra-index-{} mirror".format("url"),
    ],
)
def test_a_bad_lock_is_caught(line: str) -> None:
    good = f"a==1 \\\n    {HASH} \\\n    {HASH}\n# why\nb[x,y]==2.0.post1 ; sys_platform == 'linux' \\\n    {HASH}\n"
    assert arch.badly_locked(good) == []
    assert arch.badly_locked(f"{good}{line}\n")
