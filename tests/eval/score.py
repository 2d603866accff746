"""The scorer: pure functions from gold and predicted spans to scores.

Predictions are dictionaries of the contract's columns (rows of segments, mentions, quotes and
articles of one article); only raw offsets are compared. See README.md for what each score means.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from tests.eval.gold import Entity, Gold, Quotation
from tests.eval.spans import iou as iou
from tests.eval.spans import overlap as overlap
from tests.eval.spans import trim as trim

Row = Mapping[str, Any]
SAME = 0.5  # intersection over union from which two quotations are the same
KINDS: Mapping[str, frozenset[str]] = {
    "direct": frozenset({"direct"}),
    "mixed": frozenset({"mixed"}),
    "indirect": frozenset({"indirect"}),
    "direct+mixed": frozenset({"direct", "mixed"}),
    "all": frozenset({"direct", "mixed", "indirect"}),
}
_WORD = re.compile(r"\w+")
_DETERMINER = re.compile(
    r"^(?:l'|d'|(?:le|la|les|un|une|des|du|ce|cet|cette|ces|son|sa|ses|leurs?|the|an?|his|her)\s)"
)


@dataclass(frozen=True)
class Counts:
    """What was found rightly, what was found, what there was; adds up over articles."""

    right: int = 0
    found: int = 0
    there: int = 0

    def __add__(self, other: Counts) -> Counts:
        return Counts(self.right + other.right, self.found + other.found, self.there + other.there)

    @property
    def precision(self) -> float | None:
        return self.right / self.found if self.found else None

    @property
    def recall(self) -> float | None:
        return self.right / self.there if self.there else None

    @property
    def f1(self) -> float | None:
        both = self.found + self.there
        return 2 * self.right / both if both else None


@dataclass(frozen=True)
class Pair:
    """A gold quotation and the prediction taken for it."""

    gold: Quotation
    row: Row
    iou: float

    @property
    def kind(self) -> str:
        """The gold's kind; the predicted one where that is right too."""
        predicted = str(self.row["kind"])
        return predicted if predicted in self.gold.alt else self.gold.kind


@dataclass(frozen=True)
class QuoteMatch:
    """The quotations of one article, matched one to one; `found` are the scored predictions."""

    pairs: tuple[Pair, ...]
    found: tuple[Row, ...]
    missed: tuple[Quotation, ...]
    terms_taken: int

    def counts(self, kinds: Collection[str], right: Callable[[Pair], bool]) -> Counts:
        """Counts for the quotations of `kinds`; a pair is right if `right` says so too."""
        there = [p for p in self.pairs if p.kind in kinds]
        missed = sum(q.kind in kinds for q in self.missed)
        good = sum(str(p.row["kind"]) in kinds and right(p) for p in there)
        found = sum(str(row["kind"]) in kinds for row in self.found)
        return Counts(good, found, len(there) + missed)


def cut_mask(length: int, segments: Iterable[Row]) -> bytearray:
    """1 for every code point that no kept segment holds."""
    mask = bytearray(b"\x01" * length)
    for row in segments:
        if row["is_kept"]:
            start, end = int(row["raw_start"]), int(row["raw_end"])
            mask[start:end] = bytes(end - start)
    return mask


def removal(gold: Gold, segments: Iterable[Row]) -> Counts:
    """Letters and digits: rightly cut, cut, to be cut. Regions without a verdict do not count."""
    mask, right, found, there = cut_mask(len(gold.raw), segments), 0, 0, 0
    for region in gold.regions:
        if region.keep is None:
            continue
        spots = [i for i in range(region.start, region.end) if gold.raw[i].isalnum()]
        cut = sum(mask[i] for i in spots)
        found += cut
        if not region.keep:
            there += len(spots)
            right += cut
    return Counts(right, found, there)


def kept(gold: Gold, segments: Iterable[Row]) -> tuple[Counts, Counts]:
    """Lines, and words, that are rightly kept, kept, and to be kept.

    A line is kept when more than half of its letters and digits are.
    """
    mask, lines, words = cut_mask(len(gold.raw), segments), Counts(), Counts()
    for region in gold.regions:
        spots = [i for i in range(region.start, region.end) if gold.raw[i].isalnum()]
        if region.keep is None or not spots:
            continue
        is_kept = 2 * sum(mask[i] for i in spots) < len(spots)
        lines += Counts(is_kept and region.keep, is_kept, region.keep)
        found = _WORD.finditer(gold.raw, region.start, region.end)
        here = [not mask[word.start()] for word in found]
        words += Counts(sum(here) if region.keep else 0, sum(here), len(here) * region.keep)
    return lines, words


def quotes_lost(gold: Gold, segments: Iterable[Row]) -> Counts:
    """Quotations (terms and optional ones aside) that came through the cutting whole."""
    mask = cut_mask(len(gold.raw), segments)
    whole = [
        not any(mask[i] and gold.raw[i].isalnum() for i in range(q.start, q.end))
        for q in gold.quotes or ()
        if not q.optional and q.kind != "term"
    ]
    return Counts(sum(whole), len(whole), len(whole))


def entities(gold: Gold, mentions: Iterable[Row]) -> dict[str, Counts]:
    """Strict span and label, by label and `all`; optional mentions are left out of it."""
    wanted = [e for e in gold.entities or () if not e.optional]
    spared = [(e.start, e.end) for e in gold.entities or () if e.optional] + _unscored(gold)
    by_span = {(e.start, e.end): e for e in wanted}
    counts: dict[str, Counts] = defaultdict(Counts)
    seen: set[tuple[int, int]] = set()
    for row in mentions:
        span, label = _span(row), str(row["label"])
        if label not in gold.labels:
            continue
        hit = by_span.get(span)
        if hit is None and any(overlap(span, other) for other in spared):
            continue
        good = hit is not None and span not in seen and label in (hit.label, *hit.alt)
        seen |= {span} if good else set()
        counts[label] += Counts(int(good), 1, int(good))
    for entity in wanted:
        if (entity.start, entity.end) not in seen:
            counts[entity.label] += Counts(0, 0, 1)
    return dict(counts) | {"all": sum(counts.values(), Counts())}


