"""Near-duplicates: MinHash finds pairs that may be copies, the texts themselves decide.

Texts are compared by their shingles: runs of five words, folded, without punctuation.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import polars as pl
from rensa import RMinHash

from transforms.across.words import fold

SHINGLE = 5  # words
BANDS, ROWS = 24, 4  # half of the pairs with a similarity of .4 meet, 97 of 100 with .6
SEED = 1
SHORTEST = 9  # words: what is shorter is nobody's copy, however often it comes
CROWD = 100  # articles under one key, the first by id, that all others under it meet
LEAST = 0.5  # similarity from which two articles are copies
SAME = 0.95  # and from which they are the same text
_WORD = re.compile(r"\w+")


@dataclass(frozen=True)
class Copy:
    """What is compared of one article."""

    outlet: str | None
    url: str | None
    text: str

    @property
    def page(self) -> str | None:
        """The address without query and fragment."""
        return re.split("[?#]", self.url)[0].rstrip("/") if self.url else None


def shingles(text: str) -> frozenset[str]:
    """The runs of five words of `text`; a shorter text is one shingle, an empty one none."""
    words = _WORD.findall(fold(text))
    if len(words) < SHINGLE:
        return frozenset([" ".join(words)]) if words else frozenset()
    return frozenset(" ".join(words[i : i + SHINGLE]) for i in range(len(words) - SHINGLE + 1))


def bands(texts: Sequence[str]) -> list[list[str]]:
    """For each text the keys under which it meets its copies; none for one that is too short."""
    sets = [sorted(found) if len(found := shingles(text)) > SHORTEST - SHINGLE else []
            for text in texts]  # fmt: skip
    digests = RMinHash.digests_from_token_sets(sets, num_perm=BANDS * ROWS, seed=SEED)
    return [
        [f"{band:02d}{_mix(digest[band * ROWS : (band + 1) * ROWS]):016x}" for band in range(BANDS)]
        if tokens
        else []
        for tokens, digest in zip(sets, digests, strict=True)
    ]


def _mix(rows: Iterable[int]) -> int:
    """64 bits of a band's rows; the same on every machine."""
    mixed = 14695981039346656037
    for row in rows:
        mixed = ((mixed ^ row) * 1099511628211) % (1 << 64)
    return mixed


def similarity(one: str, other: str) -> float:
    """Exact Jaccard similarity of the shingles of two texts."""
    first, second = shingles(one), shingles(other)
    return len(first & second) / len(first | second) if first or second else 0.0


def meeting(bands: pl.DataFrame, others: pl.DataFrame) -> pl.DataFrame:
    """Pairs (article_id, other_id), article_id < other_id, that share a band.

    Under a key that more than CROWD of `others` bear, each meets only the first of these: ten
    thousand pages of one text are linked to some of them, not all to all.

    Args:
        bands: article_id, bands (list of keys).
        others: The same columns; may hold the same articles.
    """
    of_text = pl.col("bands").cast(pl.List(pl.String))
    left = bands.select("article_id", of_text).explode("bands").drop_nulls()
    right = others.select(of_text, other_id="article_id").explode("bands").drop_nulls()
    first = right.sort("other_id").group_by("bands", maintain_order=True).head(CROWD)
    keys = left["bands"].str.slice(0, 2).unique().sort()
    met = pl.DataFrame(schema={"article_id": pl.String(), "other_id": pl.String()})
    for key in keys:  # one band at a time, as copies meet in most of them
        is_of_band = pl.col("bands").str.starts_with(key)
        met = pl.concat([met, _pairs(left.filter(is_of_band), first.filter(is_of_band))]).unique()
    return met.sort("article_id", "other_id")


def _pairs(left: pl.DataFrame, right: pl.DataFrame) -> pl.DataFrame:
    both = pl.concat_list("article_id", "other_id").list.sort()
    return (
        left.join(right, on="bands")
        .filter(pl.col("article_id") != pl.col("other_id"))
        .select(article_id=both.list.first(), other_id=both.list.last())
        .unique()
    )


def relation(one: Copy, other: Copy) -> tuple[float, str] | None:
    """(similarity, relation) of two articles that are copies, else None.

    syndicated: two outlets carry one text. duplicate: the same text comes twice, from one outlet
    or from nobody knows whom. updated: one outlet, or nobody knows which, changed its text.
    """
    found = round(similarity(one.text, other.text), 6)
    if one.page and one.page == other.page:
        return found, "duplicate" if found >= SAME else "updated"
    if found < LEAST:
        return None
    if one.outlet and other.outlet and one.outlet != other.outlet:
        return found, "syndicated"
    return found, "duplicate" if found >= SAME else "updated"
