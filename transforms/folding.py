"""Folds lines: lower case, no accents, plain marks; as many characters as before."""

from __future__ import annotations

import polars as pl

MAX_CHARS = 240  # of a line of furniture

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


def fold(text: str) -> str:
    """`folded` of one string."""
    return text.translate(_FOLDING).lower()


_FOLDING = str.maketrans(_FOLDS)
