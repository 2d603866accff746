"""Noun phrases that name a speaker, read off the words to the left or right of a cue."""

from __future__ import annotations

from transforms.speech.passages import Passage
from transforms.speech.quote_lexicon import QuoteLexicon

_NOMINAL = frozenset({"NOUN", "PROPN", "ADJ", "NUM", "X", "DET"})
_NAMED = ("é", "ée", "és", "ées")
_LONGEST = 28  # words of a noun phrase
_LONGEST_PART = 9  # words of one complement of several


def phrase_right(
    passage: Passage, lexicon: QuoteLexicon, first: int, end: int
) -> tuple[int, int] | None:
    """Word range of the noun phrase that starts at word `first`, within `[first, end)`."""
    if first >= end or not _can_start(passage, lexicon, first):
        return None
    if passage.words[first] in lexicon.words["pronouns"] and (
        first + 1 == end
        or passage.pos[first + 1] == "PUNCT"
        or (passage.words[first + 1] in lexicon.words["genitive"] and lexicon.language == "en")
    ):
        return first, first + 1  # "according to her,", "accused her of"
    if passage.words[first] in lexicon.words["pointers"]:
        return _pointed(passage, lexicon, first, end)
    if passage.words[first] == "l'" and passage.words[first + 1 : first + 2] != []:
        ends = first + 2 >= end or passage.words[first + 2] in lexicon.words["stops"]
        if ends and passage.words[first + 1] in lexicon.words["numbers_of_one"]:
            return first, first + 2  # "dit l'une."
    index = first
    while index < min(end, first + _LONGEST):
        if passage.at[index] >= 0:
            index = passage.mention_end(index)
        elif passage.is_mark(index) and not _is_nickname(passage, index):
            break
        elif (
            index == first
            or _goes_on(passage, lexicon, index, end)
            or (passage.words[index] == "," and _enumerates(passage, lexicon, index, end))
        ):
            index += 1
        else:
            break
    while index > first + 1 and _dangles(passage, lexicon, index - 1):
        index -= 1
    if index == first + 1 and _dangles(passage, lexicon, first):
        return None
    return first, min(index, end)


def _pointed(
    passage: Passage, lexicon: QuoteLexicon, first: int, end: int
) -> tuple[int, int] | None:
    """ "celui qui tient le bar": with its relative clause, up to a stop."""
    if first + 2 >= end or passage.words[first + 1] not in lexicon.words["relative_words"]:
        return None
    for index in range(first + 2, min(end, first + _LONGEST)):
        if passage.words[index] in lexicon.unite("stops", "coordinators"):
            return first, index
        if passage.owner[index] >= 0 or passage.is_mark(index):
            return first, index
    return first, min(end, first + _LONGEST)


def phrase_left(
    passage: Passage, lexicon: QuoteLexicon, last: int, floor: int
) -> tuple[int, int] | None:
    """Word range of the noun phrase that ends before word `last`, not beyond `floor`."""
    index = last
    while index > floor:
        previous = index - 1
        if passage.at[previous] >= 0:
            while index > floor and passage.at[index - 1] == passage.at[previous]:
                index -= 1
        elif _is_inside(passage, lexicon, previous):
            index = previous
            if _begins_phrase(passage, lexicon, index, floor):
                break
        elif passage.words[previous] == ")":
            while index > floor and passage.words[index - 1] != "(":
                index -= 1
            index -= 1
        else:
            break
    index = max(index, floor)
    while index < last and (
        passage.words[index] in lexicon.unite("to", "of", "coordinators")
        and passage.words[index] not in {"des", "du"}
    ):
        index += 1
    return (index, last) if index < last else None


def _begins_phrase(passage: Passage, lexicon: QuoteLexicon, index: int, floor: int) -> bool:
    """True for a determiner that nothing links to the word before it."""
    word = passage.words[index]
    if index == floor or word not in lexicon.words["articles"]:
        return False
    if word in lexicon.words["of"] or word in lexicon.words["to"]:
        return False
    before = passage.words[index - 1]
    links = lexicon.unite("of", "to", "coordinators")
    return before not in links and before not in lexicon.words["articles"]


