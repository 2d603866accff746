"""Which of the lines that may sign an article do."""

from __future__ import annotations

import re
from collections.abc import Sequence

from transforms.pages.authors.callings import says_what_one_does
from transforms.pages.authors.signers import OTHER, PERSON, ROLE, Line
from transforms.pages.page import Page


def _in_a_row(page: Page, signed: Sequence[Line]) -> list[Line]:
    """The first line and those that follow it, past lines that say what their authors do."""
    row = list(signed[:1])
    for line in signed[1:]:
        between = range(row[-1].at + 1, line.at)
        if len(between) > 1 or not all(says_what_one_does(page, i) for i in between):
            break
        row.append(line)
    return row


def is_nobody(chosen: Sequence[Sequence[str]]) -> bool:
    """Is it a site that signs: "LeFil.bf", "admin"?"""
    names = [name for line in chosen for name in line]
    return bool(names) and all(_HOST.fullmatch(name) for name in names)


_HOST = re.compile(
    r"[\w-]+\.[a-z]{2,5}|(?i:(?:par |by )?(?:admin\d*|webmaster|administrat(?:eu|o)r))"
)


def _marked(signed: Sequence[Line], opened: Sequence[Line]) -> list[Line]:
    """The lines with a "by"; where that is an outlet's alone, the person right below it."""
    marked = [line for line in signed if line.is_marked]
    beside = {line.at + 1 for line in opened if not line.of(PERSON)}
    return marked or [line for line in signed if line.at in beside and line.of(PERSON)]


def chosen_of(page: Page, above: Sequence[Line], below: Sequence[Line]) -> list[list[str]]:
    """The names of the lines that sign: persons first, then whoever else is named."""
    opened = [line for line in above if line.is_marked and not line.is_late]
    marked = any(line.of(PERSON) or (line.of(OTHER) and not line.is_dated) for line in opened)
    for kind in (PERSON, OTHER):
        for lines in (above, below):
            signed = [line for line in lines if line.of(kind) and not line.is_late]
            if marked and lines is above:
                signed = _marked(signed, opened)
            elif signed:
                signed = signed[:1] if kind == OTHER else _in_a_row(page, signed)
            if signed:
                return [line.of(kind) for line in signed]
    late = [line for line in (*above, *below) if line.is_late and line.of(PERSON, OTHER)]
    if late:
        return [late[0].of(PERSON, OTHER)]
    close = [line for line in below if line.at <= page.last + 2]
    return [line.of(ROLE) for line in (*above, *close) if line.of(ROLE)][:1]
