"""The process of a temporary Prefect server. It ends with who holds its standard input."""

from __future__ import annotations

import os
import sys
from threading import Thread


def _end_with_parent() -> None:
    os.read(0, 1)  # nobody writes: it returns when the other end is closed
    os._exit(1)


def main() -> None:
    """Serve on the port that is given."""
    Thread(target=_end_with_parent, daemon=True).start()
    import uvicorn

    uvicorn.run(
        "prefect.server.api.server:create_app", factory=True, host="127.0.0.1",
        port=int(sys.argv[1]), log_level="error", lifespan="on", timeout_graceful_shutdown=2,
    )  # fmt: skip


if __name__ == "__main__":
    main()
