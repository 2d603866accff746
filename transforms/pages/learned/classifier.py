"""The learned line model: where no rule knows a line, its features decide.

Small networks, trained by `scripts/train_lines.py`, give each line that no rule decided the
probability that it is text, and of each kind of furniture: a first one sees the line, a second one
sees too what the first said of the lines beside it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import polars as pl

from transforms.pages.headline import find_body, is_mail
from transforms.pages.learned.edges import CUT, HEADING, edge
from transforms.pages.learned.features import (
    TITLE_GROUP,
    Ints,
    Lined,
    lined,
    matrix,
    names,
    open_lines,
)
from transforms.pages.learned.perceptron import Perceptron
from transforms.pages.learned.rereading import SAID, beside, said
from transforms.pages.learned.shapes import ECHOES, Floats, LineLexicon, echoes, shapes_alone
from transforms.pages.learned.wording import SIZE, Wording
from transforms.pages.lines import Known, frame_of
from transforms.pages.neighbours import cut_bios
from transforms.pages.page import FAIR, PARAGRAPH, UNDECIDED, Decision, Page
from transforms.pages.structure import decide

RULE = "model.line"
TEXT, TITLE = "text", "title"  # the classes of lines to keep
KEPT_KINDS = 2  # the first of the outputs
NO_TITLE = 0.8  # from which a title is none
SURE_NONE = 0.97  # from which a long one is none though there is no other
TOP = 3  # lines at the beginning of the text
TITLES = 2  # other titles that are tried
SURE_TITLE, LEAD = 0.5, 0.3  # probability of a better title, and by how much it is better
REASONS = 3  # features that an explanation names


class ModelError(ValueError):
    """The model was not trained for these features."""


@dataclass(frozen=True)
class LineModel:
    """Weights of both networks, and what their features are made with."""

    lexicon: LineLexicon
    wording: Wording
    kinds: tuple[str, ...]  # of the outputs; the first are TEXT and TITLE
    features: tuple[str, ...]  # of the second network; the first sees all but the last of them
    first: Perceptron
    second: Perceptron

    @classmethod
    def from_arrays(cls, arrays: Mapping[str, Any], lexicon: LineLexicon) -> LineModel:
        """Read a trained model.

        Raises:
            ModelError: its features are not those that the code and the lexicon give.
        """
        features = tuple(arrays["features"].tolist())
        if features != (*names(lexicon), *SAID) or len(arrays["wording"]) != SIZE:
            raise ModelError("the line model has other features: train it anew")
        return cls(
            lexicon,
            Wording.from_arrays(arrays),
            tuple(arrays["kinds"].tolist()),
            features,
            Perceptron.from_arrays(arrays, "first"),
            Perceptron.from_arrays(arrays, "second"),
        )

    def reconsider(self, rows: pl.Series, pages: Sequence[Page], explains: bool = False) -> None:
        """Decides anew, in place, the lines of decided `pages` that no rule decided.

        `rows` numbers the page of each line, in order. With `explains` the pages' `reasons` are
        filled in.
        """
        lines = [line for page in pages for line in page.known]
        self._reconsider(self._seen(rows, lines), pages, TITLES, explains)

    def _seen(self, rows: pl.Series, lines: Sequence[Known]) -> Floats:
        """The shapes of all lines; those alone are worked out once for each line."""
        new = list({id(line): line for line in lines if line.shape is None}.values())
        if new:
            frame = frame_of(new)
            told = self.wording.scores([line.folded for line in new])
            for line, shape in zip(new, shapes_alone(frame, self.lexicon, told), strict=True):
                line.shape = shape.copy()  # a view would keep all of them
        seen = np.array([line.shape for line in lines], dtype=np.float32)
        if len(seen):
            frame = frame_of(lines, ("folded", "prose")).with_columns(row=rows)
            seen[:, -1 - len(ECHOES) : -1] = echoes(frame)
        return seen

    def reasons(self, features: Floats, kind: str) -> tuple[str, ...]:
        """The features that speak most for `kind` against text: names, the strongest first.

        What a feature adds is what it adds to the difference of the two sums before the last step
        of the second network.
        """
        adds = self.second.adds(features, self.kinds.index(kind), 0)
        best = [int(i) for i in np.argsort(-adds)[:REASONS] if adds[i] > 0]
        return tuple(f"{self.features[i]} {adds[i]:+.1f}" for i in best)

    def _reconsider(self, seen: Floats, pages: Sequence[Page], tries: int, explains: bool) -> None:
        """`tries`: how often pages may still get another title."""
        place = lined(pages)
        at = open_lines(place)
        if not len(at):
            return
        words = np.array([count for page in pages for count in page.words], dtype=np.int64)
        features = matrix(words, seen, place, at, self.lexicon)
        first = furniture_of(self.first.probabilities(features))
        features = np.concatenate([features, said(first, beside(place, at))], axis=1)
        found = self.second.probabilities(features)
        again = self._retitle(pages, place, at, found) if tries else set()
        furniture = furniture_of(found)
        sure = np.flatnonzero(furniture >= CUT)
        kinds = KEPT_KINDS + np.argmax(found[sure, KEPT_KINDS:], axis=1)
        where = zip(sure, place.page[at[sure]].tolist(), place.at[at[sure]].tolist(), strict=True)
        readable = {n for n, page in enumerate(pages) if n not in again and _has_text(page)}
        changed: set[int] = set()
        for (k, number, i), kind in zip(where, kinds.tolist(), strict=True):
            page = pages[number]
            if page.is_cut(i) or number not in readable:
                continue
            if _decide(page, i, float(furniture[k]), self.kinds[kind]):
                changed.add(number)
                if page.prose[i] == PARAGRAPH and not _has_text(page):
                    readable.remove(number)
                if explains:
                    page.reasons[i] = self.reasons(features[k], self.kinds[kind])
        for number in changed:
            if _opens_late(pages[number]):
                _decide_again(pages[number])
            _settle(pages[number])
        if again:
            mine = np.isin(place.page, list(again))
            some = [page for number, page in enumerate(pages) if number in again]
            self._reconsider(seen[mine], some, tries - 1, explains)

    def _kind(self, shares: Floats) -> str:
        """The likeliest kind of furniture."""
        return self.kinds[KEPT_KINDS + int(np.argmax(shares[KEPT_KINDS:]))]

    def _retitle(self, pages: Sequence[Page], place: Lined, at: Ints, found: Floats) -> set[int]:
        """Where another line is rather the title, or the title furniture, decides anew.

        Gives the numbers of the pages decided anew.
        """
        numbers = place.page[at]
        best: dict[int, int] = {}
        for k in np.flatnonzero(found[:, 1] >= SURE_TITLE).tolist():
            number = int(numbers[k])
            if number not in best or found[k, 1] > found[best[number], 1]:
                best[number] = k
        now = np.flatnonzero(place.group[at] == TITLE_GROUP).tolist()
        titled = {int(numbers[k]): k for k in now}
        lines = place.at[at]
        return {
            n
            for n in {*best, *titled}
            if self._retitled(pages[n], lines, found, best.get(n), titled.get(n))
        }

    def _retitled(
        self, page: Page, lines: Ints, found: Floats, best: int | None, now: int | None
    ) -> bool:
        """Decides one page anew if line `best` of the open ones is a better title than `now`."""
        if not _has_text(page) or page.title_hint:
            return False
        share = float(found[now, 1]) if now is not None else 0.0
        if best is not None and best != now and found[best, 1] >= share + LEAD:
            i = int(lines[best])
            known = page.title if page.title is not None else i
            dated = any(page.decisions[k].kind == "date" for k in range(i, known))
            if dated and is_mail(page):
                return False  # the newsletter's name, above its day
            if page.chosen_title != i and i <= max(page.body, page.first + TOP):
                page.chosen_title = i
                _decide_again(page)
                return True
        if now is None or 1 - float(found[now, :KEPT_KINDS].sum()) <= NO_TITLE:
            return False
        if self._kind(found[now]) == "title_copy":
            return False  # of which there is no better copy
        i = int(lines[now])
        page.chosen_title = None
        furniture = 1 - float(found[now, :KEPT_KINDS].sum())
        page.decisions[i] = Decision(self._kind(found[now]), RULE, round(furniture, 4))
        _decide_again(page)
        if page.title is None and page.words[i] > HEADING and furniture < SURE_NONE:
            page.decisions[i], page.chosen_title = UNDECIDED, i  # no other line may be one
            _decide_again(page)
        return True


def furniture_of(shares: Floats) -> Floats:
    """How probably each line is furniture of some kind."""
    found: Floats = 1 - shares[:, :KEPT_KINDS].sum(axis=1)
    return found


def _has_text(page: Page) -> bool:
    """Is there enough text to tell furniture from? A few short lines may all be text."""
    return page.is_page or any(
        page.prose[i] == PARAGRAPH and not page.is_cut(i) for i in range(page.first, page.last + 1)
    )


def _opens_late(page: Page) -> bool:
    """Was furniture taken for the text's beginning, so that the title was not sought below it?"""
    top = range(page.first, min(page.first + TOP, page.last + 1))
    return page.title is None and any(page.decisions[i].rule_id == RULE for i in top)