def named(gold: Gold, mentions: Iterable[Row]) -> list[tuple[str, str]]:
    """(gold name, predicted name) of the scored mentions whose span was found."""
    return [(key(e.name), key(str(row["name"]))) for e, row in _met(gold, mentions)]


def persons_named(gold: Gold, mentions: Iterable[Row]) -> list[bool]:
    """Whether each person found bears its full name (other names may be given in French)."""
    met = [pair for pair in _met(gold, mentions) if pair[0].label == "PER"]
    return [key(entity.name) == key(str(row["name"])) for entity, row in met]


def _met(gold: Gold, mentions: Iterable[Row]) -> list[tuple[Entity, Row]]:
    by_span = {(e.start, e.end): e for e in gold.entities or () if not e.optional}
    found: dict[tuple[int, int], tuple[Entity, Row]] = {}
    for row in mentions:
        if (hit := by_span.get(_span(row))) is not None:
            found.setdefault(_span(row), (hit, row))
    return list(found.values())


def b_cubed(names: Sequence[tuple[str, str]]) -> tuple[float, float]:
    """Sums of B³ precision and recall over the mentions of one article."""
    gold: dict[str, set[int]] = defaultdict(set)
    predicted: dict[str, set[int]] = defaultdict(set)
    for index, (right, said) in enumerate(names):
        gold[right].add(index)
        predicted[said].add(index)
    shares = [(gold[r] & predicted[s], len(predicted[s]), len(gold[r])) for r, s in names]
    return (
        sum(len(both) / said for both, said, _ in shares),
        sum(len(both) / right for both, _, right in shares),
    )


def match_quotes(gold: Gold, rows: Iterable[Row]) -> QuoteMatch:
    """Predictions matched to gold quotations, best overlap first, one to one.

    A nested prediction without a gold counterpart does not count: the gold leaves nested ones out.
    """
    spans = [(row, trim(gold.raw, *_span(row))) for row in rows]
    targets = [(q, trim(gold.raw, q.start, q.end)) for q in gold.quotes or ()]
    scored = [t for t in targets if not t[0].optional and t[0].kind != "term"]
    pairs, used, met = _pair(spans, scored)
    spared = [span for q, span in targets if q.optional] + _unscored(gold)
    terms = [span for q, span in targets if q.kind == "term"]
    found, taken = [pair.row for pair in pairs], 0
    for index, (row, span) in enumerate(spans):
        if index in used or any(_spares(span, other) for other in spared):
            continue
        if row.get("nested_in") is not None:
            continue
        found.append(row)
        taken += any(iou(span, term) >= SAME for term in terms)
    missed = tuple(q for index, (q, _) in enumerate(scored) if index not in met)
    return QuoteMatch(tuple(pairs), tuple(found), missed, taken)


def speaker_right(pair: Pair) -> bool:
    """True when the predicted speaker is the gold's, or nobody can tell who it is."""
    gold = pair.gold
    if gold.speaker is None:
        return True
    said = pair.row["speaker_name"] or pair.row["speaker_text"]
    if not said:
        return False
    return any(_same_speaker(right, str(said)) for right in (gold.speaker, *gold.accept))


def key(text: str) -> str:
    """`text` for comparing: case, spaces and the shapes of marks aside."""
    plain = re.sub(r"[’‘ʼ]", "'", text.casefold())
    plain = re.sub(r"[«»“”„]", '"', plain)
    plain = re.sub(r'"\s+|\s+"', '"', re.sub(r"\s+", " ", plain))
    return re.sub(r"\s+([:;!?%])", r"\1", plain).strip()


def _same_speaker(right: str, said: str) -> bool:
    """Names must be equal; of two descriptions, one may say more at its end."""
    one, other = (_DETERMINER.sub("", key(name).replace("-", " ")) for name in (right, said))
    if one == other:
        return True
    described = right[:1].islower()
    return described and (one.startswith(f"{other} ") or other.startswith((f"{one} ", f"{one},")))


def _pair(
    spans: Sequence[tuple[Row, tuple[int, int]]],
    scored: Sequence[tuple[Quotation, tuple[int, int]]],
) -> tuple[list[Pair], set[int], set[int]]:
    candidates = [
        (iou(span, target), row["kind"] in (quote.kind, *quote.alt), -i, -j)
        for i, (row, span) in enumerate(spans)
        for j, (quote, target) in enumerate(scored)
        if iou(span, target) >= SAME
    ]
    pairs: list[Pair] = []
    used: set[int] = set()
    met: set[int] = set()
    for share, _, i, j in sorted(candidates, reverse=True):
        if -i not in used and -j not in met:
            used.add(-i)
            met.add(-j)
            pairs.append(Pair(scored[-j][0], spans[-i][0], share))
    return pairs, used, met


def _spares(span: tuple[int, int], other: tuple[int, int]) -> bool:
    """Whether what stands at `other` excuses a prediction at `span`."""
    return 2 * overlap(span, other) >= span[1] - span[0] or iou(span, other) >= SAME


def _unscored(gold: Gold) -> list[tuple[int, int]]:
    return [(region.start, region.end) for region in gold.regions if region.keep is None]


def _span(row: Row) -> tuple[int, int]:
    return int(row["raw_start"]), int(row["raw_end"])