def _can_start(passage: Passage, lexicon: QuoteLexicon, index: int) -> bool:
    word = passage.words[index]
    if passage.at[index] >= 0 or word in lexicon.unite("titles", "pointers"):
        return True
    if word in lexicon.words["closers"] and word not in lexicon.words["articles"]:
        return False
    if word in lexicon.words["articles"] and word not in ("de", "d'"):
        following = index + 1
        if following >= len(passage.words):
            return False
        noun = passage.words[following]  # "sa chargée de", "l'exploitant"
        may_be = (
            noun.endswith(("é", "ée", "és", "ées", "ing", "ed")) or noun in lexicon.words["roles"]
        )
        return passage.pos[following] not in ("VERB", "AUX") or may_be
    return (
        word in lexicon.words["quantifiers"]
        or word in lexicon.words["pronouns"]
        or word in lexicon.words["roles"]
        or passage.pos[index] in ("PROPN", "NUM", "NOUN")
        or _is_adjective_of_role(passage, lexicon, index)
        or (passage.is_name(index) and passage.pos[index] not in ("ADP", "CCONJ", "SCONJ", "ADV"))
    )


def _is_adjective_of_role(passage: Passage, lexicon: QuoteLexicon, index: int) -> bool:
    """True for "senior" in "said senior prosecutor X"."""
    if lexicon.language != "en" or index + 1 >= len(passage.words):
        return False
    return passage.pos[index] == "ADJ" and passage.words[index + 1] in lexicon.words["roles"]


def _goes_on(passage: Passage, lexicon: QuoteLexicon, index: int, end: int) -> bool:
    word, pos = passage.words[index], passage.pos[index]
    after = passage.words[index + 1] if index + 1 < end else ""
    if passage.words[index - 1] == "l'" and word in lexicon.words["numbers_of_one"]:
        return True  # "l'un d'eux"
    if passage.words[index - 1] in lexicon.words["numbered"]:
        return pos == "NUM" or word in lexicon.unite("numerals", "numbers_of_one")
    if word in lexicon.words["to"] and passage.words[index - 1] in lexicon.words["deputies"]:
        return after in lexicon.words["roles"]  # "l'adjoint au maire"
    if word in lexicon.words["articles"] and word not in lexicon.words["of"]:
        linked = passage.words[index - 1] in (lexicon.unite("of", "to", "coordinators"))
        return linked and word != "ce" and not after.isdigit()
    if word in lexicon.words["of"]:
        return True
    if word in lexicon.words["adverbs"]:
        return passage.words[index - 1] in lexicon.words["articles"]  # "le tout nouveau maire"
    if word in lexicon.words["pronouns"] and passage.words[index - 1] in lexicon.words["of"]:
        return True  # "l'un d'eux"
    plural = lexicon.language == "en" and passage.words[index - 1].endswith("s")
    if word == "'s" or (plural and word in ("'", "’")):  # "the authority's head", "traders' union"
        owner = passage.pos[index - 1] in ("NOUN", "PROPN")
        return owner and index + 1 < end and passage.pos[index + 1] in ("NOUN", "ADJ", "PROPN")
    articles = lexicon.unite("plain_articles", "possessives")
    if passage.words[index - 1] in articles and word.endswith(_NAMED):
        return True  # "l'invitée", "son invitée", "le cité"
    if word in lexicon.words["closers"] or pos == "PUNCT":
        return word == "-" or (word == "/" and after != "")
    if word in lexicon.words["coordinators"]:
        return (
            index + 1 < end
            and passage.pos[index + 1] != "VERB"
            and (
                after in lexicon.words["articles"]
                or passage.at[index + 1] >= 0
                or passage.is_name(index + 1)
                or any(passage.at[i] >= 0 for i in range(index + 1, min(end, index + 5)))
            )
        )
    if word in lexicon.words["to"]:
        return _is_role_complement(passage, lexicon, index, end)
    if passage.is_name(index) or pos in _NOMINAL or word in lexicon.words["roles"]:
        return True
    if pos == "ADV":
        return index + 1 < end and passage.pos[index + 1] in ("ADJ", "NOUN") and index < end - 1
    if word.endswith(("ing", "ed")) and lexicon.language == "en":
        if passage.words[index - 1] in lexicon.words["articles"]:
            return True  # "the cooling loop", "a packed hall"
        named = after in lexicon.words["articles"] and passage.pos[index - 1] == "NOUN"
        return named and word.endswith("ing")  # "told a council meeting the plan was dead"
    return pos == "VERB" and (word.endswith(("é", "ée", "és", "ées")) or word == "chargé")


