"""One article as a column of lines: their features, and what is decided about each."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache, wraps
from typing import TYPE_CHECKING, Any, TypeVar

import polars as pl

from transforms.boilerplate import Rule
from transforms.pages.authors.signature import SignatureReader
from transforms.pages.authors.signed import Signature
from transforms.pages.authors.signers import Line as SignedLine
from transforms.pages.paywall import Notice, NoticeReader

if TYPE_CHECKING:
    from transforms.pages.lines import Known

T = TypeVar("T")

KEPT = frozenset(
    {"title", "standfirst", "subheading", "body", "pull_quote", "quote_attribution", "note"}
)
SURE, LIKELY, FAIR = 0.97, 0.85, 0.7  # scores: a rule, strong structure, weak structure
PARAGRAPH, SENTENCE, NEITHER = 2, 1, 0  # values of `prose`

_FUNCTION_WORDS = (
    r"(?:^|[ '’])(?:de|la|le|les|des|du|un|une|et|en|que|qui|à|a|est|dans|pour|sur|par|il|elle|au"
    r"|aux|ne|pas|se|ce|son|sa|d|l|qu|the|of|to|and|in|is|was|for|that|on|with|as|at|by|it|he|she"
    r"|are|has|have|from|not|this|but|his|her|an|be)\b"
)
_ENDS = r"[.!?…][\"»”’')\]]*$|[»”\"] ?[.!?…]?$"
_FULL_STOP = r"[.!?][\"»”]? \([^()]{2,20}\)\.?$|\.[\"»”’')\] ]*$|[»”\"] ?\.$"
_CRUMBS = r"^[^«.!?]*[^ «]+ [›>»] [^«.!?›>»]+ [›>»] [^«]*$"  # a breadcrumb, the title behind it
_NAME = (
    r"\p{Lu}[\p{L}'’.-]+(?: (?:(?:d[eu]s?|la|le|van|von|der|den|el|al|ben|bin|da|di|y|wa|ya|ould"
    r"|ag) )?(?:d['’])?\p{Lu}[\p{L}'’.-]*){1,4}"
)
_NAMES = (
    rf"^{_NAME}(?:(?:,| et| and| &|, et|, and) {_NAME})*"
    r"(?:(?:,| in| à| au| en| aux) \p{Lu}[\p{L}-]+)?$"
)


def line_features(lines: pl.DataFrame) -> pl.DataFrame:
    """`lines` (with `text`) with what their shape says.

    Adds `words`, `ends` (like a sentence), `prose` (PARAGRAPH, SENTENCE or NEITHER), `is_name`
    (nothing but persons' names), `is_list` (begins in lower case: an item, a continuation),
    `is_labels` (a row of capitalised labels: a menu, a list of tags).
    """
    text, words = pl.col("text"), pl.col("words")
    lines = lines.with_columns(
        words=(text.str.count_matches(" ", literal=True) + 1).cast(pl.Int64),
        ends=text.str.contains(_ENDS),
    )
    lines = lines.with_columns(
        grammar=pl.when(words >= 5)
        .then(text.str.to_lowercase().str.count_matches(_FUNCTION_WORDS) / words)
        .otherwise(0.0),
        capitals=pl.when(words >= 3)
        .then(text.str.count_matches(r"(?:^|[ '’(\"«“/-])\p{Lu}") / words)
        .otherwise(1.0),
    )
    stop = text.str.contains(_FULL_STOP)
    runs_on = (pl.col("grammar") >= 0.2) & (pl.col("capitals") < 0.5)
    paragraph = (
        ((words >= 12) & stop & (pl.col("capitals") < 0.5))
        | ((words >= 18) & pl.col("ends") & runs_on)
        | ((words >= 25) & runs_on)
    )
    paragraph &= ~text.str.contains(_CRUMBS)
    announces = (words >= 8) & runs_on & text.str.ends_with(":")
    sentence = (stop & (words >= 5) & (pl.col("capitals") < 0.6)) | announces
    sentence &= ~text.str.contains(_CRUMBS)
    return lines.with_columns(
        prose=pl.when(paragraph).then(PARAGRAPH).when(sentence).then(SENTENCE).otherwise(NEITHER),
        is_name=(words <= 12) & text.str.contains(_NAMES),
        is_list=text.str.contains(r"^(?:[-•*–] ?)?\p{Ll}") & ~text.str.contains(r"^\p{Ll}+[-:.]"),
        is_labels=((words >= 6) & (pl.col("capitals") >= 0.7) & (pl.col("grammar") < 0.05))
        | ((words >= 14) & (pl.col("capitals") >= 0.6) & (pl.col("grammar") < 0.15)),
    ).drop("capitals", "grammar")


@dataclass(frozen=True, slots=True)
class Decision:
    """What is decided about one line or piece of one."""

    kind: str = ""
    rule_id: str | None = None
    score: float = 0.0
    is_kept: bool = field(init=False, compare=False)
    is_cut: bool = field(init=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "is_kept", self.kind in KEPT)
        object.__setattr__(self, "is_cut", bool(self.kind) and self.kind not in KEPT)


decision = lru_cache(maxsize=4096)(Decision)  # there are few, and as many are made as lines

UNDECIDED = Decision()

FEATURES: Mapping[str, type[pl.DataType]] = {
    "text": pl.String, "folded": pl.String, "words": pl.Int64, "prose": pl.Int32,
    "ends": pl.Boolean, "is_name": pl.Boolean, "is_list": pl.Boolean, "is_labels": pl.Boolean,
}  # fmt: skip


def by_line(ask: Callable[[Page, int], T]) -> Callable[[Page, int], T]:
    """`ask(page, i)`, worked out once for each line: for what depends on line `i` alone."""

    @wraps(ask)
    def told(page: Page, i: int) -> T:
        known: dict[Any, Any] = page.known[i].told
        if ask not in known:
            known[ask] = ask(page, i)
        found: T = known[ask]
        return found

    return told


@dataclass(slots=True)
class Page:
    """The lines of one article: parallel lists, one entry a line, named as the features."""

    known: Sequence[Known]
    title_hint: str = ""  # folded
    trailed: frozenset[int] = frozenset()  # lines of text that a rule cuts the end off
    reader: SignatureReader | None = None
    notices: NoticeReader | None = None
    text: Sequence[str] = field(init=False)
    folded: Sequence[str] = field(init=False)
    words: Sequence[int] = field(init=False)
    prose: Sequence[int] = field(init=False)
    ends: Sequence[bool] = field(init=False)
    is_name: Sequence[bool] = field(init=False)
    is_list: Sequence[bool] = field(init=False)
    is_labels: Sequence[bool] = field(init=False)
    rules: Sequence[Rule | None] = field(init=False)
    decisions: list[Decision] = field(init=False)
    ruled: list[tuple[int, Rule]] = field(init=False)  # lines that a rule matches
    first: int = 0  # of the run of prose
    last: int = -1  # of the run; before `first` when there is none
    is_page: bool = False  # there is page furniture around the text
    title: int | None = None
    chosen_title: int | None = None  # by the line model
    body: int = 0  # first line below the header (title, standfirst, byline, date, tools)
    reasons: dict[int, tuple[str, ...]] = field(default_factory=dict)  # of the model's cuts
    listed: frozenset[int] = frozenset()  # lines of lists of data, and their headings
    signed: dict[int, SignedLine] = field(default_factory=dict)  # lines whose signers were read

    def __post_init__(self) -> None:
        self.text = [line.text for line in self.known]
        self.folded = [line.folded for line in self.known]
        self.words = [line.words for line in self.known]
        self.prose = [line.prose for line in self.known]
        self.ends = [line.ends for line in self.known]
        self.is_name = [line.is_name for line in self.known]
        self.is_list = [line.is_list for line in self.known]
        self.is_labels = [line.is_labels for line in self.known]
        self.rules = [line.rule for line in self.known]
        self.decisions = [UNDECIDED] * len(self.known)
        if any(self.prose[i] == NEITHER for i in self.trailed):
            trailed, pairs = self.trailed, enumerate(self.prose)
            self.prose = [max(x, SENTENCE) if i in trailed else x for i, x in pairs]
        self.ruled = [(i, rule) for i, rule in enumerate(self.rules) if rule is not None]

    def __len__(self) -> int:
        return len(self.known)

    @by_line
    def may_sign(self, i: int) -> bool:
        """Is there a word or a digit in line `i` without which it is no date and no byline?"""
        return self.reader is not None and self.reader.may_sign(self.folded[i])

    @by_line
    def signature(self, i: int) -> Signature | None:
        """What line `i` says of author and date, if it says nothing else."""
        return self.reader.read(self.text[i], self.folded[i]) if self.reader is not None else None

    @by_line
    def is_button(self, i: int) -> bool:
        """Does line `i`, capitalised like a name, hold words of buttons and labels?"""
        return self.reader is not None and self.reader.idle.search(self.folded[i]) is not None

    @by_line
    def notice(self, i: int) -> Notice | None:
        """What line `i` says is missing of the text, if it is a notice of that."""
        return self.notices.read(self.folded[i]) if self.notices is not None else None

    @property
    def anchor(self) -> int:
        """The title; where there is none, the beginning of the text."""
        return self.title if self.title is not None else self.first

    @property
    def has_run(self) -> bool:
        return self.last >= self.first

    def decide(self, i: int, kind: str, rule_id: str, score: float) -> None:
        """Decides line `i` unless it is decided already."""
        if self.decisions[i] is UNDECIDED:
            self.decisions[i] = decision(kind, rule_id, score)

    def undecided(self, i: int) -> bool:
        return self.decisions[i] is UNDECIDED

    def is_cut(self, i: int) -> bool:
        return self.decisions[i].is_cut

    def is_known_text(self, i: int) -> bool:
        """Did a rule decide that line `i` is text, such as a note below it?"""
        rule, decided = self.rules[i], self.decisions[i]
        return decided.kind == "note" or (
            decided.is_kept and rule is not None and decided.rule_id == rule.id
        )

    def is_outer(self, i: int) -> bool:
        """Does a rule know the line as page furniture, if it stands outside the body?"""
        rule = self.rules[i]
        return rule is not None and rule.position != "any" and rule.kind not in KEPT


def is_french(page: Page) -> bool:
    """Is the page rather French than English? Days then stand before months."""
    sample = "\n".join(page.folded[page.first : page.first + 12])
    return sample.count(" de ") + sample.count(" la ") >= sample.count(" the ")
