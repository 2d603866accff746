"""The words of a tagged line, read from spaCy's arrays: making a token object a word is slow."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import compress

from spacy.attrs import IDX, LENGTH, POS
from spacy.parts_of_speech import IDS, NAMES
from spacy.tokens import Doc

from transforms.speech.quote_lexicon import QuoteLexicon

_CLITICS = frozenset({"il", "elle", "on", "ils", "elles"})
_VERBAL = frozenset({IDS["VERB"], IDS["AUX"]})
_CLITIC = frozenset({IDS["ADV"], IDS["PRON"], IDS["PART"]})
_ELIDED = frozenset({"d", "l", "qu", "n", "s", "j", "c", "m", "t", "lorsqu", "jusqu", "puisqu"})
_POINTED = frozenset({"celui", "celle", "ceux", "celles"})
_SOME, _ONE = frozenset({"quelqu'", "quelqu’"}), frozenset({"un", "une"})
_POINTERS = frozenset({"-ci", "-là"})
_LEADS = frozenset(".-–—")  # what a word may be glued behind
_FIGURES = "0123456789,%€"
_SHORTEST_GLUED = 5  # letters of a word that may hold the end of a sentence and a start


@dataclass(slots=True)
class Words:
    """Words in lower case with their places and parts of speech; white space is left out."""

    words: list[str]
    starts: list[int]
    ends: list[int]
    pos: list[str]


def read(doc: Doc, text: str, lexicon: QuoteLexicon) -> Words:
    """The words of `doc`, made from `text`; two that lost the space between them are parted."""
    table = doc.to_array([IDX, LENGTH, POS])
    starts: list[int] = table[:, 0].tolist()
    ends: list[int] = (table[:, 0] + table[:, 1]).tolist()
    pos = [NAMES[code] for code in table[:, 2].tolist()]
    forms = [text[start:end] for start, end in zip(starts, ends, strict=True)]
    if any(map(str.isspace, forms)):
        is_word = [not form.isspace() for form in forms]
        starts, ends, pos, forms = (list(compress(c, is_word)) for c in (starts, ends, pos, forms))
    for index, cut in reversed(_glued(forms, lexicon)):
        starts.insert(index + 1, starts[index] + cut)
        ends.insert(index, starts[index] + cut)
        forms[index : index + 1] = [forms[index][:cut], forms[index][cut:]]
        pos.insert(index + 1, pos[index])
        if forms[index] in _LEADS:
            pos[index] = "PUNCT"
    if "'" in forms:
        _join_elided(forms, starts, ends, pos)
    if "uelqu" in text:
        _join_somebody(forms, starts, ends, pos)
    if "-ci" in text or "-là" in text:
        _join_pointers(forms, starts, ends, pos)
    words = _normal_clitics([form.lower() for form in forms])
    if lexicon.language == "fr" and "A" in forms:
        _restore_accents(forms, words)
    return Words(words, starts, ends, pos)


def _join_elided(forms: list[str], starts: list[int], ends: list[int], pos: list[str]) -> None:
    """ "d" + "'" before a mark (d'«) is one word, as it is before any other."""
    for index in range(len(forms) - 2, -1, -1):
        elided = forms[index + 1] == "'" and forms[index].lower() in _ELIDED
        if elided and ends[index] == starts[index + 1]:
            forms[index] += "'"
            ends[index] += 1
            for column in (forms, starts, ends, pos):
                del column[index + 1]


def _join_somebody(forms: list[str], starts: list[int], ends: list[int], pos: list[str]) -> None:
    """ "quelqu'" + "un" is one pronoun."""
    for index in range(len(forms) - 2, -1, -1):
        is_first = forms[index].lower() in _SOME and ends[index] == starts[index + 1]
        if is_first and forms[index + 1].lower() in _ONE:
            forms[index] += forms[index + 1]
            ends[index], pos[index] = ends[index + 1], "NOUN"  # as whom it stands for
            for column in (forms, starts, ends, pos):
                del column[index + 1]


def _join_pointers(forms: list[str], starts: list[int], ends: list[int], pos: list[str]) -> None:
    """ "celle" + "-" + "ci" is one pronoun."""
    for index in range(len(forms) - 3, -1, -1):
        if forms[index].lower() in _POINTED and "".join(forms[index + 1 : index + 3]) in _POINTERS:
            forms[index] += "-" + forms[index + 2]
            ends[index] = ends[index + 2]
            for column in (forms, starts, ends, pos):
                del column[index + 1 : index + 3]


def _restore_accents(forms: list[str], words: list[str]) -> None:
    """ "A Paris, …": the capital preposition at the start of a sentence often has no accent."""
    for index, form in enumerate(forms[:-1]):
        starts = not index or not forms[index - 1][-1].isalnum()
        if form == "A" and starts and forms[index + 1][0].isalpha():  # not "A-t-il"
            words[index] = "à"


def verb_starts(doc: Doc) -> list[int]:
    """Where the verbs of `doc` start that a subject may stand before, with their clitics."""
    pos, starts = doc.to_array([POS, IDX]).T.tolist()
    found: list[int] = []
    for index, code in enumerate(pos):
        if code in _VERBAL:
            while index and pos[index - 1] in _CLITIC:
                index -= 1
            found.append(starts[index])
    return found


def _glued(forms: list[str], lexicon: QuoteLexicon) -> list[tuple[int, int]]:
    """(index, letter) of words that hold the end of one sentence and the start of the next."""
    found = []
    for index, form in enumerate(forms):
        if len(form) == 1 or (form.islower() and "'" not in form):
            continue  # most words hold neither a capital nor a figure behind an apostrophe
        if form[0] in _LEADS and form[1:2].isupper():
            found.append((index, 1))  # "».En plus", "” -A gauche"
            continue
        digits = len(form) - len(form.lstrip(_FIGURES)) if form[0] in _FIGURES else 0
        if digits and form[digits : digits + 1].isupper():
            if form[digits:].lower() in lexicon.words["starters"]:
                found.append((index, digits))  # "Europe 1La", "10%Selon"
            continue
        mark = form.find("'")
        if mark > 0 and form[mark + 1 : mark + 2].isdigit() and form[:mark].lower() in _ELIDED:
            found.append((index, mark + 1))  # "qu'1,3 million"
            continue
        if form.islower() or len(form) < _SHORTEST_GLUED or form[1:].islower() or form.isupper():
            continue
        for cut in range(len(form) - 1, 2, -1):
            if form[cut].isupper() and form[cut - 1].islower():
                if form[cut:].lower() in lexicon.words["starters"]:
                    found.append((index, cut))
                break
    return found


def _normal_clitics(words: list[str]) -> list[str]:
    """ "- t - elle", "t -il", "–il" all become "-t", "-elle": scraped text breaks them."""
    broken = [
        index
        for index, word in enumerate(words[:-1])
        if word[0] in "-–t" and word.strip("-–'") in ("t", "")
    ]
    for index in broken:
        after = index + 1
        if words[after] in ("-", "–", "'") and after + 1 < len(words):
            after += 1
        if words[after].strip("-–") in _CLITICS:
            words[index] = words[after - 1] = "-t"
            if index and words[index - 1] in ("-", "–"):
                words[index - 1] = "-t"
            words[after] = "-" + words[after].strip("-–")
    return ["-" + word[1:] if word[0] == "–" and word[1:] in _CLITICS else word for word in words]
