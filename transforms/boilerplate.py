"""Boilerplate rules: read from lexicons, asked all at once of each line."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

import polars as pl
import re2

from transforms.folding import MAX_CHARS, fold
from transforms.matching import Asked, Matcher

WHERE = ("line", "start", "end", "inside")
POSITIONS = ("any", "before", "between", "after", "outside")
HEADS = ("", "next", "block", "rest")
PROOFS = ("", "truncation", "read_on")
MAX_INLINE_CUTS = 20  # of one rule in one line

# An inside match begins a line or follows the end of a sentence or a closing mark, or what its
# rule says that it stands `after`.
_BOUNDARY = r"(?:^|[.!?…»\"”)\]:;] ?)"


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
        boundary = f"(?:{self.after})" if self.after else _BOUNDARY
        return f"^(.*?{boundary})({self.pattern})(?:{self.until})"


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

    def compile(self) -> None:
        """Does now what the first line would have to wait for, which takes a second or two."""
        for matcher in (self._short_lines, self._long_lines, self._inline_matcher):
            assert matcher

    def match_lines(self, texts: pl.Series, folded: pl.Series) -> list[int | None]:
        """Index into `self.lines` of the first rule that matches each line, None if none does."""
        found: list[int | None] = [None] * len(texts)
        is_short = folded.str.len_chars() <= MAX_CHARS
        for matcher, numbers, mine in (
            (*self._short_lines, is_short),
            (*self._long_lines, ~is_short),
        ):
            at = mine.arg_true()
            columns = folded.gather(at), texts.gather(at)
            self._match(matcher, numbers, at.to_list(), columns, found)
        return found

    def _match(
        self,
        matcher: Matcher,
        numbers: Sequence[int],
        at: Sequence[int],
        columns: tuple[pl.Series, pl.Series],
        found: list[int | None],
    ) -> None:
        """Fills in, in `found`, the rules of the lines numbered `at`: `columns`, folded and not.

        `matcher` asks for the rules with the `numbers`.
        """
        sizes = columns[0].str.len_chars().to_list()
        encoded = [_encoded(column) for column in columns]
        for number, lines in matcher.candidates(columns[0]):
            rule = self.lines[numbers[number]]
            for k in lines:
                line = encoded[rule.cased][k]
                if found[at[k]] is not None or sizes[k] > rule.max_chars:
                    continue
                if matcher.matches(number, line) and not rule.is_excepted(line.decode()):
                    found[at[k]] = numbers[number]

    @cached_property
    def _short_lines(self) -> tuple[Matcher, Sequence[int]]:
        return self._asked(range(len(self.lines)))

    @cached_property
    def _long_lines(self) -> tuple[Matcher, Sequence[int]]:
        """Of the rules that match lines longer than most may."""
        return self._asked([k for k, rule in enumerate(self.lines) if rule.max_chars > MAX_CHARS])

    def _asked(self, numbers: Sequence[int]) -> tuple[Matcher, Sequence[int]]:
        rules = [self.lines[number] for number in numbers]
        return Matcher([Asked(rule.anchored, rule.max_chars) for rule in rules], fold), numbers

    def match_inline(
        self, texts: pl.Series, folded: pl.Series
    ) -> dict[int, list[tuple[int, int, Rule, str]]]:
        """Spans to cut inside lines: by line, (start, end, rule, matched text) in order.

        Offsets are in the line's text. A span may cover its whole line.
        """
        found: dict[int, list[tuple[int, int, Rule, str]]] = {}
        columns = _encoded(folded), _encoded(texts)
        for number, lines in self._inline_matcher.candidates(folded):
            rule = self.inline[number]
            column = columns[rule.cased]
            for at in self._inline_matcher.matched(number, lines, column):
                line = column[at].decode()
                spans = () if rule.is_excepted(line) else _spans(rule, line)
                found.setdefault(at, []).extend((a, b, rule, said) for a, b, said in spans)
        return {
            at: sorted(spans, key=lambda span: (span[0], -span[1])) for at, spans in found.items()
        }

    @cached_property
    def _inline_matcher(self) -> Matcher:
        return Matcher([Asked(rule.anchored) for rule in self.inline], fold)


def _encoded(lines: pl.Series) -> list[bytes]:
    return lines.cast(pl.Binary).to_list()


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
