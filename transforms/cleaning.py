"""From raw articles to labelled segments and clean articles: the entry of the cleaning room."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any
from zoneinfo import ZoneInfo

import polars as pl

from transforms.boilerplate import Rule, Rules, folded
from transforms.completeness import judge
from transforms.dates import DateLexicon, DateReader, fold
from transforms.metadata import TITLE_KEYS, Languages, Outlets, PageReader, first_of, hints_of
from transforms.normalize import normalize
from transforms.page import FEATURES, KEPT, Decision, Page, line_features
from transforms.segment import split_lines
from transforms.structure import decide

LANGUAGES = ("fr", "en")
UTC_TIME = pl.Datetime("us", "UTC")
SEGMENT_SCHEMA: dict[str, type[pl.DataType] | pl.DataType] = {
    "article_id": pl.String, "segment_index": pl.Int64, "kind": pl.String, "is_kept": pl.Boolean,
    "rule_id": pl.String, "score": pl.Float64, "raw_start": pl.Int64, "raw_end": pl.Int64,
    "start": pl.Int64, "end": pl.Int64, "text": pl.String,
}  # fmt: skip
ARTICLE_SCHEMA: dict[str, type[pl.DataType] | pl.DataType] = {
    "article_id": pl.String, "url": pl.String, "outlet": pl.String, "language": pl.String,
    "title": pl.String, "standfirst": pl.String, "byline": pl.String, "section": pl.String,
    "published_at": UTC_TIME, "published_precision": pl.String, "text": pl.String,
    "word_count": pl.Int64, "is_truncated": pl.Boolean, "remaining_pct": pl.Float64,
    "cut_share": pl.Float64,
}  # fmt: skip


@dataclass(frozen=True)
class Params:
    """Settings of the cleaning: `timezone` is that of local times that name none."""

    timezone: str = "Europe/Paris"


@dataclass(frozen=True)
class CleaningTools:
    """Everything the cleaning is given: rules, lexicons, the language detector."""

    rules: Rules
    dates: DateReader
    outlets: Outlets
    languages: Languages = field(default_factory=Languages)
    params: Params = field(default_factory=Params)

    @classmethod
    def from_lexicons(
        cls, load: Callable[[str, str], Mapping[str, Any]], params: Params | None = None
    ) -> CleaningTools:
        """Tools from parsed lexicons; `load(language, name)` gives one.

        Raises:
            RuleError: a boilerplate stanza is not a rule.
            KeyError: a lexicon lacks a table.
        """
        return cls(
            rules=Rules.joined(
                Rules.from_mapping(load(language, "boilerplate")).rules for language in LANGUAGES
            ),
            dates=DateReader(
                tuple(DateLexicon.from_mapping(load(language, "dates")) for language in LANGUAGES)
            ),
            outlets=Outlets.from_mapping(load("metadata", "outlets")),
            params=params or Params(),
        )


@dataclass(frozen=True)
class Cleaned:
    """`segments` has the contract's columns; `articles` those of ARTICLE_SCHEMA."""

    segments: pl.DataFrame
    articles: pl.DataFrame


def clean(raw: pl.DataFrame, tools: CleaningTools) -> Cleaned:
    """Clean raw articles (columns of the contract's raw_articles).

    Every article comes back, one row each, in order; one of which nothing is kept has text "".
    Its segments tile its raw text; an article without any character has none.
    """
    lines = line_features(split_lines(raw)).with_columns(folded=folded(pl.col("text")))
    lines = lines.with_columns(rule=tools.rules.match_lines(lines))
    inline = tools.rules.match_inline(lines)
    pages = _pages(lines, inline, raw, tools)
    segments: list[tuple[Any, ...]] = []
    articles: list[dict[str, Any]] = []
    for record, work in zip(raw.iter_rows(named=True), pages, strict=True):
        pieces = work.pieces(record["raw_text"])
        segments.extend(_segment_rows(record["article_id"], record["raw_text"], pieces))
        articles.append(work.article(record, pieces, tools))
    frame = pl.DataFrame(articles, schema={k: v for k, v in ARTICLE_SCHEMA.items()
                                           if k not in ("language", "word_count")})  # fmt: skip
    language = pl.Series("language", tools.languages.tell(frame["text"]), dtype=pl.String)
    words = pl.col("text").str.count_matches(r"\S*[\p{L}\p{N}]\S*").cast(pl.Int64)
    frame = frame.with_columns(language, words.alias("word_count")).select(list(ARTICLE_SCHEMA))
    return Cleaned(pl.DataFrame(segments, schema=SEGMENT_SCHEMA, orient="row"), frame)


