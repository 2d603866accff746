"""The tables across articles: written by the link step, which changes rows of them by key."""

from __future__ import annotations

from warehouse.columns import (
    ARTICLE_ID,
    FLOAT,
    ID,
    LANGUAGES,
    QUOTE_KINDS,
    TEXT,
    TO_ARTICLE,
    count,
    index,
)
from warehouse.schema import NAMES, UTC_TIME, Column, ForeignKey, Table, Written

WORDINGS = ("fullest", "same", "shortened", "reworded", "translated")

_TO_STORY = ForeignKey(("story_id",), "stories", ("story_id",))
_DAY = Column(
    "day", UTC_TIME,
    "Day (midnight) under which it is linked; null when nobody knows it.", nullable=True,
)  # fmt: skip
_FOUNDED = Column("founded", UTC_TIME, "When what founded first_id was published (for linking).")
_SEEN_AT = Column("seen_at", UTC_TIME, "When it was published, else ingested.")

STORIES = Table(
    "stories",
    grain="one story",
    description="Articles on one event; its members are in story_articles.",
    key=("story_id",),
    written=Written.SNAPSHOT,
    columns=(
        Column("story_id", TEXT, "Stable id of the story, made of its earliest article.",
               pattern=ID),
        Column("title", TEXT, "Title of its first article."),
        count("article_count", "Articles in it."),
        count("outlet_count", "Outlets in it."),
        Column("first_seen", UTC_TIME, "Its earliest article."),
        Column("last_seen", UTC_TIME, "Its latest article."),
    ),
)  # fmt: skip

STORY_ARTICLES = Table(
    "story_articles",
    grain="one article in its story",
    description="Which articles tell of one event, and which of the others each is most like.",
    key=("article_id",),
    written=Written.SNAPSHOT,
    columns=(
        ARTICLE_ID,
        Column("story_id", TEXT, "The story it belongs to.", pattern=ID),
        Column("outlet", TEXT, "Who published it.", nullable=True),
        Column("title", TEXT, "Its title, else how it begins."),
        _SEEN_AT,
        Column("nearest_id", TEXT, "The article of its story, of its day and the days before, that "
               "it is most like; of an article that nobody can date, of all articles.",
               nullable=True, pattern=ID),
        Column("similarity", FLOAT, "How surely the two are one story.", nullable=True,
               unit="probability", minimum=0, maximum=1),
        _DAY,
        Column("first_id", TEXT, "The story it was put into on its day; another than story_id "
               "when that story turned out to be part of an older one.", pattern=ID),
        _FOUNDED,
        Column("dated_id", TEXT, "Of an article that nobody can date: the one with a date that it "
               "is most like (for linking).", nullable=True, pattern=ID),
        Column("dated_similarity", FLOAT, "How surely the two are one story.", nullable=True,
               unit="probability", minimum=0, maximum=1),
    ),
    foreign_keys=(TO_ARTICLE, _TO_STORY),
)  # fmt: skip

ARTICLE_LINKS = Table(
    "article_links",
    grain="a pair of near-duplicate articles",
    description="Duplicates, syndicated copies and updates.",
    key=("article_id", "other_id"),
    written=Written.SNAPSHOT,
    columns=(
        ARTICLE_ID,
        Column("other_id", TEXT, "The other article; article_id < other_id.", pattern=ID),
        Column("similarity", FLOAT, "Jaccard similarity of their runs of five words.",
               unit="ratio", minimum=0, maximum=1),
        Column("relation", TEXT, "How they relate.",
               values=("duplicate", "syndicated", "updated")),
    ),
    foreign_keys=(TO_ARTICLE, ForeignKey(("other_id",), "articles", ("article_id",))),
)  # fmt: skip

UTTERANCES = Table(
    "utterances",
    grain="one thing said, reported by one or more articles",
    description="A statement followed through the outlets; its members are quotes.utterance_id, "
    "its versions are in utterance_reports.",
    key=("utterance_id",),
    written=Written.SNAPSHOT,
    columns=(
        Column("utterance_id", TEXT, "Stable id of the utterance, made of its first report.",
               pattern=ID),
        Column("speaker_name", TEXT, "Canonical name of the speaker.", nullable=True),
        Column("text", TEXT, "The fullest version."),
        count("report_count", "Reports of it: rows of utterance_reports."),
        count("article_count", "Articles that report it."),
        count("outlet_count", "Outlets that report it."),
        Column("first_reported", UTC_TIME, "Earliest report."),
    ),
)  # fmt: skip

