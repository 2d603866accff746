"""The table contract: the only place that says what a table is.

Offsets are Unicode code points, end exclusive. Times are UTC. Names are fixed: others read them.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from warehouse.across import (
    ARTICLE_LINKS,
    FINGERPRINTS,
    FORMER_IDS,
    STORIES,
    STORY_ARTICLES,
    UTTERANCE_REPORTS,
    UTTERANCES,
)
from warehouse.columns import (
    ARTICLE_ID,
    BOOL,
    FLOAT,
    ID,
    INT,
    LABELS,
    LANGUAGES,
    QUOTE_KINDS,
    RUN_ID,
    SHA256,
    SOURCE_URI,
    TEXT,
    TO_ARTICLE,
    VERSION,
    count,
    index,
)
from warehouse.logs import QUARANTINE, RUNS, SEVERITIES, VALIDATION_RESULTS
from warehouse.schema import (
    NAMES,
    UTC_TIME,
    Column,
    ContractError,
    ForeignKey,
    Span,
    Table,
    Written,
)

__all__ = [
    "CUT_KINDS", "KEPT_KINDS", "LABELS", "LANGUAGES", "NAMES", "QUOTE_KINDS", "SEVERITIES",
    "TABLES", "UTC_TIME", "Column", "ContractError", "ForeignKey", "Span", "Table", "Written",
]  # fmt: skip

KEPT_KINDS = (
    "title", "standfirst", "subheading", "body", "pull_quote", "quote_attribution", "note",
)  # fmt: skip
CUT_KINDS = (
    "navigation", "kicker", "title_copy", "date", "reading_time", "byline", "caption", "tags",
    "paywall", "subscription", "account_warning", "newsletter", "share", "advertisement",
    "consent", "comment", "related", "embed", "bio", "source_link", "legal", "machine", "other",
)  # fmt: skip
PRECISIONS = ("year", "month", "day", "minute")

_CONTENT_HASH = Column("content_hash", TEXT, "SHA-256 of the record as landed.", pattern=SHA256)


def _offset(name: str, what: str, nullable: bool = False) -> Column:
    return Column(name, INT, what, nullable=nullable, unit="code points", minimum=0)


_SPAN = (
    _offset("start", "Start in articles.text."),
    _offset("end", "End in articles.text."),
    _offset("raw_start", "Start in raw_articles.raw_text."),
    _offset("raw_end", "End in raw_articles.raw_text."),
)
_RAW_SPAN = Span(None, "raw_start", "raw_end", "raw_articles.raw_text")

RAW_ARTICLES = Table(
    "raw_articles",
    grain="one input record, as landed",
    description="Every published article as it was read, before any change.",
    key=("article_id",),
    columns=(
        ARTICLE_ID,
        SOURCE_URI,
        Column("reader", TEXT, "The reader that read it (text, html, jsonl…)."),
        Column("encoding", TEXT, "Character encoding it was decoded from."),
        _CONTENT_HASH,
        Column("raw_text", TEXT, "The text as landed, never edited."),
        Column("url", TEXT, "Address of the article, if the source gave one.", nullable=True),
        Column("fetched_at", UTC_TIME, "When it was fetched, if the source says.", nullable=True),
        Column("hints", TEXT, "What the source said of it (JSON object).", nullable=True),
    ),
)

ARTICLES = Table(
    "articles",
    grain="one article",
    description="Clean articles with their metadata.",
    key=("article_id",),
    columns=(
        ARTICLE_ID,
        SOURCE_URI,
        Column("url", TEXT, "Address of the article, if known.", nullable=True),
        Column("outlet", TEXT, "Who published it (source or url).", nullable=True),
        Column("language", TEXT, "ISO 639-1 code; und when it cannot be told.", pattern=LANGUAGES),
        Column("title", TEXT, "Title, if the text has one.", nullable=True),
        Column("standfirst", TEXT, "Standfirst (chapô), if any.", nullable=True),
        Column("byline", TEXT, "Authors and agency as printed.", nullable=True),
        Column("section", TEXT, "Section as printed (deepest crumb).", nullable=True),
        Column("published_at", UTC_TIME, "Publication time, as far as stated.", nullable=True),
        Column(
            "published_precision", TEXT, "How much of published_at was stated.",
            nullable=True, values=PRECISIONS,
        ),
        Column("text", TEXT, "Kept segments, normalised, joined by a newline, title first."),
        Column("word_count", INT, "Words in text.", unit="words", minimum=1),
        Column("is_truncated", BOOL, "True when the page proves that the article goes on."),
        Column(
            "remaining_pct", FLOAT, "Share of the article behind the paywall, where stated.",
            nullable=True, unit="percent", minimum=0, maximum=100,
        ),
        Column(
            "cut_share", FLOAT, "Share of the raw characters (white space aside) that were cut.",
            unit="ratio", minimum=0, maximum=1,
        ),
        _CONTENT_HASH,
        Column("story_id", TEXT, "The story it belongs to; null until linked.", nullable=True),
        VERSION,
        RUN_ID,
        Column("ingested_at", UTC_TIME, "When the run began that wrote the row."),
    ),
    foreign_keys=(
        ForeignKey(("article_id",), "raw_articles", ("article_id",)),
        ForeignKey(("story_id",), "stories", ("story_id",)),
    ),
)  # fmt: skip

SEGMENTS = Table(
    "segments",
    grain="one span of raw text, gapless and in order",
    description="What was kept and what was cut, with the rule that cut it.",
    key=("article_id", "segment_index"),
    columns=(
        ARTICLE_ID,
        index("segment_index", "Position in the article, from 0."),
        Column("kind", TEXT, "What the span is.", values=KEPT_KINDS + CUT_KINDS),
        Column("is_kept", BOOL, "True when it is part of articles.text."),
        Column("rule_id", TEXT, "The rule or method that decided.", nullable=True),
        Column(
            "score", FLOAT, "How sure the decision is.", unit="probability", minimum=0, maximum=1
        ),
        _offset("raw_start", "Start in raw_articles.raw_text."),
        _offset("raw_end", "End in raw_articles.raw_text, trailing white space included."),
        _offset("start", "Start in articles.text; null when cut.", nullable=True),
        _offset("end", "End in articles.text; null when cut.", nullable=True),
        Column("text", TEXT, "The span, normalised."),
    ),
    foreign_keys=(TO_ARTICLE,),
    spans=(Span("text", "start", "end"), _RAW_SPAN),
)

MENTIONS = Table(
    "mentions",
    grain="one entity mention",
    description="Named entities where they stand in the text.",
    key=("article_id", "mention_index"),
    columns=(
        ARTICLE_ID,
        index("mention_index", "Position in the article, from 0."),
        Column("text", TEXT, "The mention as written."),
        Column("label", TEXT, "Kind of entity.", values=LABELS),
        *_SPAN,
        index("segment_index", "The segment it stands in."),
        Column("entity_id", TEXT, "The entity it names; null if unresolved.", nullable=True),
        Column("name", TEXT, "Canonical name; the mention itself if unresolved."),
        Column("method", TEXT, "How it was found and resolved."),
        Column("score", FLOAT, "Confidence.", unit="probability", minimum=0, maximum=1),
    ),
    foreign_keys=(
        TO_ARTICLE,
        ForeignKey(("article_id", "segment_index"), "segments", ("article_id", "segment_index")),
        ForeignKey(("entity_id",), "entities", ("entity_id",)),
    ),
    spans=(Span("text", "start", "end"), _RAW_SPAN),
)

QUOTES = Table(
    "quotes",
    grain="one contiguous quoted span",
    description="Who said what, through whom. Spans split by an incise share utterance_index.",
    key=("article_id", "quote_index"),
    columns=(
        ARTICLE_ID,
        index("quote_index", "Position in the article, from 0."),
        index("utterance_index", "Spans of one utterance share it."),
        Column("kind", TEXT, "Form of reported speech.", values=QUOTE_KINDS),
        Column("text", TEXT, "The quoted words, without outer marks."),
        *_SPAN,
        Column("cue", TEXT, "The words that announce it (a déclaré, selon…).", nullable=True),
        _offset("cue_start", "Start of the cue in articles.text.", nullable=True),
        _offset("cue_end", "End of the cue in articles.text.", nullable=True),
        Column("speaker_text", TEXT, "The speaker as written.", nullable=True),
        _offset("speaker_start", "Start of the speaker in articles.text.", nullable=True),
        _offset("speaker_end", "End of the speaker in articles.text.", nullable=True),
        Column("speaker_entity_id", TEXT, "The speaker's entity.", nullable=True),
        Column("speaker_name", TEXT, "The speaker's canonical name.", nullable=True),
        Column("speaker_label", TEXT, "Kind of speaker.", nullable=True, values=LABELS),
        Column("via", TEXT, "Who relayed it: an agency, a paper, a station that was told.",
               nullable=True),
        Column("medium", TEXT, "Where it was said (communiqué, radio…).", nullable=True),
        Column("nested_in", INT, "quote_index of the quote around it.", nullable=True, minimum=0),
        Column("confidence", FLOAT, "Of the attribution.", unit="probability", minimum=0,
               maximum=1),
        Column("evidence", TEXT, "The rule that found it and what it saw."),
        Column("utterance_id", TEXT, "The utterance it reports; null until linked.",
               nullable=True),
    ),
    foreign_keys=(
        TO_ARTICLE,
        ForeignKey(("speaker_entity_id",), "entities", ("entity_id",)),
        ForeignKey(("utterance_id",), "utterances", ("utterance_id",)),
        ForeignKey(("article_id", "nested_in"), "quotes", ("article_id", "quote_index")),
    ),
    spans=(
        Span("text", "start", "end"),
        Span("cue", "cue_start", "cue_end"),
        Span("speaker_text", "speaker_start", "speaker_end"),
        _RAW_SPAN,
    ),
)  # fmt: skip

ENTITIES = Table(
    "entities",
    grain="one canonical entity",
    description="Persons, organisations and places, with how often they are named.",
    key=("entity_id",),
    written=Written.SNAPSHOT,
    columns=(
        Column("entity_id", TEXT, "SHA-256 of label and folded name, 16 hex digits.", pattern=ID),
        Column("name", TEXT, "Canonical name, in the spelling met most."),
        Column("label", TEXT, "Kind of entity.", values=LABELS),
        Column("country_code", TEXT, "ISO 3166-1 alpha-2, for countries.", nullable=True,
               pattern=r"^[A-Z]{2}$"),
        Column("aliases", NAMES, "Other forms met, sorted."),
        count("mention_count", "Mentions in all articles."),
        count("article_count", "Articles that name it."),
        Column("first_seen", UTC_TIME, "Earliest article naming it (published, else ingested)."),
        Column("last_seen", UTC_TIME, "Latest article that names it."),
    ),
)  # fmt: skip

TABLES: Mapping[str, Table] = MappingProxyType(
    {
        table.name: table
        for table in (
            RAW_ARTICLES, ARTICLES, SEGMENTS, MENTIONS, QUOTES, ENTITIES, STORIES, STORY_ARTICLES,
            ARTICLE_LINKS, UTTERANCES, UTTERANCE_REPORTS, FORMER_IDS, FINGERPRINTS, QUARANTINE,
            RUNS, VALIDATION_RESULTS,
        )
    }
)  # fmt: skip