@dataclass(frozen=True, slots=True)
class Piece:
    """A segment in the making: it begins at `raw_start` and ends where the next one begins."""

    raw_start: int
    decision: Decision
    text: str | None  # None: normalise the raw slice, for it is part of a line
    line: int
    matched: str = ""
    proof: str = ""


Cut = tuple[int, int, Rule, str]  # start, end in the line, rule, matched text


@dataclass(slots=True)
class _Work:
    """One article under way: its page, and where its lines stand in the raw text."""

    page: Page
    raw_starts: Sequence[int]
    raw_ends: Sequence[int]
    is_mapped: Sequence[bool]
    cuts: dict[int, list[Cut]]

    def pieces(self, raw_text: str) -> list[Piece]:
        """Decides the page's lines and splits those that are cut inside."""
        pieces: list[Piece] = []
        for i, decision in enumerate(decide(self.page)):
            cuts = self.cuts.get(i)
            if cuts and decision.is_kept:
                pieces.extend(self._split(i, decision, cuts, raw_text))
            else:
                pieces.append(Piece(self.raw_starts[i], decision, self.page.text[i], i))
        return pieces

    def _split(self, i: int, decision: Decision, cuts: list[Cut], raw_text: str) -> list[Piece]:
        text = self.page.text[i]
        raw_line = raw_text[self.raw_starts[i] : self.raw_ends[i]]
        normalized = normalize(raw_line) if self.is_mapped[i] else None
        lead = len(normalized.text) - len(normalized.text.lstrip(" ")) if normalized else 0
        pieces: list[Piece] = []

        def add(start: int, end: int, what: Decision, rule: Rule | None) -> None:
            while start < end and text[start] == " ":
                start += 1
            if start == end:
                return
            shift = start
            if normalized is not None:
                shift = normalized.to_raw(start + lead, end + lead)[0]
            pieces.append(Piece(self.raw_starts[i] + shift, what, None, i,
                                text[start:end], rule.proof if rule else ""))  # fmt: skip

        position = 0
        for start, end, rule, _ in cuts:
            if start < position:
                continue
            rest = text[position:start]
            add(position, start, decision if any(map(str.isalnum, rest)) else
                Decision(rule.kind, rule.id, 0.9), None)  # fmt: skip
            add(start, end, Decision(rule.kind, rule.id, 0.95), rule)
            position = end
        rest = text[position:]
        add(position, len(text), decision if any(map(str.isalnum, rest)) else
            pieces[-1].decision, None)  # fmt: skip
        return pieces

    def article(
        self, record: Mapping[str, Any], pieces: Sequence[Piece], tools: CleaningTools
    ) -> dict[str, Any]:
        """The article's row, language and word count aside."""
        hints = hints_of(record.get("hints"))
        url, fetched_at = record.get("url"), record.get("fetched_at")
        within = [p for p in pieces if p.text is None and not p.decision.is_kept]
        complete = judge(self.page, [(p.line, p.matched) for p in within if p.proof])
        zone = tools.outlets.zone(url, ZoneInfo(tools.params.timezone))
        french = sum(t.count(" de ") + t.count(" la ") for t in self.page.folded)
        english = sum(t.count(" the ") + t.count(" of ") for t in self.page.folded)
        known = PageReader(tools.dates, zone).read(
            self.page,
            [(p.line, p.decision.kind, p.matched) for p in within],
            hints,
            zone,
            fetched_at,
            french >= english,
        )
        text, cut_share = _text_and_share(record["raw_text"], pieces)
        return {
            "article_id": record["article_id"],
            "url": url,
            "outlet": tools.outlets.name(url, hints),
            "title": known.title,
            "standfirst": known.standfirst,
            "byline": known.byline,
            "section": known.section,
            "published_at": known.published.when if known.published else None,
            "published_precision": known.published.precision if known.published else None,
            "text": text,
            "is_truncated": complete.is_truncated,
            "remaining_pct": complete.remaining_pct,
            "cut_share": cut_share,
        }


