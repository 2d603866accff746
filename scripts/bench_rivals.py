"""Cleaning beside jusText and a C4-like filter, quotes beside textacy, on the bundled sample.

A rival that is not installed is passed over: `pip install --require-hashes -r
requirements-bench.lock` installs them.
"""

from __future__ import annotations

import argparse
import importlib
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import polars as pl
import spacy
from rich.console import Console
from rich.table import Table

from flows.batches import Batch
from flows.settings import Settings
from flows.tools import load_tools
from scripts.bench_measure import medians
from transforms.annotate import annotate
from transforms.cleaning import clean
from transforms.kept import kept_articles
from transforms.mentions import find_mentions
from transforms.quotes import find_quotes
from warehouse.inputs.records import RawRecord
from warehouse.readers import read_inputs

PROJECT = Path(__file__).resolve().parent.parent
_ENDS = (".", "!", "?", '"', "»", "”")
_BAD = ("lorem ipsum", "javascript", "cookie", "{", "privacy policy", "terms of use")
Step = Callable[[], object]


def c4_like(text: str) -> str:
    """Lines that end as sentences do, have three words or more and none of the bad words."""
    lines = [line.strip() for line in text.splitlines()]
    kept = [
        line
        for line in lines
        if line.endswith(_ENDS)
        and len(line.split()) >= 3
        and not any(word in line.casefold() for word in _BAD)
    ]
    whole = "\n".join(kept)
    return whole if sum(whole.count(end) for end in ".!?") >= 3 else ""


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--rounds", type=int, default=5)
    options = parser.parse_args()
    records = [r for r in read_inputs([PROJECT / "samples" / "inbox"]) if isinstance(r, RawRecord)]
    fields = Settings.model_fields
    tools = load_tools(fields["models"].default, fields["timezone"].default)
    raw = Batch(records).raw_frame()
    console = Console()
    _compare(console, "cleaning", _cleaners(raw, tools), options.rounds)
    _compare(console, "quotes in French", _quoters(raw, tools), options.rounds)
    return 0


def _cleaners(raw: pl.DataFrame, tools: Any) -> dict[str, Step]:
    """jusText reads HTML: lines become paragraphs for it, as they are for the others."""
    texts = raw["raw_text"].to_list()
    steps: dict[str, Step] = {
        "ours": lambda: clean(raw, tools.cleaning),
        "C4-like filter": lambda: [c4_like(text) for text in texts],
    }
    justext = _installed("justext")
    if justext:
        stop = justext.get_stoplist("French")
        pages = ["".join(f"<p>{line}</p>" for line in text.splitlines()) for text in texts]
        steps["jusText"] = lambda: [justext.justext(page, stop) for page in pages]
    return steps


def _quoters(raw: pl.DataFrame, tools: Any) -> dict[str, Step]:
    """textacy is given parsed texts; ours parses what it needs in the first round, and keeps it."""
    kept = kept_articles(clean(raw, tools.cleaning))
    articles = [one.article for one in kept.values() if one.article.language == "fr"]
    documents = list(annotate(articles, tools.models))
    gazetteer, lexicon = tools.gazetteers["fr"], tools.quotes["fr"]
    found = [(document, find_mentions(document, gazetteer)) for document in documents]
    steps: dict[str, Step] = {
        "ours": lambda: [find_quotes(document, mentions, lexicon) for document, mentions in found]
    }
    triples = _installed("textacy.extract.triples")
    if triples:
        stock = spacy.load("fr_core_news_md", exclude=["ner"])
        paragraphs = (one.doc.text for document in documents for one in document.paragraphs)
        parses = list(stock.pipe(paragraphs))
        steps["textacy"] = lambda: [_direct(triples, parse) for parse in parses]
    return steps


def _direct(triples: Any, parse: Any) -> list[Any]:
    """textacy raises on an odd number of quotation marks."""
    try:
        return list(triples.direct_quotations(parse))
    except ValueError:
        return []


def _installed(name: str) -> Any:
    try:
        return importlib.import_module(name)
    except ImportError:
        print(f"{name} is not installed: no comparison with it (requirements-bench.lock)")
        return None


def _compare(console: Console, title: str, steps: dict[str, Step], rounds: int) -> None:
    found = medians(steps, rounds)
    table = Table("who", "ms", "ratio to ours", title=f"{title}, medians of {rounds}")
    for name, seconds in found.items():
        table.add_row(name, f"{seconds * 1000:.1f}", f"{seconds / found['ours']:.2f}")
    console.print(table)


if __name__ == "__main__":
    sys.exit(main())
