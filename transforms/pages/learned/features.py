"""What the learned line model sees: a line's shape, its place, what is decided around it.

Every feature has a name; none is a word.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from transforms.pages.learned.shapes import Floats, LineLexicon, shape_names
from transforms.pages.page import KEPT, Page

Ints = npt.NDArray[np.int64]

REACH = 1  # neighbours on each side
FAR = 12  # lines from which a distance no longer counts

GROUPS: Mapping[str, tuple[str, ...]] = {
    "menu": ("navigation", "kicker", "tags"),
    "header": ("date", "byline", "reading_time"),
    "caption": ("caption",),
    "offer": ("paywall", "subscription", "account_warning", "newsletter", "consent"),
    "share": ("share",),
    "advertisement": ("advertisement",),
    "related": ("related",),
    "comment": ("comment",),
    "foot": ("legal", "source_link", "bio", "machine", "title_copy"),
    "embed": ("embed",),
    "other": ("other",),
    "title": ("title",),
    "text": ("standfirst", "subheading", "body", "pull_quote", "quote_attribution", "note"),
}
_GROUP_OF = {kind: i for i, kinds in enumerate(GROUPS.values()) for kind in kinds}
TEXT_GROUP, TITLE_GROUP = _GROUP_OF["body"], _GROUP_OF["title"]
HEADER_GROUP = _GROUP_OF["byline"]


@dataclass(frozen=True)
class Lined:
    """All lines of many pages: arrays, one entry a line."""

    page: Ints  # number of the page
    at: Ints  # number of the line in its page
    size: Ints  # lines of its page
    group: Ints  # of GROUPS, what is decided
    outer: Ints  # group of a rule that knows it outside the body, -1 if none
    ruled: Floats  # a rule decided
    weak: Floats  # structure alone decided
    place: Floats  # columns PLACE


def open_lines(place: Lined) -> Ints:
    """Numbers of the lines that no rule decided."""
    is_text = (place.group == TEXT_GROUP) | (place.group == TITLE_GROUP)
    found: Ints = np.flatnonzero(is_text | (place.weak > 0))
    return found


PLACE = (
    "is_page", "above_run", "below_run", "above_body", "above_title", "below_title", "has_title",
    "from_start", "from_end", "from_first", "from_last", "from_title", "from_body", "run_share",
    "log_size",
)  # fmt: skip


def lined(pages: Sequence[Page]) -> Lined:
    """Where the lines of decided pages stand and what is decided about them."""
    group, outer, ruled, weak = [], [], [], []
    for page in pages:
        for rule, decision in zip(page.rules, page.decisions, strict=True):
            group.append(_GROUP_OF.get(decision.kind, TEXT_GROUP))
            by_rule = rule is not None and decision.rule_id == rule.id
            ruled.append(by_rule)
            weak.append(not by_rule and decision.kind not in KEPT)
            known = rule is not None and not by_rule and rule.kind not in KEPT
            outer.append(_GROUP_OF[rule.kind] if known and rule is not None else -1)
    sizes = np.array([len(page) for page in pages], dtype=np.int64)
    number = np.repeat(np.arange(len(pages)), sizes)
    starts = np.cumsum(sizes) - sizes
    at = np.arange(int(sizes.sum())) - starts[number]
    return Lined(
        number, at, sizes[number],
        np.array(group, dtype=np.int64), np.array(outer, dtype=np.int64),
        np.array(ruled, dtype=np.float32), np.array(weak, dtype=np.float32),
        _place(pages, number, at, sizes[number]),
    )  # fmt: skip


def _place(pages: Sequence[Page], number: Ints, at: Ints, size: Ints) -> Floats:
    def each(values: list[float]) -> npt.NDArray[np.float64]:
        found: npt.NDArray[np.float64] = np.array([*values, 0.0], dtype=np.float64)[number]
        return found

    first, last = each([p.first for p in pages]), each([p.last for p in pages])
    body = each([p.body for p in pages])
    title = each([-1 if p.title is None else p.title for p in pages])
    has_title = title >= 0

    def far(distance: npt.NDArray[Any]) -> npt.NDArray[Any]:
        near: npt.NDArray[Any] = np.sign(distance) * np.log1p(np.minimum(np.abs(distance), FAR))
        return near

    columns = [
        each([p.is_page for p in pages]), at < first, at > last, at < body,
        has_title & (at < title), has_title & (at > title), has_title,
        far(at), far(size - 1 - at), far(at - first), far(at - last),
        np.where(has_title, far(at - title), 0.0), far(at - body),
        (last - first + 1) / np.maximum(size, 1), np.log1p(size) / 3,
    ]  # fmt: skip
    stacked: Floats = np.stack(columns, axis=1).astype(np.float32)
    return stacked


_SEEN = (
    "log_words",
    "paragraph",
    "sentence",
    "ends",
    "capitals",
    "digits",
    "grammar",
    "is_name",
    "imperative",
    "has_quote",
    "ends_question",
    "words.you",
    "words.we",
    "words.said",
    "words.finite",
    "words.subscription",
    "words.mail",
    "words.comments",
    "words.also",
    "words.publication",
    "words.dated",
    "words.author",
    "words.credit",
    "echo_share",
    "echo_often",
    "starts_quote",
    "has_colon",
    "words.reading",
    "words.function",
    "two_sentences",
    "wording",
)  # fmt: skip  (of a neighbour)
CONTEXT = (
    "prose_above", "prose_below", "words_above", "words_below", "furniture_near", "block_size",
    "after_prose", "before_prose", "header_above", "header_below",
)  # fmt: skip


def names(lexicon: LineLexicon) -> list[str]:
    """Names of the columns of `matrix`."""
    groups = list(GROUPS)
    found = [*shape_names(lexicon), *PLACE, *CONTEXT]
    found += [f"now.{g}" for g in groups] + [f"outer.{g}" for g in groups] + ["weak"]
    found += [f"above.{g}" for g in groups] + [f"below.{g}" for g in groups]
    for step in _steps():
        found += [f"{step:+d}.{n}" for n in ("exists", *_SEEN, "ruled", *groups)]
    return found


def _steps() -> list[int]:
    return [step for step in range(-REACH, REACH + 1) if step]


def matrix(
    words: Ints, seen: Floats, place: Lined, open_lines: Ints, lexicon: LineLexicon
) -> Floats:
    """Everything about the lines numbered `open_lines`: open lines x `names`.

    `words` are the numbers of words of all lines, `seen` what `shapes` gives for them.
    """
    columns = {name: i for i, name in enumerate(shape_names(lexicon))}
    eye = np.eye(len(GROUPS), dtype=np.float32)
    none = np.concatenate([eye, np.zeros((1, len(GROUPS)), dtype=np.float32)])
    group = eye[place.group]
    parts = [
        seen[open_lines], place.place[open_lines],
        _context(words, place, columns, seen)[open_lines],
        group[open_lines], none[place.outer[open_lines]], place.weak[open_lines, None],
        *(none[nearest[open_lines]] for nearest in _nearest_cut(place)),
    ]  # fmt: skip
    compact = np.concatenate(
        [
            np.ones((len(seen), 1), dtype=np.float32),
            seen[:, [columns[name] for name in _SEEN]],
            place.ruled[:, None],
            group,
        ],
        axis=1,
    )
    for step in _steps():
        beside = open_lines + step
        inside = (beside >= 0) & (beside < len(seen))
        beside = np.where(inside, beside, 0)
        inside &= place.page[beside] == place.page[open_lines]
        parts.append(compact[beside] * inside[:, None])
    return np.concatenate(parts, axis=1)


def _nearest_cut(place: Lined) -> tuple[Ints, Ints]:
    """Group of the nearest line above, and below, that is cut; -1 where none is."""
    count = len(place.group)
    cut = (place.group != TEXT_GROUP) & (place.group != TITLE_GROUP)
    index = np.arange(count)
    above = np.maximum.accumulate(np.where(cut, index, -1)) if count else index
    above = np.concatenate([[-1], above[:-1]])[:count]
    below = np.where(cut, index, count)
    below = np.minimum.accumulate(below[::-1])[::-1] if count else index
    below = np.concatenate([below[1:], [count]])[:count]
    first = index - place.at
    stop = first + place.size
    padded = np.concatenate([place.group, [-1]])
    above_group = np.where(above >= first, padded[np.maximum(above, 0)], -1)
    below_group = np.where(below < stop, padded[np.minimum(below, count)], -1)
    return above_group.astype(np.int64), below_group.astype(np.int64)


def _context(words: Ints, place: Lined, columns: Mapping[str, int], seen: Floats) -> Floats:
    count = len(seen)
    index = np.arange(count)
    first, stop = index - place.at, index - place.at + place.size
    prose = (seen[:, columns["paragraph"]] > 0) & (place.group == TEXT_GROUP)
    cut = (place.group != TEXT_GROUP) & (place.group != TITLE_GROUP)
    header = place.group == HEADER_GROUP

    def summed(values: npt.NDArray[Any]) -> npt.NDArray[np.float64]:
        return np.concatenate([[0.0], np.cumsum(values)])

    before = summed(np.where(prose, words, 0))
    low, high = np.maximum(index - 6, first), np.minimum(index + 7, stop)
    furniture = summed(cut)
    above = _distance(prose, index, first, stop, -1)
    below = _distance(prose, index, first, stop, +1)
    found = [
        np.log1p(np.minimum(above, FAR)), np.log1p(np.minimum(below, FAR)),
        np.log1p(before[index] - before[first]) / 3, np.log1p(before[stop] - before[index]) / 3,
        (furniture[high] - furniture[low]) / np.maximum(high - low, 1),
        np.log1p(np.minimum(above + below, 2 * FAR)),
        above <= 1, below <= 1,
        np.log1p(np.minimum(_distance(header, index, first, stop, -1), FAR)),
        np.log1p(np.minimum(_distance(header, index, first, stop, +1), FAR)),
    ]  # fmt: skip
    stacked: Floats = np.stack(found, axis=1).astype(np.float32)
    return stacked


def _distance(
    marked: npt.NDArray[np.bool_], index: Ints, first: Ints, stop: Ints, way: int
) -> npt.NDArray[np.float64]:
    """Lines to the next marked one above (-1) or below (+1); FAR where there is none."""
    count = len(index)
    if not count:
        return np.zeros(0)
    if way < 0:
        last = np.maximum.accumulate(np.where(marked, index, -1))
        last = np.concatenate([[-1], last[:-1]])
        return np.where(last >= first, index - last, FAR).astype(np.float64)
    following = np.minimum.accumulate(np.where(marked, index, count)[::-1])[::-1]
    following = np.concatenate([following[1:], [count]])
    return np.where(following < stop, following - index, FAR).astype(np.float64)
