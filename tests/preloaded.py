"""What every command of a test needs, loaded once: `tests/forked.py` forks from a process that has it.

Nothing here may let Polars work: its threads do not outlive a fork, and the child would wait for
them for ever.
"""

from __future__ import annotations

from importlib import import_module
from pathlib import Path

from flows.commands import quiet_prefect
from flows.settings import Settings

quiet_prefect(verbose=False)
for module in ("prefect.flows", "flows.cli", "flows.server", "flows.progress", "flows.report"):
    import_module(module)

from flows import child  # noqa: E402

child.warm(Settings())
tasks = Path("/proc/self/task").glob("*/comm")
assert "polars-0\n" not in [task.read_text() for task in tasks], "Polars has begun to work"
