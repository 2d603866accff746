"""Times the whole flow and its rooms beside their rivals; prints ratios of medians.

Each part runs in processes of its own, in turn with what it is compared with, since the machine
may be noisy; `--parts` chooses among them.
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
    "rivals": ["scripts.bench_rivals"],
    "flow": ["scripts.bench_flow"],
    "scale": ["scripts.bench_scale", "1000", "10000"],
    "memory": ["scripts.memory", "200", "2000"],
}


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--parts", nargs="+", choices=PARTS, default=list(PARTS))
    began = time.monotonic()
    code = 0
    for part in parser.parse_args().parts:
        print(f"\n== {part}", flush=True)
        code |= subprocess.run([sys.executable, "-m", *PARTS[part]], cwd=PROJECT).returncode
    print(f"\n{time.monotonic() - began:.0f} s in all")
    return code


if __name__ == "__main__":
    sys.exit(main())
