"""What rules cut inside lines, and what that says of the lines."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from transforms.boilerplate import Rule
from transforms.pages.assemble import Cut

SENTENCE = 30  # characters of text before what is cut off a line, or behind it
ENDS = (".", "!", "?", "…", "»", "”", '"')


def placed(
    inline: Sequence[tuple[int, int, int, Rule, str]],
    texts: Sequence[str],
    rules: list[Rule | None],
) -> dict[int, list[Cut]]:
    """What is cut inside lines, by line; `rules` of whole lines are set right, in place."""
    cuts: dict[int, list[Cut]] = {}
    for at, start, end, rule, matched in inline:
        text = texts[at]
        if start == 0 and end == len(text):
            rules[at] = rules[at] or rule
            continue
        whole = rules[at]
        both = whole is not None and whole.kind == rule.kind == "related" and start == 0
        if both and len(text) - end >= SENTENCE and text.endswith(ENDS):
            rules[at] = None  # a link glued to a paragraph: the rule of the link alone took both
        cuts.setdefault(at, []).append((start, end, rule, matched))
    return cuts


def trails(piece: Cut, i: int, features: Mapping[str, Sequence[Any]]) -> bool:
    """Is it an advert's mark, a button, a byline, a link at `i`'s end, with a sentence before?"""
    if piece[2].kind not in ("advertisement", "share", "byline", "related", "tags"):
        return False
    text = features["text"][i]
    if piece[2].kind in ("related", "tags") and text[: piece[0]].rstrip()[-1:] not in ENDS:
        return False
    return piece[0] >= SENTENCE and piece[1] >= len(text)
