"""Where the time of a batch goes, room by room: CPU of each by a profile, on the bundled sample.

Profiling makes small calls look dearer than they are: read it for the order, not for the figures.
"""

from __future__ import annotations

import cProfile
import pstats
import sys
import time
from collections import Counter
from datetime import UTC, datetime
from pathlib import Path, PurePath

from rich.console import Console
from rich.table import Table

from expectations.gate import judge, prepare
from flows import resources
from flows.batches import Batch
from flows.entries import Stamp
from flows.settings import Settings
from flows.tools import load_tools
from flows.work import work
from warehouse.inputs.records import RawRecord
from warehouse.readers import read_inputs

PROJECT = Path(__file__).resolve().parent.parent
_ROOMS = {"transforms", "expectations", "warehouse", "flows"}
_LIBRARIES = ("spacy", "thinc", "polars", "great_expectations", "pandas", "numpy", "lingua")


def main() -> int:
    records = [r for r in read_inputs([PROJECT / "samples" / "inbox"]) if isinstance(r, RawRecord)]
    raw = Batch(records).raw_frame()
    fields = Settings.model_fields
    tools = load_tools(fields["models"].default, fields["timezone"].default)
    stamp, rules = Stamp("bench", datetime.now(UTC), "bench"), resources.gate_rules()
    prepare()
    work(raw, tools, stamp)  # loads what is loaded once
    profile = cProfile.Profile(time.process_time)
    profile.runcall(lambda: judge(work(raw, tools, stamp).frames, rules))
    spent: Counter[str] = Counter()
    for (path, _, name), (_, _, own, _, _) in pstats.Stats(profile).stats.items():  # type: ignore[attr-defined]
        spent[_room(path, name)] += own
    table = Table("where", "share", title=f"CPU of a batch of {raw.height} articles, own time")
    for room, seconds in spent.most_common(15):
        table.add_row(room, f"{seconds / spent.total():.1%}")
    Console().print(table)
    return 0


def _room(path: str, function: str) -> str:
    """Ours by file of the folder, others by library; what is built in by its own name."""
    parts = PurePath(path).parts
    if "site-packages" in parts:
        return parts[parts.index("site-packages") + 1]
    if path == "~":
        return next((name for name in _LIBRARIES if name in function), "built in")
    ours = [index for index, part in enumerate(parts) if part in _ROOMS]
    if not ours:
        return parts[-2] if parts[-2:-1] and parts[-2] in _LIBRARIES else "standard library"
    return "/".join(parts[ours[0] : ours[0] + 2]).removesuffix(".py")


if __name__ == "__main__":
    sys.exit(main())
