"""Where the sentences of a line end, in text that lost its spaces and line breaks too."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from transforms.speech.entries import after_clock
from transforms.speech.marks import ALL_MARKS

if TYPE_CHECKING:
    from transforms.speech.passages import Passage

_MAY_END = frozenset(ALL_MARKS + ".!?…'’-–—•▪►")  # the last letter of a word before a space
_NEVER_FIRST = ",;:).!?…"  # what opens no sentence, as small letters do not
_GLUED_ENDERS = ("?", "!")  # behind which one may be glued that has no capital
_ENDERS = frozenset({".", "!", "?", "…", "..."})
_ABBREVIATION = re.compile(
    r"(?:^|[\s(«\"'])(?:[A-ZÀ-Ý]|MM?|Mme|Mlle|Mgr|Me|Dr|Pr|St|Ste|av|bd|art|n°|cf|p|Mr|Mrs|Ms|Gen"
    r"|Sen|Rep|Gov|Jr|Sr|vs|Inc|Co|Corp|Lt|Col|Capt|Sgt|Prof|Rev|No|U\.S|U\.K)\.$"
)
_LONGEST_ABBREVIATION = 12  # code points, with what stands before it
_DASHES = frozenset({"-", "–", "—", "--"})
_BULLETS = frozenset("•▪►")
_LEADS = "-–—•▪►"  # what opens a heading, glued behind the point: "bancal.- Coup de poker -"
_BEFORE_OPENER = "%€"
_BEFORE_POINT = ")]%"
_BEFORE_DASH = ' \u00a0"»”'
_STOPS = '.!?…"»”'
_FEWEST_CAPITALS = 3  # words in capitals that make a heading
_LONGEST_HEADING = 14  # words of it
_LONGEST_DATELINE = 11  # words


def sentence_ranges(
    passage: Passage, starters: frozenset[str], openers: frozenset[str] = frozenset()
) -> Iterator[tuple[int, int]]:
    """The sentences of a line as word ranges; marked words never end one from inside.

    `openers` open a sentence wherever they have a capital, as "Selon" behind a heading.
    """
    first, count = passage.word_at(after_clock(passage.text)), len(passage.words)
    if not first:
        first = _after_dateline(passage)
        if first:
            yield 0, first
    edges = zip(passage.words, passage.ends, [*passage.starts[1:], -1], strict=True)
    opened, text = _openers_in(passage, openers), passage.text
    for index, (word, end, following) in enumerate(edges):
        if (
            (text[following].islower() or text[following] in _NEVER_FIRST)
            and following not in passage.opens
            and word not in _GLUED_ENDERS
        ):
            continue  # most words: what follows goes on
        if (
            not opened
            and following > end
            and word[-1] not in _MAY_END
            and not text[end - 1].isupper()
        ):
            continue  # only marks, points and glued words end a sentence
        if index >= first and (
            _is_end(passage, index)
            or _ends_in_capital(passage, index, starters)
            or (opened and _is_opened(passage, index, opened))
        ):
            yield first, index + 1
            first = index + 1
    if first < count:
        yield first, count


def _openers_in(passage: Passage, openers: frozenset[str]) -> set[str]:
    """The bullets of a line, and the `openers` that stand in it with a capital behind a word."""
    found = {bullet for bullet in _BULLETS if bullet in passage.text}
    for word in openers & passage.vocabulary:
        text, capital = passage.text, word.capitalize()
        at = text.find(capital, 2)
        while at > 0:
            letter = text[at - 2] if text[at - 1].isspace() else text[at - 1]
            if letter.isalnum() or letter in _BEFORE_OPENER:
                found.add(word)
            at = text.find(capital, at + 1)
    return found


def _is_opened(passage: Passage, index: int, opened: set[str]) -> bool:
    """True before a bullet and before "Selon" with a capital, whatever stands there."""
    following = index + 1
    if passage.words[following] not in opened or passage.owner[following] >= 0:
        return False
    if passage.words[following] in _BULLETS:
        return True
    letter = passage.text[passage.ends[index] - 1]
    return passage.is_name(following) and (letter.isalnum() or letter in _BEFORE_OPENER)


def _after_dateline(passage: Passage) -> int:
    """Index after "SAN JOSE, Calif. — ", which is no part of the sentence; 0 if there is none."""
    for index, word in enumerate(passage.words[:_LONGEST_DATELINE]):
        if word in ("—", "–", "--", "-") and index:
            spaced = passage.starts[index] > passage.ends[index - 1]
            mention = passage.mentions[passage.at[0]] if passage.at[0] >= 0 else None
            capitals = passage.text[: passage.ends[0]].isupper() and passage.ends[0] > 2
            placed = capitals or (mention is not None and mention.label == "LOC")
            return index + 1 if spaced and placed and index + 2 < len(passage.words) else 0
        is_month = index and passage.words[index - 1].isdigit() and passage.pos[index] == "NOUN"
        if not (
            passage.is_name(index) or word[0].isdigit() or is_month or passage.pos[index] == "PUNCT"
        ):
            return 0
    return 0


def _is_end(passage: Passage, index: int) -> bool:
    """True when a sentence ends with this word, which marked words decide only at their end."""
    if index + 1 >= len(passage.words):
        return True
    if passage.owner[index] >= 0:
        return False
    text, word = passage.text, passage.words[index]
    following = index + 1
    if passage.starts[following] == passage.ends[index] and word.isalnum():
        if _opens(passage, following) and len(word) > 2:
            return True  # a heading glued to marked words
        last = text[passage.ends[index] - 1]
        if passage.is_name(following) and (last.islower() or last.isdigit()):
            return True  # cut by _glued
    if _is_heading_end(passage, index):
        return True
    starts_new = passage.is_name(following) or passage.is_mark(following)
    starts_new = starts_new or _is_dash_before(passage, following)
    digit = passage.words[following][0].isdigit()
    if passage.is_mark(index) and _closes(passage, index):
        inner_end = text[: passage.starts[index]].rstrip()[-1:] in ".!?…"
        glued = passage.starts[following] == passage.ends[index]
        capital = passage.is_name(following) or _opens(passage, following)
        if glued and _opens(passage, following):
            return True
        return capital and (inner_end or glued) and not _announces(passage, following)
    if (
        word in _GLUED_ENDERS
        and passage.ends[index] == passage.starts[following]
        and not (passage.is_mark(following) or passage.pos[following] == "PUNCT")
    ):
        return True  # two sentences glued together
    unit = len(word) == 2 and text[passage.starts[index] - 1] == "/"  # "187 km/h."
    ends = _is_point(word, unit)
    end = passage.ends[index]
    if ends and not _ABBREVIATION.search(text, max(0, end - _LONGEST_ABBREVIATION), end):
        spaced = passage.starts[following] > passage.ends[index]
        if _closes(passage, following) and not _opens(passage, following):
            return False
        return (starts_new or (digit and spaced)) or (word != "." and spaced and starts_new)
    return False


def _is_point(word: str, unit: bool) -> bool:
    """True for a word that ends in a point: "noir.", "euros).", "15%.", "noir.-", ".-"."""
    word = word.rstrip(_LEADS) or word
    if word in _ENDERS:
        return True
    told = word[-1] == "." and (word[-2].isalnum() or word[-2] in _BEFORE_POINT)
    return told and (len(word) > 2 or unit)


def _is_heading_end(passage: Passage, index: int) -> bool:
    """True at the end of a heading inside a line: "- Sans masque -A Lyon", "JOUR DE DEUIL Les"."""
    word, following, text = passage.words[index], index + 1, passage.text
    opens_marks = passage.starts[following] in passage.opens
    if not (passage.is_name(following) or opens_marks):
        return False
    glued = passage.starts[following] == passage.ends[index]
    if word in _DASHES and (not opens_marks or (glued and _is_in_heading(passage, index, "-–—"))):
        return glued and (not index or text[passage.starts[index] - 1] in _BEFORE_DASH)
    inside = (
        text[passage.starts[following] + 1 : passage.starts[following] + 3].lstrip()
        if opens_marks
        else ""
    )
    if inside[:1].isupper() and not glued and _is_in_heading(passage, index, "•▪►"):
        return True  # "• Un effort de plus « Nous vendrons », a dit X"
    first, size = index, 0
    shortest = max(-1, index - _LONGEST_HEADING)
    while first > shortest and text[passage.starts[first] : passage.ends[first]].isupper():
        size += len(passage.words[first]) > 1
        first -= 1
    behind = text[passage.starts[following] : passage.ends[following]]
    opens = first < 0 or passage.words[first][-1] in _STOPS or passage.is_mark(first)
    told = opens_marks or behind[1:].islower()
    return size >= _FEWEST_CAPITALS and opens and told and word.isalpha()


def _is_in_heading(passage: Passage, index: int, leads: str) -> bool:
    """True when one of `leads` opens words without a verb that go up to word `index`."""
    for before in range(index - 1, max(-1, index - _LONGEST_HEADING), -1):
        if passage.words[before][-1] in leads:
            return before + 1 < index and passage.is_name(before + 1)
        if passage.pos[before] in ("VERB", "AUX") or passage.owner[before] >= 0:
            return False
    return False


def _is_dash_before(passage: Passage, index: int) -> bool:
    """True for the dash of "…". - "Je pars", which only opens what follows."""
    after = index + 1
    if after >= len(passage.words) or passage.words[index] not in _DASHES:
        return False
    return passage.is_name(after) or passage.starts[after] in passage.opens


def _ends_in_capital(passage: Passage, index: int, starters: frozenset[str]) -> bool:
    """True for "l'aéroport Mohammed V. Selon": a capital that is no initial of the next word."""
    word, following = passage.words[index], index + 1
    if index < 2 or following >= len(passage.words) or passage.owner[index] >= 0:
        return False
    letter = index - 1 if word == "." else index
    if len(passage.words[letter].rstrip(".")) != 1 or not word.endswith("."):
        return False
    network = passage.words[letter - 1 : letter] in (["sur"], ["on"])  # "a réagi sur X. « Non »"
    if network and passage.words[letter].rstrip(".") == "x":
        return passage.is_name(following) or passage.starts[following] in passage.opens
    is_new = passage.is_name(following) and passage.words[following] in starters
    spaced = passage.starts[following] > passage.ends[index]
    behind = passage.words[letter - 1].isalpha() and len(passage.words[letter - 1]) > 1
    return is_new and spaced and behind and passage.at[following] < 0 and passage.is_name(letter)


def _announces(passage: Passage, index: int) -> bool:
    """True for a name that goes on after marked words ("…" Emmanuel Macron)."""
    return passage.at[index] >= 0 and passage.pos[index - 1] != "PUNCT"


def _closes(passage: Passage, index: int) -> bool:
    return passage.ends[index] in passage.closes


def _opens(passage: Passage, index: int) -> bool:
    return passage.starts[index] in passage.opens
