"""Great Expectations is imported without what it hardly uses, which is there once it is used."""

from __future__ import annotations

import subprocess
import sys

_TOLD = """
import sys
import expectations.engine
from importlib.util import find_spec
print(find_spec("altair").name)
print("scipy.stats._stats_py" in sys.modules, "altair.vegalite" in sys.modules)
import altair as alt
from scipy import stats
print(alt.Chart.__name__, stats.norm.cdf(0.0))
import altair, scipy.stats.contingency
print(altair.__name__, hasattr(scipy.stats, "no_such_name"), "altair.vegalite" in sys.modules)
"""


def test_what_is_hardly_used_waits_and_then_works() -> None:
    done = subprocess.run(
        [sys.executable, "-c", _TOLD], capture_output=True, text=True, timeout=240, check=True
    )
    assert done.stdout.splitlines() == [
        "altair", "False False", "Chart 0.5", "altair False True"
    ]  # fmt: skip


def test_a_part_of_what_waits_can_be_imported_first() -> None:
    told = "import expectations.engine, scipy.stats.contingency as c; print(c.crosstab.__name__)"
    done = subprocess.run(
        [sys.executable, "-c", told], capture_output=True, text=True, timeout=240, check=True
    )
    assert done.stdout.strip() == "crosstab"
