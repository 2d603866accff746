"""Gold that lies outside the project: a folder of seeds, real pages and annotated news.

Each loader gives no articles when its files are absent.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from tests.eval.gold import Entity, Gold, Quotation, Region

_PAGE_KEEP = {"keep": True, "drop": False, "neutral": None}
_TYPES = {"scare": "term"}


def sets(folder: Path) -> dict[str, list[Gold]]:
    """Every set of gold found under `folder`, by name."""
    found = {
        "seeds": seeds(folder),
        **{
            f"pages {language} {view}": [
                page for page in pages(folder, near=view == "near") if page.language == language
            ]
            for language in ("fr", "en")
            for view in ("near", "full")
        },
        "news entities": news(folder, "entities"),
        "news quotes": news(folder, "quotes"),
    }
    return {name: articles for name, articles in found.items() if articles}


def seeds(folder: Path) -> list[Gold]:
    """Whole articles with line labels, entities and quotations."""
    if not (folder / "seeds").is_dir():
        return []
    lines = _by_file(folder / "seed_lines_gold.jsonl")
    entities = _by_file(folder / "seed_entities_gold.jsonl")
    quotes = _by_file(folder / "seed_quotes_gold.jsonl")
    articles = []
    for path in sorted((folder / "seeds").iterdir()):
        raw = path.read_bytes().decode("utf-8")
        regions = tuple(_seed_regions(raw, lines[path.name]))
        named = [_seed_entity(record) for record in entities[path.name]]
        articles.append(
            Gold(
                id=path.stem,
                language="fr",
                raw=raw,
                regions=regions,
                entities=tuple(_where_kept(entity, regions) for entity in named),
                quotes=tuple(q for record in quotes[path.name] for q in _seed_quotes(record)),
                truncated=any(record["label"] == "paywall" for record in lines[path.name]),
            )
        )
    return articles


def _where_kept(entity: Entity, regions: Sequence[Region]) -> Entity:
    """The entity; neither rewarded nor punished in a line that the same gold has cut."""
    cut = any(r.keep is False and r.start <= entity.start < r.end for r in regions)
    return replace(entity, optional=True) if cut else entity


def pages(folder: Path, near: bool) -> list[Gold]:
    """Real pages with line labels only; `near` takes the lines around the article."""
    path = folder / "pages" / "pages.jsonl"
    articles = []
    for record in _records(path) if path.is_file() else ():
        lines = record["lines"]
        if near:
            lines = lines[record["near"][0] : record["near"][1]]
        raw, regions = "", []
        for index, line in enumerate(lines):
            raw += "\n" if index else ""
            start = len(raw)
            raw += line["text"]
            kind = line.get("kind") or "other"
            regions.append(Region(start, len(raw), kind, _PAGE_KEEP[line["label"]]))
        name = f"{record['id']}{' near' if near else ''}"
        truncated = bool(record["truncated"])
        articles.append(
            Gold(name, record["lang"], raw, regions=tuple(regions), truncated=truncated)
        )
    return articles


def news(folder: Path, kind: str) -> list[Gold]:
    """Clean news texts annotated with `kind` (entities or quotes); nothing is to be cut."""
    path = folder / "orangesum" / f"{kind}.jsonl"
    articles = []
    for record in _records(path) if path.is_file() else ():
        raw = record["text"]
        entities = [Entity(s, e, label, raw[s:e]) for s, e, label in record.get("entities", ())]
        articles.append(
            Gold(
                id=f"news {record['id']}",
                language="fr",
                raw=raw,
                regions=(Region(0, len(raw), "body", True),),
                entities=tuple(entities) if kind == "entities" else None,
                quotes=tuple(_news_quotes(record)) if kind == "quotes" else None,
                labels=frozenset({"PER", "ORG", "LOC"}),
                named=False,
            )
        )
    return articles


def _seed_regions(raw: str, lines: list[dict[str, Any]]) -> Iterator[Region]:
    start = 0
    for line, record in zip(raw.split("\n"), lines, strict=True):
        assert line.rstrip("\r") == record["text"].rstrip("\r"), record
        place = start
        for cut in record.get("inline") or ():
            yield Region(place, start + cut["start"], record["label"], record["keep"])
            yield Region(start + cut["start"], start + cut["end"], cut["label"], False)
            place = start + cut["end"]
        yield Region(place, start + len(line), record["label"], record["keep"])
        start += len(line) + 1


def _seed_entity(record: dict[str, Any]) -> Entity:
    return Entity(
        start=record["start"],
        end=record["end"],
        label=record["label"],
        name=record["canonical"],
        optional=record["optional"],
        alt=(record["alt_label"],) if record.get("alt_label") else (),
    )


def _seed_quotes(record: dict[str, Any]) -> Iterator[Quotation]:
    for start, end in record["parts"]:
        yield Quotation(
            start=start,
            end=end,
            kind=_TYPES.get(record["type"], record["type"]),
            speaker=record["speaker_resolved"],
            utterance=record["id"],
            cue=record["cue_lemma"],
            via=record["via"],
            medium=record["medium"],
            optional=record["optional"],
            accept=tuple(record["speaker_accept"]),
        )


def _news_quotes(record: dict[str, Any]) -> Iterator[Quotation]:
    for index, quote in enumerate(record.get("quotes", ())):
        yield Quotation(
            start=quote["start"],
            end=quote["end"],
            kind=quote["type"],
            speaker=quote["speaker"] or None,
            utterance=str(index),
            cue=quote["cue"] or None,
            via=None,  # written there for places of speech too
        )


def _records(path: Path) -> Iterator[dict[str, Any]]:
    with path.open(encoding="utf-8") as lines:
        for line in lines:
            yield json.loads(line)


def _by_file(path: Path) -> dict[str, list[dict[str, Any]]]:
    found: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for record in _records(path):
        found[record["file"]].append(record)
    return found
