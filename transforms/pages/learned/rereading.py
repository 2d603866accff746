"""What a first reading of the lines says to a second: features of a line and of those beside it."""

from __future__ import annotations

import numpy as np

from transforms.pages.learned.features import TEXT_GROUP, TITLE_GROUP, Ints, Lined
from transforms.pages.learned.shapes import Floats

REACH = 3  # lines on each side
STEPS = tuple(step for distance in range(1, REACH + 1) for step in (-distance, distance))
SAID = ("first_said", "first_log_odds", *(f"{step:+d}.first_said" for step in STEPS))
CUT, KEPT = -1, -2  # lines that are not read anew
LEAST = 1e-4  # probability whose logarithm is taken


def beside(place: Lined, open_lines: Ints) -> Ints:
    """Which of the open lines stand beside each, or CUT or KEPT: open lines x STEPS.

    What lies off the page is not cut.
    """
    cut = (place.group != TEXT_GROUP) & (place.group != TITLE_GROUP)
    known = np.where(cut, CUT, KEPT)
    known[open_lines] = np.arange(len(open_lines))
    columns = []
    for step in STEPS:
        at = np.clip(open_lines + step, 0, max(len(known) - 1, 0))
        same = place.page[at] == place.page[open_lines]
        columns.append(np.where(same & (at == open_lines + step), known[at], KEPT))
    found: Ints = np.stack(columns, axis=1)
    return found


def said(furniture: Floats, around: Ints) -> Floats:
    """Open lines x SAID; `furniture` is how probably each is furniture, `around` from `beside`."""
    share = np.clip(furniture, LEAST, 1 - LEAST)
    near = np.where(around >= 0, furniture[np.maximum(around, 0)], around == CUT)
    columns = [furniture, np.log(share / (1 - share)), near]
    found: Floats = np.column_stack(columns).astype(np.float32)
    return found
