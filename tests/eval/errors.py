"""What the pipeline got wrong in an article, one line an error: to see where a score is lost."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from tests.eval import score
from tests.eval.gold import Gold
from tests.eval.report import Frames, rows_of, verdicts_of
from tests.eval.score import Row

_FIELDS = {"date": "published_at", "time": "published_at", "remaining": "remaining_pct"}


def errors(articles: Sequence[Gold], frames: Frames) -> Iterator[str]:
    """The errors of facts, cutting, entities, quotations and speakers, article by article."""
    segments, mentions, quotes = (rows_of(frames[n]) for n in ("segments", "mentions", "quotes"))
    told = {row["article_id"]: row for row in frames["articles"].iter_rows(named=True)}
    for gold in articles:
        yield f"##### {gold.id}"
        yield from _facts(gold, told.get(gold.article_id))
        yield from _cutting(gold, segments.get(gold.article_id, []))
        yield from _entities(gold, mentions.get(gold.article_id, []))
        if gold.quotes is not None:
            yield from _quotes(gold, quotes.get(gold.article_id, []))


def _facts(gold: Gold, row: Row | None) -> Iterator[str]:
    if gold.truncated is not None and gold.truncated != bool(row and row["is_truncated"]):
        yield f"truncated is {gold.truncated}"
    verdicts = verdicts_of(gold.facts, row) if gold.facts is not None else {}
    for name, is_right in verdicts.items():
        if not is_right:
            field = _FIELDS.get(name, name)
            said = row[field] if row else None
            right = getattr(gold.facts, "published" if name in ("date", "time") else name)
            yield f"{name} {said} for {right}"


def _cutting(gold: Gold, rows: Sequence[Row]) -> Iterator[str]:
    mask = score.cut_mask(len(gold.raw), rows)
    for region in gold.regions:
        spots = [i for i in range(region.start, region.end) if gold.raw[i].isalnum()]
        wrong = [i for i in spots if bool(mask[i]) == bool(region.keep)]
        if region.keep is None or not wrong:
            continue
        what = "lost" if region.keep else "left"
        yield f"{what} {region.label} {gold.raw[wrong[0] : wrong[-1] + 1]!r:.110}"


def _entities(gold: Gold, rows: Sequence[Row]) -> Iterator[str]:
    found = {(int(row["raw_start"]), int(row["raw_end"])): row for row in rows}
    spared = [(e.start, e.end) for e in gold.entities or () if e.optional]
    spared += [(r.start, r.end) for r in gold.regions if r.keep is None]
    wanted = {(e.start, e.end): e for e in gold.entities or () if not e.optional}
    for span, entity in wanted.items():
        row, text = found.get(span), gold.raw[slice(*span)]
        if row is None:
            yield f"missed {entity.label} {text}"
        elif row["label"] not in (entity.label, *entity.alt):
            yield f"label {row['label']} for {entity.label} {text}"
        elif entity.label == "PER" and score.key(row["name"]) != score.key(entity.name):
            yield f"name {row['name']} for {entity.name}"
    for span, row in found.items():
        unspared = not any(score.overlap(span, other) for other in spared)
        if gold.entities is not None and span not in wanted and unspared:
            yield f"extra {row['label']} {gold.raw[slice(*span)]}"


def _quotes(gold: Gold, rows: Sequence[Row]) -> Iterator[str]:
    match = score.match_quotes(gold, rows)
    for pair in match.pairs:
        text, right = _text(gold, pair.row), gold.raw[pair.gold.start : pair.gold.end]
        if pair.iou < 1:
            yield f"span [{text}] for [{right}]"
        if pair.kind != pair.row["kind"]:
            yield f"type {pair.row['kind']} for {pair.kind} [{text:.60}]"
        if not score.speaker_right(pair):
            said = f"{pair.row['speaker_name']} ({pair.row['speaker_text']})"
            yield f"speaker {said} for {pair.gold.speaker} [{text:.60}]"
        if pair.gold.via and score.key(pair.row["via"] or "") != score.key(pair.gold.via):
            yield f"via {pair.row['via']} for {pair.gold.via} [{text:.60}]"
    for quote in match.missed:
        yield f"missed {quote.kind} [{gold.raw[quote.start : quote.end]}] by {quote.speaker}"
    paired = {id(pair.row) for pair in match.pairs}
    for row in match.found:
        if id(row) not in paired:
            yield f"extra {row['kind']} [{_text(gold, row)}] by {row['speaker_name']}"


def _text(gold: Gold, row: Row) -> str:
    return gold.raw[int(row["raw_start"]) : int(row["raw_end"])]
