"""What stands behind an incise inside the marks and is the journalist's: ", les mains jointes."."""

from __future__ import annotations

from transforms.speech.drafts import has_finite
from transforms.speech.passages import Passage
from transforms.speech.quote_lexicon import QuoteLexicon

_LONGEST = 12  # words that say where or how somebody speaks
_ENDS = frozenset({",", ".", ";", ":", "!", "?"})


def next_stop(passage: Passage, index: int, last: int) -> int:
    """Index of the first comma or stop from `index` on; `last` if there is none."""
    while index < last and passage.words[index] not in _ENDS:
        index += 1
    return index


def behind_tails(passage: Passage, lexicon: QuoteLexicon, index: int, last: int) -> int:
    """Index behind ", vendredi, dans la salle de presse.", ", en riant.": how somebody speaks."""
    while index + 2 < last and passage.words[index] == ",":
        end = next_stop(passage, index + 1, min(last, index + _LONGEST))
        if end >= last or passage.words[end] not in (",", "."):
            break
        if _is_timed(passage, index + 1, end) and passage.words[end] == ",":
            further = behind_tails(passage, lexicon, end, last)
            return index if further == end else further
        if not _is_tail(passage, lexicon, index + 1, end):
            break
        index = end
    return index


def _is_timed(passage: Passage, first: int, end: int) -> bool:
    """True for "vendredi", "mardi soir": when somebody speaks, if where he does follows."""
    return all(passage.adverbial[i] for i in range(first, end))


def _is_tail(passage: Passage, lexicon: QuoteLexicon, first: int, end: int) -> bool:
    """True for "la voix cassée", "en caressant un chat", "croisée devant la gare"."""
    word, following = passage.words[first], passage.words[first + 1]
    if word in lexicon.words["gerund_words"] and following.endswith("ant"):
        return True
    if word in lexicon.words["met"]:
        return not has_finite(passage, lexicon, range(first + 1, end))
    if passage.match(first, lexicon.phrases["in_office"]):
        return not has_finite(passage, lexicon, range(first + 2, end))
    if _is_speaking_place(passage, lexicon, first, end):
        return True
    posture = word in lexicon.words["articles"] and following in lexicon.words["postures"]
    return posture and not has_finite(passage, lexicon, range(first + 2, end))


def _is_speaking_place(passage: Passage, lexicon: QuoteLexicon, first: int, end: int) -> bool:
    """True for "dans la petite salle de presse du stade" before the point."""
    if passage.words[end] != "." or passage.words[first] not in lexicon.words["speaks_at"]:
        return False
    return any(
        passage.match(i, lexicon.phrases["speaking_places"]) for i in range(first, end)
    ) and (not has_finite(passage, lexicon, range(first + 1, end)))
