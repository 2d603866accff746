"""`python -m tests.eval`: scores of the pipeline on our articles and stories, and on gold outside."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

import polars as pl

from tests.eval import across, floors, report, shared
from tests.eval.errors import errors
from tests.eval.gold import HELD, Gold, load_all, raw_frame
from tests.eval.pages import load_pages
from tests.eval.pipeline import DEEP, load_process

OURS, HELD_BACK, OUR_PAGES = "ours", "held back", "our pages"


def main() -> int:
    """Runs what the arguments ask; 1 when a floor is broken or nothing can be run."""
    options = _arguments()
    articles = [g for g in load_all() if g.id.startswith(tuple(options.only or [""]))]
    if options.show:
        both = (*load_all(), *load_all(HELD))
        print("\n".join(show(g) for g in both if g.id.startswith(options.show)))
        return 0
    process = load_process(DEEP if options.deep else None)
    if process is None:
        print("flows.work.process is not there: nothing to evaluate", file=sys.stderr)
        return 1
    sets: dict[str, Sequence[Gold]] = {OURS: articles}
    if not options.only:
        sets[OUR_PAGES] = load_pages()
        if not options.in_view:
            sets[HELD_BACK] = load_all(HELD)
    if options.shared:
        sets |= shared.sets(options.shared)
    scores: dict[str, report.Scores] = {}
    for name, golds in sets.items():
        golds = golds if name in (OURS, HELD_BACK, OUR_PAGES) else golds[: options.limit]
        frames = process(raw_frame(golds))
        scores[name] = report.evaluate(golds, frames)
        if options.detail and len(golds) <= 50 and name != HELD_BACK:
            print(f"\n{name}\n{_plain(report.by_article(golds, frames))}")
        if options.errors and name != HELD_BACK:
            print("\n".join(errors(golds, frames)))
    print(_plain(table(scores)))
    if options.only or options.in_view or options.deep:
        return 0
    stories = across.measured(process)
    print(_plain(table({OURS: stories["articles"], HELD_BACK: stories["held"]})))
    guarded = {
        floors.FLOORS: floors.measured(scores[OURS], scores[HELD_BACK]),
        across.FLOORS: across.guarded(stories),
    }
    return guard(guarded, options)


def guard(guarded: Mapping[Path, report.Scores], options: argparse.Namespace) -> int:
    """Raise the floors if that is asked; 1 when a score lies under its floor in that file."""
    broken: list[str] = []
    for path, found in guarded.items():
        if options.write_floors:
            floors.write(floors.raised(floors.read(path), found, options.lower), path)
        broken += floors.broken(floors.read(path), found)
    print("\n".join(broken))
    return 1 if broken else 0


def table(scores: dict[str, report.Scores]) -> pl.DataFrame:
    """One row a measure, one column a set of articles."""
    measures = list(dict.fromkeys(name for found in scores.values() for name in found))
    columns = {name: [found.get(m) for m in measures] for name, found in scores.items()}
    return pl.DataFrame({"measure": measures} | columns)


def show(gold: Gold) -> str:
    """An article as a proof-reader wants to see it: lines with verdict, then the spans."""
    lines = [f"##### {gold.id} ({gold.language}) {gold.facts}"]
    for region in gold.regions:
        verdict = {True: "keep", False: "CUT", None: "either"}[region.keep]
        lines.append(f"{verdict:6} {region.label:13} {gold.raw[region.start : region.end]}")
    for quote in gold.quotes or ():
        text = gold.raw[quote.start : quote.end]
        extra = f"cue={quote.cue} via={quote.via} in={quote.medium} u={quote.utterance}"
        rest = f"{quote.alt or ''}{quote.accept or ''}{' optional' if quote.optional else ''}"
        lines.append(f"{quote.kind:8} [{text}] <- {quote.speaker} {extra} {rest}")
    for entity in gold.entities or ():
        text = gold.raw[entity.start : entity.end]
        rest = f"{entity.alt or ''}{' optional' if entity.optional else ''}"
        name = "" if text == entity.name else f" = {entity.name}"
        lines.append(f"{entity.label:4} {text}{name} {rest}")
    return "\n".join(lines)


def _plain(frame: pl.DataFrame) -> str:
    with pl.Config(tbl_cols=-1, tbl_rows=-1, tbl_hide_dataframe_shape=True, tbl_hide_column_data_types=True,
                   float_precision=3, tbl_width_chars=240, fmt_str_lengths=40):  # fmt: skip
        return str(frame)


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.eval", description=__doc__)
    parser.add_argument("--shared", type=Path, help="a folder of gold outside the project")
    parser.add_argument("--limit", type=int, help="at most so many articles of an outside set")
    parser.add_argument("--only", nargs="*", help="only our articles whose name begins so")
    parser.add_argument("--in-view", action="store_true", help="leave what is held back alone")
    parser.add_argument(
        "--deep", action="store_true", help="with the encoder; floors are not for it"
    )
    parser.add_argument("--detail", action="store_true", help="a row an article too")
    parser.add_argument("--errors", action="store_true", help="a line an error too")
    parser.add_argument("--show", help="print the article whose name begins so, run nothing")
    parser.add_argument("--write-floors", action="store_true", help="raise the floors")
    parser.add_argument("--lower", action="store_true", help="let --write-floors lower them")
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(main())
