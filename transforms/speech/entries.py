"""Entries of a live page: lines that begin with a clock time, each a small article of its own."""

from __future__ import annotations

import re

from transforms.layers import Document

_CLOCK = re.compile(
    r"[\s•*▪\[(–—-]*"
    r"(?:[01]?\d|2[0-4])(?:\s?[hH]\s?[0-5]\d|[hH](?![\w])|[:.][0-5]\d)"
    r"(?:\s?(?:[ap]\.?m\.?|GMT|BST|UTC|CET|CEST|E[SD]T|P[SD]T)(?!\w))*"
    r"[\])]*"
    r"(?:\s*[-–—|•:.]+\s*|\s+)"
    r"(?=$|[A-ZÀ-ÖØ-ÞŒ«“\"‘])"
)
_FEWEST = 2  # entries that make a live page


def after_clock(text: str) -> int:
    """End of the clock time that heads a line, with what follows it; 0 if none does.

    >>> after_clock("14h32 – Le maire"), after_clock("2:32 p.m. — Stay"), after_clock("14h32, il")
    (8, 12, 0)
    """
    found = _CLOCK.match(text) if any(char.isdigit() for char in text[:8]) else None
    return found.end() if found else 0


def entry_starts(document: Document) -> list[int]:
    """Where the entries of a live page begin in the clean text; empty for any other page."""
    starts = [
        paragraph.line.start
        for paragraph in document.paragraphs
        if after_clock(paragraph.line.text + " ")
    ]
    return starts if len(starts) >= _FEWEST else []
