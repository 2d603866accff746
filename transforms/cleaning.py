"""From raw articles to labelled segments and clean articles: the entry of the cleaning room."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import tzinfo
from functools import cached_property
from typing import Any
from zoneinfo import ZoneInfo

import polars as pl

from transforms.boilerplate import Rule, Rules
from transforms.folding import folded
from transforms.metadata import PageReader
from transforms.normalize import normalize
from transforms.pages.assemble import SegmentRows, clean_texts, split_line
from transforms.pages.authors.signature import SignatureReader
from transforms.pages.completeness import judge
from transforms.pages.hints import TITLE_KEYS, first_of, hints_of
from transforms.pages.inline import Cut, trails
from transforms.pages.languages import Languages
from transforms.pages.learned.classifier import LineModel
from transforms.pages.lines import Known, LineMemory
from transforms.pages.outlets import Outlets
from transforms.pages.page import Page, line_features
from transforms.pages.paywall import NoticeReader
from transforms.pages.section.section_model import SectionModel
from transforms.pages.section.sections import Sections
from transforms.pages.single import part_single
from transforms.pages.structure import decide, fits
from transforms.pages.times.dates import DateLexicon, DateReader, fold
from transforms.segment import split_lines

LANGUAGES = ("fr", "en")
UTC_TIME = pl.Datetime("us", "UTC")
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
    reader: PageReader
    outlets: Outlets
    signatures: SignatureReader
    notices: NoticeReader
    languages: Languages = field(default_factory=Languages)
    params: Params = field(default_factory=Params)
    line_model: LineModel | None = None  # None: rules and structure alone

    @cached_property
    def memory(self) -> LineMemory:
        """The lines seen so far, in this process."""
        return LineMemory(self.rules)

    @classmethod
    def from_lexicons(
        cls,
        load: Callable[[str, str], Mapping[str, Any]],
        params: Params | None = None,
        line_model: LineModel | None = None,
        section_model: SectionModel | None = None,
        zone_of: Callable[[str], tzinfo | None] = lambda place: None,
    ) -> CleaningTools:
        """Tools from parsed lexicons; `load(language, name)` gives one.

        `zone_of` gives the time zone of a place ("heure de Moscou").

        Raises:
            RuleError: a boilerplate stanza is not a rule.
            KeyError: a lexicon lacks a table.
        """
        return cls(
            rules=Rules.joined(
                Rules.from_mapping(load(language, "boilerplate")).rules for language in LANGUAGES
            ),
            reader=PageReader(
                DateReader(
                    tuple(DateLexicon.from_mapping(load(name, "dates")) for name in LANGUAGES),
                    zone_of,
                ),
                Sections.from_mapping(
                    load("metadata", "sections"),
                    [load(name, "boilerplate")["words"]["sections"] for name in LANGUAGES],
                    section_model,
                ),
            ),
            outlets=Outlets.from_mapping(load("metadata", "outlets"), load("metadata", "places")),
            signatures=SignatureReader.from_mappings(
                [
                    {
                        **load(name, "signature"),
                        "section": load(name, "boilerplate")["words"]["sections"],
                    }
                    for name in LANGUAGES
                ],
                [load(name, "dates") for name in LANGUAGES],
            ),
            notices=NoticeReader.from_mappings([load(name, "completeness") for name in LANGUAGES]),
            params=params or Params(),
            line_model=line_model,
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
    lines, works = _laid_out(raw, tools)
    for work in works:
        decide(work.page)
    if tools.line_model is not None:
        tools.line_model.reconsider(lines["row"], [work.page for work in works])
    rows = SegmentRows()
    articles: list[dict[str, Any]] = []
    for row, (record, work) in enumerate(zip(raw.iter_rows(named=True), works, strict=True)):
        within = work.segments(row, record["raw_text"], rows)
        articles.append(work.article(record, within, tools))
    segments = rows.frame(raw)
    texts = clean_texts(segments, len(raw))
    language = pl.Series("language", tools.languages.tell(texts["text"]), dtype=pl.String)
    words = texts["text"].str.count_matches(r"\S*[\p{L}\p{N}]\S*").cast(pl.Int64)
    known = {k: v for k, v in ARTICLE_SCHEMA.items() if k not in _LATER}
    frame = pl.DataFrame(articles, schema=known)
    frame = frame.with_columns(*texts, language, words.alias("word_count"))
    return Cleaned(segments.drop("row"), frame.select(list(ARTICLE_SCHEMA)))


def laid_out(raw: pl.DataFrame, tools: CleaningTools) -> tuple[pl.DataFrame, list[Page]]:
    """The lines of raw articles, and their pages before anything is decided."""
    lines, works = _laid_out(raw, tools)
    lines = line_features(lines.with_columns(folded=folded(pl.col("text"))))
    return lines, [work.page for work in works]


def explained(raw: pl.DataFrame, tools: CleaningTools) -> list[dict[int, tuple[str, ...]]]:
    """Why the line model cut what it cut: by article, by raw offset of the line's beginning.

    Features of the model, the strongest first, with what each added.
    """
    lines, works = _laid_out(raw, tools)
    for work in works:
        decide(work.page)
    if tools.line_model is not None:
        tools.line_model.reconsider(lines["row"], [work.page for work in works], explains=True)
    return [
        {work.raw_starts[i]: reasons for i, reasons in work.page.reasons.items()} for work in works
    ]


def _laid_out(raw: pl.DataFrame, tools: CleaningTools) -> tuple[pl.DataFrame, list[_Work]]:
    """The lines as `split_lines` gives them, and the articles in work."""
    words = tools.reader.sections.words
    parted = part_single(
        split_lines(raw),
        raw,
        tools.signatures,
        lambda name: words.is_known(name) or words.is_idle(name),
    )
    known = tools.memory.known(parted["text"].to_list())
    return parted, _works(parted, known, raw, tools)


_LATER = ("text", "cut_share", "language", "word_count")  # told for all articles at once


@dataclass(frozen=True, slots=True)
class _Within:
    """What was cut inside a line."""

    line: int
    rule: Rule
    text: str


@dataclass(slots=True)
class _Work:
    """One article under way: its page, and where its lines stand in the raw text."""

    page: Page
    raw_starts: Sequence[int]
    raw_ends: Sequence[int]
    cuts: Mapping[int, Sequence[Cut]]  # by line

    def segments(self, row: int, raw_text: str, rows: SegmentRows) -> list[_Within]:
        """Adds the page's segments to `rows`; gives what was cut inside lines."""
        page = self.page
        within: list[_Within] = []
        done = 0
        for i in sorted(self.cuts):
            cuts = [cut for cut in self.cuts[i] if fits(page, i, cut[2])]
            if not page.decisions[i].is_kept or not cuts:
                continue
            pieces = split_line(page.text[i], page.decisions[i], cuts)
            within += [_Within(i, p.rule, page.text[i][p.start : p.end]) for p in pieces if p.rule]
            rows.add_lines(row, self.raw_starts, page, done, i)
            start = self.raw_starts[i]
            rows.add_pieces(row, raw_text[start : self.raw_ends[i]], start, pieces)
            done = i + 1
        rows.add_lines(row, self.raw_starts, page, done, len(page))
        return within

    def article(
        self, record: Mapping[str, Any], within: Sequence[_Within], tools: CleaningTools
    ) -> dict[str, Any]:
        """The article's row, but for what is told later for all articles at once."""
        hints = hints_of(record.get("hints"))
        url, source = record.get("url"), record.get("source_uri") or ""
        complete = judge(self.page, [(w.line, w.text) for w in within if w.rule.proof])
        known = tools.reader.read(
            self.page,
            [(w.line, w.rule.kind, w.text) for w in within],
            hints,
            lambda: tools.outlets.zone(url, ZoneInfo(tools.params.timezone), self.page, source),
            record.get("fetched_at"),
        )
        return {
            "article_id": record["article_id"],
            "url": url,
            "outlet": tools.outlets.name(url, hints, source),
            "title": known.title,
            "standfirst": known.standfirst,
            "byline": known.byline,
            "section": known.section,
            "published_at": known.published.when if known.published else None,
            "published_precision": known.published.precision if known.published else None,
            "is_truncated": complete.is_truncated,
            "remaining_pct": complete.remaining_pct,
        }


def _works(
    lines: pl.DataFrame, known: Sequence[Known], raw: pl.DataFrame, tools: CleaningTools
) -> list[_Work]:
    """The lines, article by article."""
    starts, ends = lines["raw_start"].to_list(), lines["raw_end"].to_list()
    counts = dict(lines.group_by("row").len().iter_rows())
    works: list[_Work] = []
    stop = 0
    for row, hint in enumerate(raw["hints"]):
        start, stop = stop, stop + counts.get(row, 0)
        titled = first_of(hints_of(hint), TITLE_KEYS)
        mine = known[start:stop]
        cuts = {i: line.cuts for i, line in enumerate(mine) if line.cuts}
        page = Page(
            mine,
            title_hint=fold(normalize(titled).text).strip() if titled else "",
            reader=tools.signatures,
            notices=tools.notices,
            trailed=frozenset(i for i in cuts if any(trails(cut, mine[i].text) for cut in cuts[i])),
        )
        works.append(_Work(page, starts[start:stop], ends[start:stop], cuts))
    return works