def _pages(
    lines: pl.DataFrame, inline: Sequence[tuple[int, int, int, Rule, str]],
    raw: pl.DataFrame, tools: CleaningTools,
) -> list[_Work]:  # fmt: skip
    names = (*FEATURES, "rule", "raw_start", "raw_end", "is_mapped")
    columns = {name: lines[name].to_list() for name in names}
    counts = dict(lines.group_by("row").len().iter_rows())
    rules = [None if index is None else tools.rules.lines[index] for index in columns["rule"]]
    cuts: dict[int, list[Cut]] = {}
    for row, start, end, rule, matched in inline:
        if start == 0 and end == len(columns["text"][row]):
            rules[row] = rules[row] or rule
        else:
            cuts.setdefault(row, []).append((start, end, rule, matched))
    works: list[_Work] = []
    position = 0
    hints = raw["hints"] if "hints" in raw.columns else [None] * len(raw)
    for article, hint in enumerate(hints):
        span = slice(position, position + counts.get(article, 0))
        position = span.stop
        titled = first_of(hints_of(hint), TITLE_KEYS)
        page = Page(
            **{name: columns[name][span] for name in FEATURES},
            rules=rules[span],
            title_hint=fold(normalize(titled).text).strip() if titled else "",
        )
        mine = {i - span.start: cuts[i] for i in range(span.start, span.stop) if i in cuts}
        works.append(_Work(page, columns["raw_start"][span], columns["raw_end"][span],
                           columns["is_mapped"][span], mine))  # fmt: skip
    return works


def _segment_rows(article_id: str, raw_text: str, pieces: Sequence[Piece]) -> list[tuple[Any, ...]]:
    rows: list[tuple[Any, ...]] = []
    if not pieces and raw_text:
        pieces = [Piece(0, Decision("other", "structure.blank", 1.0), "", 0)]
    position = 0
    for index, piece in enumerate(pieces):
        raw_start = piece.raw_start if index else 0
        raw_end = pieces[index + 1].raw_start if index + 1 < len(pieces) else len(raw_text)
        text = piece.text
        if text is None:
            text = normalize(raw_text[raw_start:raw_end]).text.strip(" ")
        kept = piece.decision.is_kept
        start = position if kept else None
        end = position + len(text) if kept else None
        if end is not None:
            position = end + 1
        decision = piece.decision
        rows.append((article_id, index, decision.kind, kept, decision.rule_id, decision.score,
                     raw_start, raw_end, start, end, text))  # fmt: skip
    return rows


def _text_and_share(raw_text: str, pieces: Sequence[Piece]) -> tuple[str, float]:
    kept: list[str] = []
    cut = whole = 0
    for index, piece in enumerate(pieces):
        raw_start = piece.raw_start if index else 0
        raw_end = pieces[index + 1].raw_start if index + 1 < len(pieces) else len(raw_text)
        size = len("".join(raw_text[raw_start:raw_end].split()))
        whole += size
        if piece.decision.kind in KEPT:
            text = piece.text
            if text is None:
                text = normalize(raw_text[raw_start:raw_end]).text.strip(" ")
            kept.append(text)
        else:
            cut += size
    return "\n".join(kept), (cut / whole if whole else 0.0)
