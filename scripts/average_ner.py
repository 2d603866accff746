"""Averages the weights of two recognisers of one architecture.

    python -m scripts.average_ner FIRST SECOND OUT [--share 0.5]

FIRST and SECOND are folders with `ner/model`, OUT one with `ner/` whose model is written anew.
Runs that begin with the same weights and see much the same text end near enough to each other for
their average to be as good as their vote (Wortsman et al., Model soups, ICML 2022).
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click
import srsly  # type: ignore[import-untyped]


def averaged(first: Any, second: Any, share: float) -> Any:
    """The weights `first`, as thinc writes them, with `share` of `second` for each parameter.

    Raises:
        ValueError: the two are not of one architecture.
    """
    if [node["name"] for node in first["nodes"]] != [node["name"] for node in second["nodes"]]:
        raise ValueError("the recognisers are not of one architecture")
    params = [
        {name: _mean(ours[name], theirs[name], share) for name in ours}
        for ours, theirs in zip(first["params"], second["params"], strict=True)
    ]
    return {**first, "params": params}


def _mean(ours: Any, theirs: Any, share: float) -> Any:
    return None if ours is None else ((1 - share) * ours + share * theirs).astype(ours.dtype)


@click.command()
@click.argument("first", type=click.Path(exists=True, file_okay=False, path_type=Path))
@click.argument("second", type=click.Path(exists=True, file_okay=False, path_type=Path))
@click.argument("out", type=click.Path(exists=True, file_okay=False, path_type=Path))
@click.option("--share", default=0.5, show_default=True, help="of SECOND")
def main(first: Path, second: Path, out: Path, share: float) -> None:
    """Write to OUT the recogniser between those of FIRST and SECOND."""
    models = [
        srsly.msgpack_loads((path / "ner" / "model").read_bytes()) for path in (first, second)
    ]
    written = srsly.msgpack_dumps(averaged(models[0], models[1], share))
    (out / "ner" / "model").write_bytes(written)
    click.echo(f"{len(written)} bytes in {out}")


if __name__ == "__main__":
    main()