def _decide_again(page: Page) -> None:
    """Decides `page` from the beginning, what the model said aside."""
    said = [old if old.rule_id == RULE else UNDECIDED for old in page.decisions]
    page.decisions, page.title = said, None
    decide(page)


def _decide(page: Page, i: int, furniture: float, kind: str) -> bool:
    """Cuts line `i` of `page`, kept so far, if the model is sure enough; says whether it did."""
    if i == page.title or page.is_known_text(i):
        return False
    if furniture < edge(page, i, kind):
        return False
    page.decisions[i] = Decision(kind, RULE, round(furniture, 4))
    return True


def _settle(page: Page) -> None:
    """What follows from other cuts: who the author is, where the run ends."""
    cut_bios(page)
    while page.first < page.last and page.is_cut(page.first):
        page.first += 1
    find_body(page)
    while page.last >= page.first and (page.is_cut(page.last) or _hangs(page)):
        if not page.is_cut(page.last):
            page.decisions[page.last] = Decision("related", "structure.below_links", FAIR)
        page.last -= 1


def _hangs(page: Page) -> bool:
    """Is the last line a heading of nothing, below lines that were cut: a title of a link too?"""
    at = page.last
    below = at > page.first and page.decisions[at - 1].kind in ("related", "comment")
    return below and page.decisions[at].kind == "subheading"