def _enumerates(passage: Passage, lexicon: QuoteLexicon, index: int, end: int) -> bool:
    """True at the comma of "la direction de l'alimentation, de l'agriculture et de la forêt"."""
    words, of = passage.words, lexicon.words["of"]
    if index + 1 >= end or words[index + 1] not in of:
        return False
    for at in range(index + 2, min(end - 1, index + _LONGEST_PART)):
        if words[at] in lexicon.words["conjunctions"]:
            return words[at + 1] in of
        if passage.pos[at] not in _NOMINAL | {"ADP"} or passage.owner[at] >= 0:
            return words[at] == "," and words[at + 1] in of
    return False


def _is_role_complement(passage: Passage, lexicon: QuoteLexicon, index: int, end: int) -> bool:
    """True for "ministre délégué à la Santé", false for "a dit le ministre à l'AFP"."""
    following = index + 1
    while following < end and passage.words[following] in lexicon.words["articles"]:
        following += 1
    if following >= end:
        return False
    if passage.at[following] >= 0:
        mention = passage.mentions[passage.at[following]]
        return mention.label == "LOC" or (
            mention.name not in lexicon.words["outlets"]
            and mention.text.lower() not in lexicon.words["outlets"]
            and mention.label == "ORG"
            and passage.words[index] != "à"
        )
    return passage.is_name(following) or passage.words[following] in lexicon.words["role_fields"]


def _is_nickname(passage: Passage, index: int) -> bool:
    owner = passage.owner[index - 1] if passage.owner[index - 1] >= 0 else -1
    following = passage.owner[index + 1] if index + 1 < len(passage.words) else -1
    marked = passage.tops[max(owner, following)] if max(owner, following) >= 0 else None
    return marked is not None and len(passage.text[marked.start : marked.end].split()) <= 3


def _dangles(passage: Passage, lexicon: QuoteLexicon, index: int) -> bool:
    word = passage.words[index]
    return (
        word in lexicon.words["of"]
        or word in lexicon.words["articles"]
        or word in lexicon.words["coordinators"]
        or word in lexicon.words["to"]
    ) and passage.at[index] < 0


def _is_inside(passage: Passage, lexicon: QuoteLexicon, index: int) -> bool:
    word = passage.words[index]
    if passage.owner[index] >= 0 or passage.is_mark(index):
        return False
    inner = lexicon.unite("of", "to", "articles")
    if word == "-" and 0 < index < len(passage.words) - 1:
        return passage.ends[index - 1] + 1 == passage.starts[index + 1]  # "54-year-old"
    if word in inner or (word in lexicon.words["coordinators"] and word != "mais"):
        return True
    if word in lexicon.words["titles"] or word in lexicon.words["roles"]:
        return True
    if word in lexicon.words["closers"]:
        return False
    if _is_adjective(passage, lexicon, index):
        return True
    return passage.pos[index] in _NOMINAL or (
        passage.is_name(index) and passage.pos[index] != "ADP"
    )


def _is_adjective(passage: Passage, lexicon: QuoteLexicon, index: int) -> bool:
    """True for "retired" in "the retired worker", whatever the tagger says."""
    word = passage.words[index]
    if lexicon.language != "en" or not index:
        return False
    behind = passage.words[index - 1] in lexicon.words["articles"]
    return behind and (word.endswith("ed") or word in lexicon.words["role_adjectives"])