UTTERANCE_REPORTS = Table(
    "utterance_reports",
    grain="one report of an utterance by an article",
    description="The versions of each utterance, and how each differs from the fullest one. Its "
    "spans are the quotes of the same article_id and utterance_index.",
    key=("article_id", "utterance_index"),
    written=Written.SNAPSHOT,
    columns=(
        ARTICLE_ID,
        index("utterance_index", "As in quotes."),
        Column("utterance_id", TEXT, "The utterance that it reports.", pattern=ID),
        Column("speaker_name", TEXT, "The speaker's canonical name in this article.",
               nullable=True),
        Column("kind", TEXT, "Form of reported speech.", values=QUOTE_KINDS),
        Column("language", TEXT, "Language of the article.", pattern=LANGUAGES),
        Column("outlet", TEXT, "Who published the article.", nullable=True),
        _SEEN_AT,
        Column("text", TEXT, "The words reported; spans that an incise splits are joined."),
        Column("wording", TEXT, "This version beside the fullest one.", values=WORDINGS),
        Column("similarity", FLOAT, "Share of words that it has in common with the fullest one.",
               unit="ratio", minimum=0, maximum=1),
        Column("only_here", NAMES, "Words and numbers that the fullest version has not."),
        Column("not_here", NAMES, "Words and numbers of the fullest version that are missing."),
        _DAY,
        Column("first_id", TEXT, "The utterance it was put into on its day; see story_articles.",
               pattern=ID),
        _FOUNDED,
    ),
    foreign_keys=(
        TO_ARTICLE,
        ForeignKey(("utterance_id",), "utterances", ("utterance_id",)),
    ),
)  # fmt: skip

FORMER_IDS = Table(
    "former_ids",
    grain="one id of a story or utterance that is no more",
    description="Where to look for what had another id: two were found to be one, or an earlier "
    "article came in later and gave its id.",
    key=("former_id",),
    written=Written.SNAPSHOT,
    columns=(
        Column("former_id", TEXT, "The id that is no more.", pattern=ID),
        Column("kind", TEXT, "What it named.", values=("story", "utterance")),
        Column("current_id", TEXT, "The id to look for; it can be a former one itself.",
               pattern=ID),
        Column("day", UTC_TIME, "Day on which both were found to be one; null when it was "
               "renamed.", nullable=True),
        Column("founded", UTC_TIME, "When the first one in current_id was published (for "
               "linking).", nullable=True),
    ),
)  # fmt: skip

FINGERPRINTS = Table(
    "fingerprints",
    grain="one article",
    description="What linking needs to know of an article, so that no old article is read again. "
    "Keys are stems that French and English share; see docs/across-articles.md.",
    key=("article_id",),
    written=Written.SNAPSHOT,
    columns=(
        ARTICLE_ID,
        Column("language", TEXT, "As in articles.", pattern=LANGUAGES),
        Column("outlet", TEXT, "As in articles.", nullable=True),
        Column("url", TEXT, "As in articles.", nullable=True),
        Column("title", TEXT, "Its title, else how it begins."),
        Column("published_at", UTC_TIME, "As in articles.", nullable=True),
        _SEEN_AT,
        Column("earliest", UTC_TIME, "First day on which it can have been published.",
               nullable=True),
        Column("latest", UTC_TIME, "Last such day; the same where the day is known.",
               nullable=True),
        Column("title_terms", NAMES, "Keys of the words of the title."),
        Column("lead_terms", NAMES, "Of the top of the body, without those."),
        Column("other_terms", NAMES, "Of what follows, without those."),
        Column("names", NAMES, "Keys of entities; surnames begin with ~."),
        Column("figures", NAMES, "Numbers (#640) and days of the year (@06-19)."),
        Column("bands", NAMES, "Keys under which near-duplicates meet (MinHash)."),
    ),
    foreign_keys=(TO_ARTICLE,),
)  # fmt: skip
