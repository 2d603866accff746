"""The entries of a live page, told by the time that stands above each."""

from __future__ import annotations

import re

from transforms.boilerplate import Rule
from transforms.pages.page import PARAGRAPH, Page, by_line

STAMPS = 3  # lines of one form, in digits alone another

_DIGITS = re.compile(r"\d+")


def is_clock(page: Page, i: int) -> bool:
    """Is it a time of day, as above the entries of a live page?"""
    rule = page.rules[i]
    return rule is not None and (is_clock_rule(rule) or _is_stamp(page, i))


def is_clock_rule(rule: Rule) -> bool:
    """Is it the rule of a bare time of day?"""
    return rule.id.endswith("date.clock")


@by_line
def _unnumbered(page: Page, i: int) -> str:
    return _DIGITS.sub("0", page.folded[i])


def _is_stamp(page: Page, i: int) -> bool:
    """Does the day with the hour stand in one form above several entries of a live page?"""
    rule = page.rules[i]
    if rule is None or rule.kind != "date":
        return False
    form_of = _unnumbered(page, i)
    stamps = [
        k for k, other in page.ruled if other.kind == "date" and _unnumbered(page, k) == form_of
    ]
    prose = range(stamps[0] + 1, stamps[-1])
    return len(stamps) >= STAMPS and any(page.prose[k] == PARAGRAPH for k in prose)
