"""Boilerplate rules: read from lexicons, run as Polars expressions over a frame of lines."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

import polars as pl

WHERE = ("line", "start", "end", "inside")
POSITIONS = ("any", "before", "between", "after", "outside")
HEADS = ("", "next", "block", "rest")
PROOFS = ("", "truncation", "read_on")
MAX_CHARS = 240
MAX_INLINE_CUTS = 20  # of one rule in one line

# An inside match begins a line or follows the end of a sentence or a closing mark.
_BOUNDARY = r"(?:^|[.!?…»\"”)\]:;] ?)"

_ACCENTS = {
    "àáâãäåā": "a", "çćč": "c", "èéêëē": "e", "ìíîïī": "i", "ñ": "n", "òóôõöō": "o", "šş": "s",
    "ùúûüū": "u", "ýÿ": "y", "ž": "z",
}  # fmt: skip
_FOLDS = {
    **{c: plain for group, plain in _ACCENTS.items() for c in group},
    **{c.upper(): plain for group, plain in _ACCENTS.items() for c in group},
    **dict.fromkeys("’‘ʼ`´", "'"),
    **dict.fromkeys("“”„«»‹›", '"'),
    **dict.fromkeys("–—‒−‐‑", "-"),
    "İ": "i",  # its lower case is two characters
}


def folded(text: pl.Expr) -> pl.Expr:
    """`text` in lower case without accents, marks made plain; as many characters as before."""
    return text.str.replace_many(list(_FOLDS), list(_FOLDS.values())).str.to_lowercase()


def folded_if_short(text: pl.Expr) -> pl.Expr:
    """`folded`, null where `text` is longer than a line of furniture is."""
    return pl.when(text.str.len_chars() <= MAX_CHARS).then(folded(text))


class RuleError(ValueError):
    """A stanza of a boilerplate lexicon is not a rule."""


@dataclass(frozen=True)
class Rule:
    """One stanza of a boilerplate lexicon; `pattern` has its words filled in."""

    id: str
    kind: str
    pattern: str
    where: str
    position: str = "any"
    removes: tuple[str, ...] = ()
    keeps: tuple[str, ...] = ()
    cased: bool = False
    until: str = ""
    without: str = ""
    heads: str = ""
    proof: str = ""
    max_chars: int = MAX_CHARS
    needs: tuple[str, ...] = ()

    @classmethod
    def from_mapping(cls, stanza: Mapping[str, Any], words: Mapping[str, str]) -> Rule:
        """Read one `[[rule]]`.

        Raises:
            RuleError: a key is missing or unknown, a value not of its set, or the pattern bad.
        """
        try:
            rule = cls(
                **{
                    **stanza,
                    "pattern": _filled(stanza["pattern"], words),
                    "until": _filled(stanza.get("until", ""), words),
                    "without": _filled(stanza.get("without", ""), words),
                    "needs": tuple(stanza.get("needs", ())),
                    "removes": tuple(stanza.get("removes", ())),
                    "keeps": tuple(stanza.get("keeps", ())),
                }
            )
        except (KeyError, TypeError) as error:
            raise RuleError(f"rule {stanza.get('id', '?')}: {error}") from error
        for value, allowed in (
            (rule.where, WHERE), (rule.position, POSITIONS), (rule.heads, HEADS),
            (rule.proof, PROOFS),
        ):  # fmt: skip
            if value not in allowed:
                raise RuleError(f"rule {rule.id}: {value!r} is not one of {allowed}")
        return rule

    @property
    def is_unmistakable(self) -> bool:
        """A rule of whole lines whose pattern alone decides, wherever the line stands."""
        is_free = self.position == "any" and not self.without and not self.cased
        return self.where == "line" and is_free

    @property
    def column(self) -> str:
        """The column that the pattern is matched on."""
        return "text" if self.cased else "folded"

    @property
    def matches(self) -> pl.Expr:
        """Does the rule match the line in `text` and `folded`?"""
        return self.may_match & self.hits

    @property
    def hits(self) -> pl.Expr:
        """Does the pattern match, whatever the line's length?"""
        column = pl.col(self.column)
        hit = column.str.contains(self.anchored)
        if self.without:
            hit &= ~column.str.contains(self.without)
        return hit

    @property
    def may_match(self) -> pl.Expr:
        """What is cheap to ask first: the line's length, words that the rule needs."""
        may = pl.lit(True)
        if self.where == "line":
            may = pl.col("text").str.len_chars() <= self.max_chars
        if self.needs:
            may &= pl.col("folded").str.contains_any(list(self.needs))
        return may

    @property
    def anchored(self) -> str:
        """The pattern as it is matched; group 1 of an inline rule is what stands before."""
        if self.where == "line":
            if self.pattern.startswith(".*") and not _has_alternatives(self.pattern):
                return f"(?:{self.pattern[2:]})$"  # the same, and searched from the end
            return f"^(?:{self.pattern})$"
        if self.where == "start":
            return f"^()({self.pattern})(?:{self.until})"
        if self.where == "end":
            return f"^(.*?{_BOUNDARY})({self.pattern})$"
        return f"^(.*?{_BOUNDARY})({self.pattern})(?:{self.until})"


