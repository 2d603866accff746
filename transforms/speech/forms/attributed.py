"""Lines that stand out and are signed below: "On respire." / "— Anne Lebrun, maire"."""

from __future__ import annotations

from collections.abc import Sequence

from transforms.speech.drafts import Draft
from transforms.speech.grammar.appositions import is_person
from transforms.speech.passages import Passage
from transforms.speech.quote_lexicon import QuoteLexicon

GOES_ON = "answer goes on"  # a further paragraph of the same words
DASHES = "–—-―"
_LONGEST_SIGNATURE = 16  # words
_LONGEST_QUOTE = 60  # words
_LINES = ("body", "subheading")


def attributed(passages: Sequence[Passage], lexicon: QuoteLexicon) -> dict[int, list[Draft]]:
    """Drafts of the lines above a signature, which is none itself; by index of the line.

    The last line signs the page, not a quotation.
    """
    found: dict[int, list[Draft]] = {}
    for index in range(1, len(passages) - 1):
        passage, above = passages[index], passages[index - 1]
        is_known = passage.line.kind == "quote_attribution" and above.line.kind == "body"
        if not is_known and not (passage.line.kind in _LINES and _is_signature(passage, lexicon)):
            continue
        if is_marked(above):
            tops = above.tops
            draft = Draft(((tops[0].start, tops[-1].end),), "direct", "pull_quote")
            found |= {index - 1: [draft], index: []}
        elif (is_known or has_dash(passage)) and _is_short(above):
            found[index] = []
            lines = _lines_above(passages, index, lexicon)
            for at in lines:
                rule = "pull_quote" if at == lines[-1] else GOES_ON
                found[at] = [Draft((content(passages[at], 0),), "direct", rule)]
    return found


def is_marked(passage: Passage) -> bool:
    """True for a line that is all in marks, or goes on in marks left open."""
    tops = passage.tops
    text = passage.text.strip()
    return len(tops) == 1 and tops[0].close - tops[0].open >= len(text) - 1 and len(text) > 2


def is_personal(passage: Passage, lexicon: QuoteLexicon) -> bool:
    """True for a line in the first person outside marks."""
    return any(
        word in lexicon.words["first_persons"] and passage.owner[i] < 0
        for i, word in enumerate(passage.words)
    )


def content(passage: Passage, start: int) -> tuple[int, int]:
    """What a line says from character `start` on, without a dash before it."""
    end = len(passage.text.rstrip())
    while start < end and (passage.text[start].isspace() or passage.text[start] in DASHES):
        start += 1
    return start, end


def _lines_above(passages: Sequence[Passage], index: int, lexicon: QuoteLexicon) -> list[int]:
    """The line above a signature and those before it that speak in the first person."""
    found = [index - 1]
    while found[-1] > 1:
        above = passages[found[-1] - 1]
        if not (_is_short(above) and is_personal(above, lexicon)):
            break
        found.append(found[-1] - 1)
    return found


def _is_short(passage: Passage) -> bool:
    plain = passage.line.kind == "body" and not passage.tops and not has_dash(passage)
    return plain and len(passage.words) <= _LONGEST_QUOTE and passage.text.rstrip()[-1:] in ".!?"


def _is_signature(passage: Passage, lexicon: QuoteLexicon) -> bool:
    """True for a name or a role without a verb: "— Anne Lebrun, maire", "Un diplomate"."""
    words, first = passage.words, int(has_dash(passage))
    if not first < len(words) <= _LONGEST_SIGNATURE or passage.tops:
        return False
    named = passage.at
    if words[-1] in (".", "!", "?", ":", "…") or any(
        pos in ("VERB", "AUX") and named[i] < 0 for i, pos in enumerate(passage.pos)
    ):
        return False
    if first:
        return any(is_person(passage, i) for i in range(first, len(words)))
    person = is_person(passage, 0) and "," in words
    role = words[0] in lexicon.words["articles"] and not lexicon.persons.isdisjoint(words[1:3])
    return person or role


def has_dash(passage: Passage) -> bool:
    text = passage.text.lstrip()
    return len(text) > 2 and text[0] in DASHES and text[1].isspace()
