"""Boilerplate rules: read from lexicons, asked all at once of each line.

RE2 first looks for the words that the patterns need, all in one pass; then it tries the few
patterns left, in time linear in the line.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

import polars as pl
import re2

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
    after: str = ""
    until: str = ""
    without: str = ""
    heads: str = ""
    proof: str = ""
    resumes: bool = False
    max_chars: int = MAX_CHARS

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
                    "after": _filled(stanza.get("after", ""), words),
                    "until": _filled(stanza.get("until", ""), words),
                    "without": _filled(stanza.get("without", ""), words),
                    "removes": tuple(stanza.get("removes", ())),
                    "keeps": tuple(stanza.get("keeps", ())),
                }
            )
        except (KeyError, TypeError) as error:
            raise RuleError(f"rule {stanza.get('id', '?')}: {error}") from error
        asked = (rule.where, rule.position, rule.heads, rule.proof)
        for value, allowed in zip(asked, (WHERE, POSITIONS, HEADS, PROOFS), strict=True):
            if value not in allowed:
                raise RuleError(f"rule {rule.id}: {value!r} is not one of {allowed}")
        return rule

    @property
    def is_unmistakable(self) -> bool:
        """A rule of whole lines whose pattern alone decides, wherever the line stands."""
        is_free = self.position == "any" and not self.without and not self.cased
        return self.where == "line" and is_free

    def hits(self, text: str, folded: str) -> bool:
        """Does the rule match a line (or, a rule inside lines, a part of one)?"""
        if self.where == "line" and len(text) > self.max_chars:
            return False
        column = text if self.cased else folded
        return bool(self.regex.search(column)) and not self.is_excepted(column)

    def is_excepted(self, column: str) -> bool:
        """Does the line hold what `without` names?"""
        return bool(self.without) and bool(re2.search(self.without, column))

    @cached_property
    def regex(self) -> Any:
        """`anchored`, compiled."""
        return re2.compile(self.anchored)

    @property
    def polars_pattern(self) -> str:
        """`anchored` for Polars on folded lines: ASCII classes, on Rust's fast path."""
        return _CLASS.sub(lambda match: _PLAIN[match[0]], self.anchored)

    @property
    def anchored(self) -> str:
        """The pattern as it is matched; group 1 of an inline rule is what stands before."""
        if self.where == "line":
            if self.pattern.startswith(".*") and not _has_alternatives(self.pattern):
                return f"(?:{self.pattern[2:]})$"  # the same, and searched from the end
            return f"^(?:{self.pattern})$"
        if self.where == "start":
            return f"^({self.after})({self.pattern})(?:{self.until})"
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
        found: dict[str, int | None] = {}
        texts = lines["text"].to_list()
        for text, folded in zip(texts, lines["folded"].to_list(), strict=True):
            if text not in found:
                sets = zip(self._line_sets, (folded, text), strict=True)
                hits = [hit for rules, column in sets for hit in rules.matches(column, len(text))]
                found[text] = min(hits, default=None)
        return pl.Series("rule", [found[text] for text in texts], dtype=pl.Int32)

    @cached_property
    def _line_sets(self) -> tuple[_RuleSet, _RuleSet]:
        return _RuleSet.of(self.lines, cased=False), _RuleSet.of(self.lines, cased=True)

    @cached_property
    def _inline_sets(self) -> tuple[_RuleSet, _RuleSet]:
        return _RuleSet.of(self.inline, cased=False), _RuleSet.of(self.inline, cased=True)

    def match_inline(self, lines: pl.DataFrame) -> list[tuple[int, int, int, Rule, str]]:
        """Spans to cut inside lines: (row of `lines`, start, end, rule, matched text).

        Offsets are in the line's text. A span that covers its whole line is left out.
        """
        cuts: list[tuple[int, int, int, Rule, str]] = []
        known: dict[str, list[tuple[int, int, Rule, str]]] = {}  # by line: furniture comes again
        plain, cased = self._inline_sets
        for row, (text, folded) in enumerate(lines.select("text", "folded").iter_rows()):
            if text not in known:
                hits = sorted((*plain.matches(folded), *cased.matches(text)))
                known[text] = [
                    (start, end, rule, matched)
                    for rule in map(self.inline.__getitem__, hits)
                    for start, end, matched in _spans(rule, text if rule.cased else folded)
                ]
            cuts += [(row, *cut) for cut in known[text]]
        return sorted(cuts, key=lambda cut: (cut[0], cut[1], -cut[2]))


@dataclass(frozen=True)
class _RuleSet:
    """Many rules asked at once."""

    rules: Mapping[int, Rule]  # by their index in the whole
    indices: Sequence[int]
    patterns: Any
    longest: int  # characters of a line that a rule can match

    @classmethod
    def of(cls, rules: Sequence[Rule], cased: bool) -> _RuleSet:
        mine = {index: rule for index, rule in enumerate(rules) if rule.cased == cased}
        patterns = re2.Filter()
        for rule in mine.values():
            patterns.Add(rule.anchored)
        if mine:
            patterns.Compile()
        longest = max((rule.max_chars for rule in mine.values()), default=0)
        return cls(mine, list(mine), patterns, longest)

    def matches(self, column: str, chars: int = 0) -> list[int]:
        """Indices of the rules that match a line of `chars` characters."""
        if not self.indices or chars > self.longest:
            return []
        hits = (self.indices[hit] for hit in self.patterns.Match(column) or ())
        return [
            index
            for index in hits
            if chars <= self.rules[index].max_chars and not self.rules[index].is_excepted(column)
        ]


def _spans(rule: Rule, column: str) -> list[tuple[int, int, str]]:
    """Where an inline rule matches in a line: (start, end, text)."""
    spans: list[tuple[int, int, str]] = []
    offset = 0
    while len(spans) < MAX_INLINE_CUTS:
        match = rule.regex.search(column[offset:])
        if match is None or match.end(2) <= match.start(2):
            break
        spans.append((offset + match.start(2), offset + match.end(2), match[2]))
        if rule.where != "inside":
            break
        offset += match.end(2)
    return spans


def _has_alternatives(pattern: str) -> bool:
    """Is there a | outside all groups and classes?"""
    depth = 0
    bare = re.sub(r"\\.|\[(?:\\.|[^\]\\])*\]", "", pattern)
    for character in bare:
        depth += (character == "(") - (character == ")")
        if character == "|" and depth == 0:
            return True
    return False


_PLAIN = {r"\b": r"(?-u:\b)", r"\d": "[0-9]", r"\w": "[A-Za-z0-9_]"}
_CLASS = re.compile(r"\\[bdw]")
_WORD = re.compile(r"\{([a-z_]+)\}")


def _filled(pattern: str, words: Mapping[str, str]) -> str:
    def word(match: re.Match[str]) -> str:
        if match[1] not in words:
            raise RuleError(f"no such word: {match[0]}")
        return words[match[1]]

    return _WORD.sub(word, pattern)


def _filled_words(words: Mapping[str, str]) -> dict[str, str]:
    """Words may name words above them."""
    filled: dict[str, str] = {}
    for name, pattern in words.items():
        filled[name] = _filled(pattern, filled)
    return filled