@dataclass(frozen=True)
class Rules:
    """All rules. Of two that match a line, one for any position decides, then the first."""

    rules: tuple[Rule, ...]
    inline: tuple[Rule, ...] = field(init=False)
    lines: tuple[Rule, ...] = field(init=False)

    def __post_init__(self) -> None:
        # What holds anywhere goes before what holds only outside the body.
        lines = tuple(
            sorted(
                (rule for rule in self.rules if rule.where == "line"),
                key=lambda rule: rule.position != "any",
            )
        )
        object.__setattr__(self, "lines", lines)
        inline = tuple(rule for rule in self.rules if rule.where != "line")
        object.__setattr__(self, "inline", inline)

    @classmethod
    def from_mapping(cls, mapping: Mapping[str, Any]) -> Rules:
        """Read a lexicon: `[words]` and `[[rule]]` stanzas.

        Raises:
            RuleError: a stanza is not a rule, or two have one id.
        """
        words = _filled_words(mapping.get("words", {}))
        return cls.joined([[Rule.from_mapping(stanza, words) for stanza in mapping["rule"]]])

    @classmethod
    def joined(cls, parts: Iterable[Iterable[Rule]]) -> Rules:
        rules = tuple(rule for part in parts for rule in part)
        ids = [rule.id for rule in rules]
        if len(set(ids)) < len(ids):
            raise RuleError(f"ids used twice: {sorted({i for i in ids if ids.count(i) > 1})}")
        return cls(rules)

    def match_lines(self, lines: pl.DataFrame) -> pl.Series:
        """Index into `self.lines` of the first rule that matches each line, null if none does.

        `lines` has `text` and `folded` (strings).
        """
        texts = lines.select("text", "folded").unique().sort(pl.col("text").str.len_chars())
        first = pl.Series("rule", [None] * len(texts), dtype=pl.Int32)
        chars = texts["text"].str.len_chars()
        for index in reversed(range(len(self.lines))):
            rule = self.lines[index]
            short = texts.head(int(chars.search_sorted(rule.max_chars, side="right")))
            at = short.lazy().with_row_index("at")
            if rule.needs:
                at = at.filter(pl.col("folded").str.contains_any(list(rule.needs)))
            hits = at.filter(rule.hits).select("at").collect()["at"]
            if len(hits):
                first = first.scatter(hits, index)
        found = texts.select("text", first)
        return lines.select("text").join(found, on="text", how="left", maintain_order="left")[
            "rule"
        ]

    def match_inline(self, lines: pl.DataFrame) -> list[tuple[int, int, int, Rule, str]]:
        """Spans to cut inside lines: (row of `lines`, start, end, rule, matched text).

        Offsets are in the line's text. A span that covers its whole line is left out.
        """
        cuts: list[tuple[int, int, int, Rule, str]] = []
        indexed = lines.select("text", "folded").with_row_index("row")
        for rule in self.inline:
            offset = pl.lit(0, dtype=pl.UInt32)
            hits = indexed.filter(rule.may_match).filter(rule.hits)
            hits = hits.select("row", pl.col(rule.column).alias("rest"), offset.alias("offset"))
            for _ in range(MAX_INLINE_CUTS):
                if hits.is_empty():
                    break
                hits = hits.with_columns(
                    before=pl.col("rest").str.extract(rule.anchored, 1),
                    match=pl.col("rest").str.extract(rule.anchored, 2),
                ).drop_nulls("match")
                start = pl.col("offset") + pl.col("before").str.len_chars()
                hits = hits.with_columns(
                    start=start, end=start + pl.col("match").str.len_chars()
                ).filter(pl.col("end") > pl.col("start"))
                for row, start_at, end_at, match in hits.select(
                    "row", "start", "end", "match"
                ).iter_rows():
                    cuts.append((row, start_at, end_at, rule, match))
                if rule.where != "inside":
                    break
                taken = pl.col("end") - pl.col("offset")
                hits = hits.select("row", pl.col("rest").str.slice(taken), offset=pl.col("end"))
        cuts.sort(key=lambda cut: (cut[0], cut[1], -cut[2]))
        return cuts


def _has_alternatives(pattern: str) -> bool:
    """Is there a | outside all groups and classes?"""
    depth = 0
    bare = re.sub(r"\\.|\[(?:\\.|[^\]\\])*\]", "", pattern)
    for character in bare:
        depth += (character == "(") - (character == ")")
        if character == "|" and depth == 0:
            return True
    return False


# Unicode word boundaries and classes cost Rust regexes their fast path; folded text is ASCII
# but for marks.
_PLAIN = {r"\b": r"(?-u:\b)", r"\d": "[0-9]", r"\w": "[A-Za-z0-9_]"}
_CLASS = re.compile(r"\\[bdw]")


def _plain(pattern: str) -> str:
    return _CLASS.sub(lambda match: _PLAIN[match[0]], pattern)


_WORD = re.compile(r"\{([a-z_]+)\}")


def _filled(pattern: str, words: Mapping[str, str]) -> str:
    def word(match: re.Match[str]) -> str:
        if match[1] not in words:
            raise RuleError(f"no such word: {match[0]}")
        return words[match[1]]

    return _plain(_WORD.sub(word, pattern))


def _filled_words(words: Mapping[str, str]) -> dict[str, str]:
    """Words may name words above them."""
    filled: dict[str, str] = {}
    for name, pattern in words.items():
        filled[name] = _filled(pattern, filled)
    return filled
