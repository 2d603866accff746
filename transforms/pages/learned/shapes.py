"""What a line looks like by itself: its shape and its classes of words, as named features."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
import polars as pl

from transforms.pages.page import PARAGRAPH, SENTENCE

Floats = npt.NDArray[np.float32]

HEAD, TAIL = 240, 60  # characters at both ends of a line that are looked at
ECHOES = ("echo_share", "echo_often", "copied")
ECHOED, STEM = 400, 5  # characters of a line whose words are compared, letters of a word that count
BEGINNING, COPIED = 24, 12  # characters by which two lines are one, at least so many
MANY = 3  # words of one class beyond which more say no more

_AT_END: Mapping[str, str] = {
    "ends_colon": r":$",
    "ends_question": r"\?[ »”\"]*$",
    "ends_exclamation": r"![ »”\"]*$",
    "ends_dots": r"(?:…|\.\.\.)[\])]?$",
    "ends_stop": r"[.][»”\")]*$",
    "ends_bracket": r"[)\]]$",
    "ends_arrow": r"[>»→›➜▶►]$",
    "signed": (
        r"[.!?»”)] \p{Lu}[\p{L}.'’-]+(?: \p{Lu}[\p{L}.'’-]+){0,3}(?: ?/ ?\p{Lu}[\p{L} .]+)?\)?$"
    ),
}
_SHAPES: Mapping[str, str] = {
    "starts_lower": r"^[«\"“(]?\p{Ll}",
    "starts_digit": r"^[0-9]",
    "starts_mark": r"^[^\p{L}\p{N}«“\"‘'(]",
    "starts_quote": r"^[«“\"‘]",
    "starts_dash": r"^[–—-] ?\S",
    "all_capitals": r"^[^\p{Ll}]*\p{Lu}[^\p{Ll}]*\p{Lu}[^\p{Ll}]*$",
    "has_separator": r" [|·•/>›→–—-] |[|•·→›►▶➜]",
    "has_slash": r"\p{L} ?/ ?\p{L}",
    "has_quote": r"[«»“”\"]",
    "has_at": r"@",
    "has_hash": r"#\p{L}",
    "has_url": (
        r"https?:|www\.|\.(?:com|fr|org|net|be|ch|ca|info|uk|co|io|test|example|invalid)"
        r"(?:$|[ /,).])"
    ),
    "has_sign": r"[©®™]",
    "has_money": r"[€$£] ?[0-9]|[0-9] ?[€$£]",
    "has_percent": r"[0-9] ?%",
    "has_clock": r"(?-u:\b)[0-9]{1,2} ?(?:h|:|\.) ?[0-9]{2}(?-u:\b)",
    "has_year": r"(?-u:\b)(?:19|20)[0-9]{2}(?-u:\b)",
    "has_symbol": r"[\x{2190}-\x{21ff}\x{2300}-\x{27bf}\x{1f000}-\x{1faff}*_=+~^{}<>\\]",
    "has_glued": r"\p{Ll}\p{Lu}\p{Ll}",
    "has_bracketed": r"\([^()]{2,60}\)",
    "imperative": (
        r"^(?:\p{Lu}[\p{L} ,'’]{0,40}[.!?:] )?\p{Lu}\p{Ll}{1,12}(?:ez|issez)"
        r"(?:-(?:vous|nous|le|la|les))?\b"
    ),
    "infinitive": r"^(?:S['’]|Se |M['’]|Me )?\p{Lu}\p{Ll}{2,10}(?:er|ir|re)\b",
    "has_colon": r"^[^:]{3,40}[\p{L}\p{N}»)] ?: \p{L}",
    "has_colon_quote": r"^[^:]{3,60} ?: ?[«“\"]",
    "starts_place": r"^\p{Lu}\p{L}+(?:[ -]\p{L}+){0,3}\. \p{Lu}",
    "starts_shouted": r"^\p{Lu}{2,}[ .:|–-]",
    "has_dots_inside": r"\p{L}(?:…|\.\.\.) \p{L}",
    "has_past": (
        r"(?:^|[ '’])(?:a|ont|avait|avaient|avions|aviez|avais|était|étaient|fut|furent|s['’]était"
        r"|s['’]est|se sont|said|told|was|were|had|has been|have been)"
        r" (?:été |pas |bien |déjà |aussi |tous |toutes |not |been )?\p{Ll}{2}"
    ),
    "two_sentences": r"\p{Ll}[.!?…][»”\"]? [«“\"]?\p{Lu}",
}


@dataclass(frozen=True)
class LineLexicon:
    """Classes of words; `stems` maps how a word or its beginning is matched to classes."""

    names: tuple[str, ...]
    stems: Mapping[str, tuple[int, ...]]

    @classmethod
    def from_mappings(cls, mappings: Sequence[Mapping[str, Any]]) -> LineLexicon:
        """Read lexicons `lines.toml`; classes of one name are one class.

        Raises:
            KeyError: a lexicon lacks `[classes]`.
        """
        names = tuple(sorted({name for mapping in mappings for name in mapping["classes"]}))
        stems: dict[str, set[int]] = {}
        for mapping in mappings:
            for name, entries in mapping["classes"].items():
                for entry in entries:
                    word = entry.rstrip(".").replace(" ", "  ")
                    key = f" {word} " if entry.endswith(".") else f" {word}"
                    stems.setdefault(key, set()).add(names.index(name))
        return cls(names, {stem: tuple(sorted(found)) for stem, found in stems.items()})

    def counts(self, folded: pl.Series) -> Floats:
        """How many words of each class stand in each line: lines x classes."""
        counted = np.zeros((len(folded), len(self.names)), dtype=np.float32)
        if not len(folded) or not self.stems:
            return counted
        text = pl.col("text").str.slice(0, HEAD).str.replace_all(r"[^a-z0-9]+", "  ")
        # The longest stem at a place wins, and two may not share a character.
        stems = sorted(self.stems, key=len, reverse=True)
        hits = (
            pl.DataFrame({"text": folded})
            .select(
                at=pl.int_range(pl.len()),
                hit=pl.format("  {}  ", text).str.extract_many(
                    stems, overlapping=False, leftmost=True
                ),
            )
            .explode("hit")
            .drop_nulls()
            .with_columns(stem=pl.col("hit").replace_strict(stems, list(range(len(stems)))))
        )
        at, stem = hits["at"].to_numpy(), hits["stem"].to_numpy()
        of_stem = np.zeros((len(stems), len(self.names)), dtype=np.float32)
        for i, name in enumerate(stems):
            of_stem[i, list(self.stems[name])] = 1
        for column in range(len(self.names)):
            mine = of_stem[stem, column] > 0
            counted[:, column] = np.bincount(at[mine], minlength=len(folded))
        return counted


def shape_names(lexicon: LineLexicon) -> list[str]:
    """Names of the columns of `shapes`."""
    measured = ["log_words", "log_chars", "short", "capitals", "digits", "grammar", "sentences"]
    known = ["paragraph", "sentence", "ends", "is_name", "is_list", "is_labels"]
    words = [f"words.{name}" for name in lexicon.names]
    return [*measured, *known, *_AT_END, *_SHAPES, *words, *ECHOES, "wording"]


def echoes(lines: pl.DataFrame) -> Floats:
    """What other lines of a page say of a line: lines x ECHOES.

    `lines` has `row` (of the page), `folded` and `prose`.

    Titles speak of what the text speaks of; titles of links to elsewhere do not.
    """
    stems = (
        lines.select(
            at=pl.int_range(pl.len(), dtype=pl.UInt32),
            page=pl.col("row"),
            told=pl.col("prose") == PARAGRAPH,
            stem=pl.col("folded").str.slice(0, ECHOED).str.extract_all(r"[a-z]{4,}"),
        )
        .explode("stem")
        .drop_nulls("stem")
        .with_columns(pl.col("stem").str.slice(0, STEM))
        .unique(["at", "stem"], maintain_order=False)
    )
    said = stems.filter("told").group_by("page", "stem").len("lines")
    shares = (
        stems.join(said, on=["page", "stem"], how="left")
        .with_columns(others=pl.col("lines").fill_null(0) - pl.col("told").cast(pl.UInt32))
        .group_by("at")
        .agg(share=(pl.col("others") > 0).mean(), often=pl.col("others").clip(0, 4).mean())
    )
    found = np.zeros((len(lines), len(ECHOES)), dtype=np.float32)
    at = shares["at"].to_numpy()
    found[at, 0], found[at, 1] = shares["share"].to_numpy(), shares["often"].to_numpy() / 4
    start = pl.col("folded").str.slice(0, BEGINNING)
    copied = (pl.len().over("row", start) > 1) & (pl.col("folded").str.len_chars() >= COPIED)
    found[:, 2] = lines.select(copied).to_series().to_numpy()
    return found


def shapes(lines: pl.DataFrame, lexicon: LineLexicon, told: Floats) -> Floats:
    """What each line looks like: lines x `shape_names`.

    `lines` has `row` (of its page), `text`, `folded` and the columns of `line_features`; `told` is
    what the wording of each says (`Wording.scores`).
    """
    found = shapes_alone(lines, lexicon, told)
    found[:, -1 - len(ECHOES) : -1] = echoes(lines)
    return found


def shapes_alone(lines: pl.DataFrame, lexicon: LineLexicon, told: Floats) -> Floats:
    """`shapes` of lines wherever they stand: without ECHOES."""
    text, head, tail = pl.col("text").str, pl.col("head").str, pl.col("tail").str
    words = pl.col("words").clip(1, HEAD // 6)
    measured = lines.with_columns(head=text.slice(0, HEAD), tail=text.tail(TAIL)).select(
        pl.col("words").log1p().alias("log_words"),
        text.len_chars().log1p().alias("log_chars"),
        (pl.col("words") <= 4).alias("short"),
        (head.count_matches(r"(?:^|[ '’(\"«“/-])\p{Lu}") / words).alias("capitals"),
        (head.count_matches(r"[0-9]") / head.len_chars().clip(1)).alias("digits"),
        pl.lit(0.0).alias("grammar"),  # filled in below
        head.count_matches(r"[.!?…][»”\"]?(?: |$)").log1p().alias("sentences"),
        (pl.col("prose") == PARAGRAPH).alias("paragraph"),
        (pl.col("prose") == SENTENCE).alias("sentence"),
        "ends", "is_name", "is_list", "is_labels",
        *(tail.contains(pattern).alias(name) for name, pattern in _AT_END.items()),
        *(head.contains(pattern).alias(name) for name, pattern in _SHAPES.items()),
    ).cast(pl.Float32)  # fmt: skip
    counts = lexicon.counts(lines["folded"])
    none = np.zeros((len(lines), len(ECHOES)), dtype=np.float32)
    found = np.column_stack([measured.to_numpy(), np.minimum(counts, MANY), none, told])
    counted = np.clip(lines["words"].to_numpy(), 1, HEAD // 6)
    found[:, 5] = counts[:, lexicon.names.index("function")] / counted
    return np.ascontiguousarray(found, dtype=np.float32)
