"""Checks on the sources themselves; each takes text, so that it can be tried on a made-up one."""

from __future__ import annotations

import ast
import re
import subprocess
from collections.abc import Iterator
from pathlib import Path

import polars as pl

ROOT = Path(__file__).parents[1]
PACKAGES = ("flows", "transforms", "expectations", "report", "warehouse")

_TOUCHES = re.compile(r"(read|scan|write|sink)_")
POLARS_FILES = frozenset(
    name
    for owner in (pl, pl.DataFrame, pl.LazyFrame)
    for name in dir(owner)
    if _TOUCHES.match(name)
)
"""Every Polars name that reads or writes files."""

PATH_FILES = frozenset(
    ["iterdir", "mkdir", "open", "read_bytes", "read_text", "rglob", "rmdir", "touch", "unlink",
     "write_bytes", "write_text"]
)  # fmt: skip
CLOCK = frozenset({"now", "today", "utcnow", "fromtimestamp"})
BUILTINS = frozenset({"open", "print", "input", "exec", "eval", "__import__"})
IMPURE_PARTS = ("urllib.request", "urllib.robotparser", "polars.io")
FILE_MODULES = ("duckdb", "pyarrow.csv", "pyarrow.dataset", "pyarrow.feather", "pyarrow.fs",
                "pyarrow.ipc", "pyarrow.json", "pyarrow.orc", "pyarrow.parquet")  # fmt: skip

LONGEST_FUNCTION, LONGEST_FILE = 60, 400


def sources(*packages: str) -> Iterator[Path]:
    for package in packages:
        yield from sorted((ROOT / package).rglob("*.py"))


def impure_calls(source: str) -> list[str]:
    """Calls that read files, the clock or the terminal, or write to them."""
    names = POLARS_FILES | PATH_FILES | CLOCK
    return [
        f"line {call.lineno}: {name}()"
        for call, name, is_method in _calls(source)
        if name in (names if is_method else BUILTINS)
    ]


def impure_imports(source: str) -> list[str]:
    """Imports of a pure package's impure part: the import contracts see whole packages only."""
    return [
        f"line {line}: import {module}"
        for line, module in _imports(source)
        if module.startswith(IMPURE_PARTS)
    ]


def data_file_calls(source: str) -> list[str]:
    """Calls of Polars, and imports of Arrow and DuckDB, that read or write data files."""
    found = [
        f"line {call.lineno}: {name}()"
        for call, name, is_method in _calls(source)
        if is_method and name in POLARS_FILES
    ]
    for line, module in _imports(source):
        if any(module == each or module.startswith(f"{each}.") for each in FILE_MODULES):
            found.append(f"line {line}: import {module}")
    return found


def _calls(source: str) -> Iterator[tuple[ast.Call, str, bool]]:
    """Each call with the called name, and whether it is called on something."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
            yield node, node.func.attr, True
        elif isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
            yield node, node.func.id, False


def _imports(source: str) -> Iterator[tuple[int, str]]:
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            yield from ((node.lineno, alias.name) for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield from ((node.lineno, f"{node.module}.{alias.name}") for alias in node.names)


def too_long(source: str) -> list[str]:
    """Functions and files beyond the cap."""
    length = source.count("\n")
    found = [f"file of {length} lines"] if length > LONGEST_FILE else []
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) and node.end_lineno:
            lines = node.end_lineno - node.lineno + 1
            if lines > LONGEST_FUNCTION:
                found.append(f"line {node.lineno}: {node.name} has {lines} lines")
    return found


MACHINE_PATH = re.compile(r"(?<![\w.:/~-])/(?:home|root|work|Users|mnt|srv)/\w|\b[A-Z]:\\Users")
# Put together here, so that this file does not name what it looks for.
_HOSTS = (("pypi", "org"), ("pythonhosted", "org"), ("files", "python"))
REGISTRY = re.compile("|".join([*map(r"\.".join, _HOSTS), r"--(?:extra-)?index-url [^-]"]))


def not_portable(text: str) -> list[str]:
    """Paths of one machine and addresses of package registries."""
    return [
        f"line {number}: {line.strip()[:80]}"
        for number, line in enumerate(text.splitlines(), 1)
        if MACHINE_PATH.search(line) or REGISTRY.search(line)
    ]


def badly_locked(lock: str) -> list[str]:
    """Requirements without an exact version and a hash, and lines with an address."""
    found = [line for line in lock.splitlines() if "://" in line or "index" in line.split("=")[0]]
    requirements = re.sub(r"\s*\\\n\s*", " ", re.sub(r"(?m)^\s*#.*\n", "", lock))
    for line in filter(None, map(str.strip, requirements.splitlines())):
        exact = re.match(r"[A-Za-z0-9._-]+(\[[\w, -]+\])?==\S+( ;.*?)?( --hash=|$)", line)
        if not exact or not re.search(r"--hash=sha256:[0-9a-f]{64}\b", line):
            found.append(line[:80])
    return found


def tracked_texts() -> Iterator[tuple[Path, str]]:
    """Every tracked file that is text."""
    for path in _tracked():
        try:
            yield path, path.read_text(encoding="utf-8")
        except (UnicodeDecodeError, FileNotFoundError):
            continue


def _tracked() -> list[Path]:
    if (ROOT / ".git").exists():
        listed = subprocess.run(
            ["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=True
        ).stdout
        return [ROOT / name for name in listed.split("\0") if name]
    skipped = {".venv", "data", "build", "__pycache__"}
    return [
        path
        for path in ROOT.rglob("*")
        if path.is_file()
        and not any(
            part in skipped or part.startswith(".") for part in path.relative_to(ROOT).parts
        )
    ]
