"""The callable under evaluation."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from importlib import import_module
from importlib.util import find_spec

from tests.eval.report import Process

DEEP = {"fr": "fr_coupure_deep", "en": "en_coupure_deep"}


def load_process(models: Mapping[str, str] | None = None) -> Process | None:
    """`flows.work.process`: raw_articles in, the batch's tables by name out; None if not built.

    `models`: language code -> pipeline, instead of those of the settings.

    Raises:
        ImportError: flows.work is there and cannot be imported.
    """
    if find_spec("flows.work") is None:
        return None
    process: Process | None = getattr(import_module("flows.work"), "process", None)
    return partial(process, models=models) if process and models else process
