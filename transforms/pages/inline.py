"""What rules cut inside lines, and what that says of the lines."""

from __future__ import annotations

from collections.abc import Sequence

from transforms.boilerplate import Rule

Cut = tuple[int, int, Rule, str]  # start, end in the line's text, rule, matched text

SENTENCE = 30  # characters of text before what is cut off a line, or behind it
ENDS = (".", "!", "?", "…", "»", "”", '"')


def placed(
    text: str, whole: Rule | None, spans: Sequence[Cut]
) -> tuple[Rule | None, tuple[Cut, ...]]:
    """The rule of a whole line, and what is cut inside it.

    `whole` is the rule that matches the line, `spans` are what rules match inside it.
    """
    cuts: list[Cut] = []
    for start, end, rule, matched in spans:
        if start == 0 and end == len(text):
            whole = whole or rule
            continue
        both = whole is not None and whole.kind == rule.kind == "related" and start == 0
        if both and len(text) - end >= SENTENCE and text.endswith(ENDS):
            whole = None  # a link glued to a paragraph: the rule of the link alone took both
        cuts.append((start, end, rule, matched))
    return whole, tuple(cuts)


def trails(piece: Cut, text: str) -> bool:
    """Is it an advert's mark, a button, a byline, a link at a line's end, a sentence before it?"""
    if piece[2].kind not in ("advertisement", "share", "byline", "related", "tags"):
        return False
    if piece[2].kind in ("related", "tags") and text[: piece[0]].rstrip()[-1:] not in ENDS:
        return False
    return piece[0] >= SENTENCE and piece[1] >= len(text)
