"""Scores of a whole set: gold articles and the pipeline's frames in, one number a measure out."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, datetime, timedelta

import polars as pl

from tests.eval import score
from tests.eval.gold import Facts, Gold
from tests.eval.score import KINDS, Counts, QuoteMatch, Row

Frames = Mapping[str, pl.DataFrame]
Process = Callable[[pl.DataFrame], Frames]
Scores = dict[str, float]
_IDLE = {"par", "by", "avec", "with", "et", "and", "pour", "for", "de", "la", "le", "l"}


def evaluate(articles: Sequence[Gold], frames: Frames) -> Scores:
    """Every measure that the gold of these articles allows, in [0, 1], higher is better.

    `frames` are the tables articles, segments, mentions and quotes. An article that is missing
    from them counts as wholly cut.
    """
    tables = {name: rows_of(frames[name]) for name in ("segments", "mentions", "quotes")}
    facts = {key: rows[0] for key, rows in rows_of(frames["articles"]).items()}
    scores = _removal(articles, tables["segments"])
    scores |= _entities(articles, tables["mentions"])
    scores |= _quotes(articles, tables["quotes"])
    return scores | _facts(articles, facts)


def by_article(articles: Sequence[Gold], frames: Frames) -> pl.DataFrame:
    """The main measures of each article, one row an article."""
    shown = ("removal.f1", "entities.all.f1", "names.b3", "quotes.all.f1", "speakers", "end_to_end")
    rows = []
    for gold in articles:
        scores = evaluate([gold], frames)
        rows.append({"article": gold.id} | {name: scores.get(name) for name in shown})
    return pl.DataFrame(rows, infer_schema_length=None)


def _removal(articles: Sequence[Gold], segments: Mapping[str, list[Row]]) -> Scores:
    total, whole, lines, words = Counts(), Counts(), Counts(), Counts()
    for gold in articles:
        rows = segments.get(gold.article_id, [])
        total += score.removal(gold, rows)
        whole += score.quotes_lost(gold, rows)
        of_lines, of_words = score.kept(gold, rows)
        lines, words = lines + of_lines, words + of_words
    scores = _prf("removal", total)
    scores |= {name: counts.f1 or 0.0
               for name, counts in (("kept_lines.f1", lines), ("kept_words.f1", words))
               if counts.there}  # fmt: skip
    if whole.there:
        scores["quotes_kept"] = whole.right / whole.there
    return scores


def _entities(articles: Sequence[Gold], mentions: Mapping[str, list[Row]]) -> Scores:
    total: dict[str, Counts] = defaultdict(Counts)
    precision = recall = 0.0
    names: list[tuple[str, str]] = []
    persons: list[bool] = []
    for gold in articles:
        if gold.entities is None:
            continue
        rows = mentions.get(gold.article_id, [])
        for label, counts in score.entities(gold, rows).items():
            total[label] += counts
        met = score.named(gold, rows) if gold.named else []
        p, r = score.b_cubed(met)
        precision, recall, names = precision + p, recall + r, names + met
        persons += score.persons_named(gold, rows)
    scores: Scores = {}
    for label in ("PER", "ORG", "LOC", "all"):
        scores |= _prf(f"entities.{label}", total[label])
    if names:
        scores["names.b3"] = 2 * precision * recall / (precision + recall) / len(names)
    if persons and all(gold.facts for gold in articles):  # elsewhere names follow other rules
        scores["names.persons"] = sum(persons) / len(persons)
    return scores


def _quotes(articles: Sequence[Gold], quotes: Mapping[str, list[Row]]) -> Scores:
    matches = [
        score.match_quotes(gold, quotes.get(gold.article_id, []))
        for gold in articles
        if gold.quotes is not None
    ]
    if not matches:
        return {}
    scores: Scores = {}
    for name, kinds in KINDS.items():
        exact = _sum(matches, kinds, lambda pair: pair.iou == 1)
        loose = _sum(matches, kinds, lambda pair: True)
        scores |= _prf(f"quotes.{name}", loose)
        if exact.there:
            scores[f"quotes.{name}.exact"] = exact.f1 or 0.0
    known = [p for m in matches for p in m.pairs if p.gold.speaker]
    if known:
        scores["speakers"] = sum(map(score.speaker_right, known)) / len(known)
    both = _sum(matches, KINDS["all"], score.speaker_right)
    scores["end_to_end"] = both.f1 or 0.0
    terms = sum(q.kind == "term" for gold in articles for q in gold.quotes or ())
    if terms:
        taken, rows = sum(m.terms_taken for m in matches), sum(len(m.found) for m in matches)
        scores["terms_left"] = 1 - min(1.0, taken / terms)
        scores["rows_no_terms"] = 1 - taken / max(1, rows)
    return scores | _relations(matches)


def _relations(matches: Sequence[QuoteMatch]) -> Scores:
    """Who relayed a quotation, and whether the spans of one utterance share their index."""
    via: list[bool] = []
    joined: list[bool] = []
    for match in matches:
        for pair in match.pairs:
            if pair.gold.via:
                via.append(score.key(str(pair.row["via"] or "")) == score.key(pair.gold.via))
        pairs = sorted(match.pairs, key=lambda pair: pair.gold.start)
        for index, one in enumerate(pairs):
            for other in pairs[index + 1 :]:
                if one.gold.utterance == other.gold.utterance:
                    joined.append(one.row["utterance_index"] == other.row["utterance_index"])
                    break
    scores = {"via": sum(via) / len(via)} if via else {}
    return scores | ({"utterances": sum(joined) / len(joined)} if joined else {})


def _facts(articles: Sequence[Gold], rows: Mapping[str, Row]) -> Scores:
    verdicts: dict[str, list[bool]] = defaultdict(list)
    truncation = Counts()
    for gold in articles:
        row = rows.get(gold.article_id)
        if gold.truncated is not None:
            said = bool(row and row["is_truncated"])
            verdicts["truncation"].append(said == gold.truncated)
            truncation += Counts(int(said and gold.truncated), int(said), int(gold.truncated))
        if gold.facts is not None:
            for name, good in verdicts_of(gold.facts, row).items():
                verdicts[name].append(good)
    scores = {name: sum(goods) / len(goods) for name, goods in verdicts.items()}
    if truncation.found or truncation.there:
        scores["truncation.f1"] = truncation.f1 or 0.0
    return scores


def verdicts_of(facts: Facts, row: Row | None) -> dict[str, bool]:
    """Which of the facts of an article are right in its row."""
    names = ("title", "byline", "section", "published_at", "published_precision", "remaining_pct")
    said = {name: row[name] if row else None for name in names}
    verdicts = {
        "title": score.key(facts.title or "") == score.key(said["title"] or ""),
        "byline": words_of(said["byline"]) in [words_of(right) for right in facts.byline or ("",)],
        "section": words_of(said["section"])
        in [words_of(right) for right in facts.section or ("",)],
        "date": _same_day(facts, said["published_at"])
        and facts.precision == said["published_precision"],
    }
    if facts.precision == "minute" and not _is_local(facts):
        verdicts["time"] = said["published_at"] == _moment(facts)
    if facts.remaining is not None:
        verdicts["remaining"] = said["remaining_pct"] == facts.remaining
    return verdicts


def words_of(text: str | None) -> set[str]:
    return set(re.findall(r"\w+", score.key(text or ""))) - _IDLE


def _moment(facts: Facts) -> datetime | None:
    """The instant of publication; a bare day, month or year counts from its first midnight UTC."""
    if facts.published is None:
        return None
    text = facts.published + {4: "-01-01", 7: "-01"}.get(len(facts.published), "")
    moment = datetime.fromisoformat(text)
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)


def _is_local(facts: Facts) -> bool:
    """Is the clock time given without its zone?"""
    return datetime.fromisoformat(facts.published or "1900-01-01").tzinfo is None


def _same_day(facts: Facts, said: datetime | None) -> bool:
    """The day is right as printed, whether the clock was read in the page's zone or in UTC."""
    moment = _moment(facts)
    if moment is None or said is None:
        return moment is None and said is None
    if facts.precision == "minute" and _is_local(facts):
        return abs(moment - said) <= timedelta(hours=14)
    return moment.date() in (said.date(), said.astimezone(moment.tzinfo).date())


def _sum(
    matches: Sequence[QuoteMatch], kinds: frozenset[str], right: Callable[[score.Pair], bool]
) -> Counts:
    return sum((match.counts(kinds, right) for match in matches), Counts())


def _prf(name: str, counts: Counts) -> Scores:
    if not counts.there:
        return {}
    return {
        f"{name}.precision": counts.precision or 0.0,
        f"{name}.recall": counts.recall or 0.0,
        f"{name}.f1": counts.f1 or 0.0,
    }


def rows_of(frame: pl.DataFrame) -> dict[str, list[Row]]:
    """The rows of `frame` by article_id, in order."""
    rows: dict[str, list[Row]] = defaultdict(list)
    for row in frame.iter_rows(named=True):
        rows[row["article_id"]].append(row)
    return rows
