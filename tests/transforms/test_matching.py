from __future__ import annotations

import random
import string

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from flows.resources import lexicon
from transforms.boilerplate import Rules
from transforms.folding import fold
from transforms.matching import LENGTHS, Asked, Matcher
from transforms.needed import Need, needs

RULES = Rules.joined(
    Rules.from_mapping(lexicon(language, "boilerplate")).rules for language in ("fr", "en")
)
EXAMPLES = [(rule, example) for rule in RULES.rules for example in rule.removes]


@pytest.mark.parametrize(
    ("pattern", "need"),
    [
        (
            r"^(?:menu|le menu)$",
            [
                Need(frozenset(["menu"]), frozenset("m"), frozenset("u"), 4, 4),
                Need(frozenset(["le menu"]), frozenset("l"), frozenset("u"), 7, 7),
            ],
        ),
        (r".* tous droits.*", [Need(frozenset([" tous droits"]), None, None, 12, None)]),
        (r"^\d+ avis", [Need(frozenset([" avis"]), frozenset(string.digits), None, 6, None)]),
        (r"(?:a|b)?[^.]*", [Need()]),
        (r"\p{L}+", [Need()]),  # not known to Python
        (r"^(?:x)?", [Need()]),
    ],
)
def test_what_a_pattern_needs(pattern: str, need: list[Need]) -> None:
    assert needs(pattern, fold) == need


def test_examples_of_rules_meet_their_needs() -> None:
    asked = [Asked(rule.anchored, rule.max_chars) for rule in RULES.rules]
    lines = [example for _, example in EXAMPLES]
    numbers = {rule.id: k for k, rule in enumerate(RULES.rules)}
    met = {
        (number, int(line))
        for number, found in Matcher(asked, fold).candidates(pl.Series(map(fold, lines)))
        for line in found
    }
    hit = {
        (numbers[rule.id], k)
        for k, (rule, example) in enumerate(EXAMPLES)
        if rule.regex.search(example if rule.cased else fold(example))
    }
    assert hit
    assert hit <= met
    assert len(met) < len(lines) * len(RULES.rules) / 5  # most are told apart at a look


@given(st.integers(0, 2**32 - 1))
@settings(max_examples=30, deadline=None)
def test_no_rule_is_lost_in_altered_lines(seed: int) -> None:
    rng = random.Random(seed)
    lines = []
    for _, example in rng.sample(EXAMPLES, 40):
        at = rng.randrange(len(example) + 1)
        lines.append(example[:at] + rng.choice(("", " ", "3", "É", "x" * 250)) + example[at:])
    printed, folded = pl.Series(lines), pl.Series(map(fold, lines))
    found = RULES.match_lines(printed, folded)
    for line, plain, number in zip(lines, folded, found, strict=True):
        hits = (k for k, rule in enumerate(RULES.lines) if rule.hits(line, plain))
        assert next(hits, None) == number


def test_lengths_count_for_long_lines_too() -> None:
    asked = [Asked("^a+$", 10), Asked("^a+$", LENGTHS + 5), Asked("^a+$"), Asked("^a{3}$")]
    lines = ["a" * 3, "a" * 11, "a" * (LENGTHS + 100)]
    matcher = Matcher(asked, fold)
    met = {(k, at) for k, found in matcher.candidates(pl.Series(lines)) for at in found}
    assert met == {(0, 0), (3, 0), *((k, at) for k in (1, 2) for at in range(3))}
    assert [matcher.matches(3, line) for line in (b"aaa", b"aa")] == [True, False]
