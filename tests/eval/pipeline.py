"""The callable under evaluation."""

from __future__ import annotations

from importlib import import_module
from importlib.util import find_spec

from tests.eval.report import Process


def load_process() -> Process | None:
    """`flows.work.process`: raw_articles in, the batch's tables by name out; None if not built.

    Raises:
        ImportError: flows.work is there and cannot be imported.
    """
    if find_spec("flows.work") is None:
        return None
    process: Process | None = getattr(import_module("flows.work"), "process", None)
    return process
