"""The French tokenizer's long pattern, written shorter, matches what it matched."""

from __future__ import annotations

import re
import sys

from flows.french import short_classes, shortened

LETTERS = "a-z\\u00DF-\\u00F6\\u0101\\u0103\\u0131\\u0149\\u03b1-\\u03c9\\u0450-\\u045f" * 60
PATTERN = f"(?iu)(?:^contre-[{LETTERS}]+$)|(?:^porte[-–{LETTERS}'’]*$)"
EVERY = [chr(code) for code in range(sys.maxunicode + 1) if not 0xD800 <= code < 0xE000]


def test_each_character_matches_as_before() -> None:
    before, after = re.compile(PATTERN), re.compile(shortened(PATTERN))
    assert len(after.pattern) < len(PATTERN) / 10
    for start in ("contre-", "CONTRE-", "porte"):
        matched = {char for char in EVERY if before.match(start + char)}
        assert matched == {char for char in EVERY if after.match(start + char)}
        assert {"é", "É", "k", "\u212a"} <= matched  # the last is the sign of kelvin


def test_only_very_long_patterns_are_rewritten_and_only_inside() -> None:
    long = f"(?iu)(?:{'|'.join([PATTERN[5:]] * 60)})"
    with short_classes():
        assert re.compile(PATTERN).pattern == PATTERN
        assert len(re.compile(long).pattern) < len(long) / 10
    assert re.compile(long).pattern == long
