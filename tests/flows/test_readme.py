"""What the README tells a reader to type works, on the sample warehouse."""

from __future__ import annotations

import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest

from tests.conftest import PROJECT, Coupure

README = (PROJECT / "README.md").read_text(encoding="utf-8")


def blocks(language: str) -> list[str]:
    return re.findall(rf"```{language}\n(.*?)```", README, re.DOTALL)


@pytest.fixture
def folder(sample_copy: Path, tmp_path: Path) -> Path:
    """A working folder with the sample warehouse where the README says it is."""
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "warehouse").symlink_to(sample_copy)
    (tmp_path / "path" / "to").mkdir(parents=True)
    (tmp_path / "path" / "to" / "articles").symlink_to(PROJECT / "samples" / "inbox")
    return tmp_path


@pytest.mark.parametrize("number", range(len(blocks("python"))))
def test_python_blocks_run_and_find_rows(folder: Path, number: int) -> None:
    block = blocks("python")[number]
    name = re.findall(r"^\s*(\w+) = ", block, re.MULTILINE)[-1]
    code = f"{block}\nassert len({name}) > 0, {name}"
    done = subprocess.run(
        [sys.executable, "-c", code],
        cwd=folder, capture_output=True, text=True, env={"PYTHONPATH": str(PROJECT)},
    )  # fmt: skip
    assert done.returncode == 0, done.stderr


def test_shell_blocks_run(folder: Path, coupure: Coupure) -> None:
    lines = [line for block in blocks("sh") for line in block.splitlines() if line.strip()]
    commands = [line for line in lines if line.startswith(".venv/bin/coupure ")]
    assert {line.split()[1] for line in commands} == {"run", "show", "export"}
    for line in commands:
        words = shlex.split(line)[1:]
        if words[0] == "show":
            from warehouse import scan

            uri = scan("articles", root=folder / "data" / "warehouse").collect()["source_uri"]
            words[1] = sorted(uri)[0]
        done = coupure(*words, cwd=folder)
        assert done.returncode in (0, 3), (line, done.stderr)
    assert (folder / "quotes.csv").stat().st_size


def test_make_targets_named_in_the_readme_exist() -> None:
    makefile = (PROJECT / "Makefile").read_text()
    for target in set(re.findall(r"\bmake ([a-z-]+)", README)):
        assert re.search(rf"^{target}:", makefile, re.MULTILINE), target


def test_links_lead_somewhere() -> None:
    for page in (PROJECT / "README.md", *(PROJECT / "docs").glob("*.md")):
        for target in re.findall(r"\]\((?!http|#)([^)#]+)", page.read_text(encoding="utf-8")):
            assert (page.parent / target).exists(), f"{page.name}: {target}"
