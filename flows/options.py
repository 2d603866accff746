"""Options and error handling that the commands share. Imports nothing heavy."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from functools import wraps
from pathlib import Path
from typing import Any, TypeVar

import click

from flows.stopping import EXIT_INTERRUPTED, EXIT_TERMINATED, Terminated, stoppable

Command = TypeVar("Command", bound=Callable[..., Any])

WAREHOUSE = click.option(
    "--warehouse",
    type=click.Path(path_type=Path, file_okay=False),
    help="Root of the warehouse. [default: setting `warehouse`, else data/warehouse]",
)
VERBOSE = click.option("-v", "--verbose", is_flag=True, help="Show the orchestrator's log too.")
DAY = click.DateTime(formats=["%Y-%m-%d"])


def chosen_by(command: Command) -> Command:
    """The options that choose among the entries of quarantine."""
    options = (
        click.option("--since", type=DAY, help="Made on this day or later (UTC)."),
        click.option("--outlet", help="Of this outlet, by name or host."),
        click.option("--reason", help="With this reason code, e.g. no_text."),
        click.option("--stage", type=click.Choice(["read", "transform", "validate"])),
    )
    for option in options:
        command = option(command)
    return command


def one_line_errors(command: Command) -> Command:
    """Known errors end in one line and an exit code: 2 wrong usage, 1 failed, 130, 143 stopped."""

    @wraps(command)
    def wrapped(*args: Any, **kwargs: Any) -> Any:
        try:
            with stoppable():
                return command(*args, **kwargs)
        except KeyboardInterrupt as stop:
            click.echo("coupure: stopped; what is published stays, run it again to go on", err=True)
            sys.exit(EXIT_TERMINATED if isinstance(stop, Terminated) else EXIT_INTERRUPTED)
        except Exception as error:
            if isinstance(error, click.ClickException | click.exceptions.Exit):
                raise
            if os.environ.get("COUPURE_DEBUG"):
                raise
            code = _exit_code(error)
            line = " ".join(str(error).split()) or type(error).__name__
            if code == 1 and not _is_expected(error):
                line = f"{type(error).__name__}: {line} (set COUPURE_DEBUG=1 for the traceback)"
            click.echo(f"coupure: {line}", err=True)
            sys.exit(code)

    return wrapped  # type: ignore[return-value]


def _exit_code(error: Exception) -> int:
    from flows.settings import ConfigurationError
    from warehouse.readers import InputError

    return 2 if isinstance(error, ConfigurationError | InputError) else 1


def _is_expected(error: Exception) -> bool:
    from flows.serve import ServeFailed
    from warehouse.store import WarehouseBusy, WarehouseDamaged

    expected = (
        ServeFailed,
        WarehouseBusy,
        WarehouseDamaged,
        FileNotFoundError,
        PermissionError,
        LookupError,
    )
    return isinstance(error, expected)
