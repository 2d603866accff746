"""Times the whole flow and its rooms beside their rivals; prints ratios of medians.

Each part runs in processes of its own, in turn with what it is compared with, since the machine
may be noisy; `--parts` chooses among them. On two free cores all take less than ten minutes; with
`--long` the scale goes up to 100,000 articles, which takes about ten more.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
import time
from pathlib import Path

PROJECT = Path(__file__).resolve().parent.parent
PARTS = {
    "rooms": ["scripts.bench_rooms"],
    "profile": ["scripts.bench_profile"],
    "rivals": ["scripts.bench_rivals"],
    "flow": ["scripts.bench_flow"],
    "scale": ["scripts.bench_scale", "1000", "4000", "10000"],
    "memory": ["scripts.memory", "200", "2000", "--characters", "600"],
}


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--parts", nargs="+", choices=PARTS, default=list(PARTS))
    parser.add_argument("--long", action="store_true", help="100,000 articles in `scale`, too")
    options = parser.parse_args()
    if options.long:
        PARTS["scale"].append("100000")
    began = time.monotonic()
    code = 0
    for part in options.parts:
        print(f"\n== {part}", flush=True)
        code |= subprocess.run([sys.executable, "-m", *PARTS[part]], cwd=PROJECT).returncode
    print(f"\n{time.monotonic() - began:.0f} s in all")
    return code


if __name__ == "__main__":
    sys.exit(main())
