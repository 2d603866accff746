"""How long the long tests are: short in CI, whole under `make soak`."""

from __future__ import annotations

import os

IS_WHOLE = "COUPURE_KILL_ROUNDS" in os.environ
EVERY = 1 if IS_WHOLE else 7  # of the disk steps at which a commit is killed
LOOK_ON = 6 if IS_WHOLE else 2  # seconds that readers look at a warehouse while others write


def examples(short: int) -> int:
    """How many examples a property that writes to disk is tried with."""
    return short * 12 if IS_WHOLE else short
