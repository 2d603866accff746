"""Commands in processes of their own, forked from one that has imported what they need.

To import Prefect, spaCy and Great Expectations takes several times as long as most of what the
commands of the tests do.
"""

from __future__ import annotations

import atexit
import os
import subprocess
import sys
from collections.abc import Mapping, Sequence
from multiprocessing import get_context
from multiprocessing.context import ForkServerContext, ForkServerProcess
from pathlib import Path
from tempfile import TemporaryDirectory
from unittest.mock import patch


class Forks:
    """Runs `coupure` with the given words, each time in a child of the same loaded process.

    Only what is read when a command begins may differ from `environment`, under which all was
    imported: the settings of Coupure, not those of Prefect.
    """

    def __init__(self, environment: Mapping[str, str]) -> None:
        self._context: ForkServerContext = get_context("forkserver")
        self._context.set_forkserver_preload(["tests.preloaded"])
        self._environment = dict(environment)
        with patch.dict(os.environ, self._environment, clear=True):
            self._context.Process(target=int).start()  # starts the server

    def run(
        self, words: Sequence[str], cwd: Path, extra: Mapping[str, str], timeout: float
    ) -> subprocess.CompletedProcess[str]:
        """As `subprocess.run` with its output captured as text.

        Raises:
            subprocess.TimeoutExpired: it took longer; it was killed.
        """
        with TemporaryDirectory() as folder:
            out, err = Path(folder) / "out", Path(folder) / "err"
            environment = self._environment | extra
            process: ForkServerProcess = self._context.Process(
                target=_command, args=(words, str(cwd), environment, str(out), str(err))
            )
            process.start()
            process.join(timeout)
            if process.exitcode is None:
                process.kill()
                raise subprocess.TimeoutExpired(list(words), timeout)
            said, complained = (
                path.read_text(encoding="utf-8") if path.exists() else "" for path in (out, err)
            )
            return subprocess.CompletedProcess(list(words), process.exitcode, said, complained)


def _command(
    words: Sequence[str], cwd: str, environment: Mapping[str, str], out: str, err: str
) -> None:
    """What a child does: the command, its output going to files."""
    for number, path in ((1, out), (2, err)):
        written = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_APPEND)
        os.dup2(written, number)
        os.close(written)
    sys.stdout = os.fdopen(1, "w", encoding="utf-8", closefd=False)
    sys.stderr = os.fdopen(2, "w", 1, encoding="utf-8", closefd=False)
    os.environ.clear()
    os.environ.update(environment)
    os.chdir(cwd)
    sys.argv = ["coupure", *words]

    from flows.cli import main

    try:
        main(list(words), prog_name="coupure")
    finally:
        atexit._run_exitfuncs()
        sys.stdout.flush()
