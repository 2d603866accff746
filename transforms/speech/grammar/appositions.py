"""Names beside the roles that they explain: "le patron du club, Paul Mercier"."""

from __future__ import annotations

from transforms.speech.passages import Passage
from transforms.speech.quote_lexicon import QuoteLexicon

Range = tuple[int, int]
_TITLE_POS = frozenset({"NOUN", "ADJ", "PROPN", "NUM", "X"})
_LONGEST_RANK = 5  # words before a name: ", le lieutenant-colonel X,"
_LONGEST_TITLE = 16  # words of a role before a name


def with_apposition(passage: Passage, lexicon: QuoteLexicon, phrase: Range, end: int) -> Range:
    """ "le patron du club, Paul Mercier": the role with the name that follows it."""
    first, last = phrase
    if last == first + 1 and passage.words[first] in lexicon.words["pronouns"]:
        return phrase  # "pour lui, Paul a tort"
    if any(is_person(passage, i) for i in range(first, last)):
        return _behind_complement(passage, lexicon, phrase, end)
    titled = _titled(passage, lexicon, phrase, end) or _named_body(passage, lexicon, phrase, end)
    if titled > last:
        return first, titled
    if last + 1 < end and passage.words[last] == ",":
        start = _after_role(passage, lexicon, last + 1, end)
        after = _with_other(passage, lexicon, _name_end(passage, lexicon, start, end), end)
        if after == start:
            after = _body_end(passage, lexicon, start, end)
        if after == start:
            return phrase
        if after >= end or not passage.words[after].isalnum():
            return first, after
    return phrase


def _behind_complement(passage: Passage, lexicon: QuoteLexicon, phrase: Range, end: int) -> Range:
    """ "l'avocate de Paul Mercier, Me Anne Lebrun,": the name is hers, not that of her client."""
    first, last = phrase
    named = next(i for i in range(first, last) if is_person(passage, i))
    before = named - 1
    while before > first and passage.words[before] in lexicon.words["titles"]:
        before -= 1
    governed = before > first and passage.words[before] in lexicon.words["of"]
    if not governed or last + 1 >= end or passage.words[last] != ",":
        return phrase
    after = _name_end(passage, lexicon, last + 1, end)
    closes = after >= end or passage.words[after] in (",", ".")
    return (first, after) if after > last + 1 and closes else phrase


def _titled(passage: Passage, lexicon: QuoteLexicon, phrase: Range, end: int) -> int:
    """End of the name that a long title runs up to: "le metteur en scène X"; else 0."""
    if not any(passage.words[i] in lexicon.words["roles"] for i in range(*phrase)):
        return 0
    index, links = phrase[1], lexicon.unite("of", "to", "articles")
    links = links | lexicon.words["title_links"]
    while index < min(end, phrase[1] + _LONGEST_TITLE):
        if is_person(passage, index):
            comes_after_noun = passage.words[index - 1] not in links and index > phrase[1]
            return passage.mention_end(index) if comes_after_noun else 0
        if passage.words[index] == ",":
            named = _titles_end(passage, lexicon, index + 1, end)
            if named < end and is_person(passage, named):
                after = passage.mention_end(named)
                closes = after >= end or not passage.words[after].isalnum()
                return after if closes and (index > phrase[1] or named > index + 1) else 0
            if index + 1 < end and passage.words[index + 1] not in lexicon.words["of"]:
                return 0  # but ", du Patrimoine et de la Culture, X"
        elif (
            (passage.words[index] in lexicon.words["roles"] and passage.at[index] < 0)
            or passage.owner[index] >= 0
            or passage.words[index] in lexicon.words["adverbs"]
            or not _in_title(passage, index, links)
        ):
            return 0
        index += 1
    return 0


def _in_title(passage: Passage, index: int, links: frozenset[str]) -> bool:
    """True for a word that may stand in a title: "directeur faisant fonction"."""
    if passage.pos[index] in _TITLE_POS or passage.words[index] in links:
        return True
    word = passage.words[index]
    return word.endswith("ant") or (passage.pos[index] == "VERB" and word.endswith(("é", "ée")))


def _titles_end(passage: Passage, lexicon: QuoteLexicon, index: int, end: int) -> int:
    """Index after the titles and ranks before a name: "Me", "SP", "Det Insp"."""
    while index < end - 1 and not is_person(passage, index):
        word = passage.words[index]
        short = len(word) <= 4 and word.isalpha() and passage.is_name(index)
        dotted = word == "." and passage.words[index - 1] != ","  # "Capt. X"
        if not (short or dotted or word in lexicon.words["titles"] or passage.at[index] >= 0):
            break
        index += 1
    return index


def _named_body(passage: Passage, lexicon: QuoteLexicon, phrase: Range, end: int) -> int:
    """End of the name in "le journal britannique le Mirror"; else 0."""
    first, last = phrase
    is_body = not lexicon.words["media_bodies"].isdisjoint(passage.words[first : first + 2])
    if not is_body or last + 1 >= end or any(passage.at[i] >= 0 for i in range(*phrase)):
        return 0
    named = passage.words[last] in lexicon.words["articles"] and passage.at[last + 1] >= 0
    is_org = named and passage.mentions[passage.at[last + 1]].label == "ORG"
    return passage.mention_end(last + 1) if is_org else 0


def _after_role(passage: Passage, lexicon: QuoteLexicon, first: int, end: int) -> int:
    """Where the name begins in ", l'homme d'affaires Paul Mercier": after a further role."""
    if first >= end or is_person(passage, first):
        return first
    if passage.words[first] in lexicon.words["roles"]:  # ", porte-parole du groupe, Paul Mercier"
        after = _after_second_role(passage, first, end)
        if after > first:
            return after
    opens = lexicon.unite("articles", "role_adjectives", "roles")
    if passage.words[first] not in opens:
        return first
    for index in range(first + 1, min(end, first + _LONGEST_TITLE)):
        if is_person(passage, index):
            before = passage.words[index - 1]
            linked = before in lexicon.words["of"] or before in lexicon.words["to"]
            return first if linked else index
        if passage.pos[index] not in ("NOUN", "ADJ", "PROPN", "ADP", "DET"):
            return first
    return first


def _after_second_role(passage: Passage, first: int, end: int) -> int:
    """Where the name begins behind a role between commas; else `first`."""
    for index in range(first + 1, min(end - 1, first + _LONGEST_TITLE)):
        if passage.words[index] == ",":
            return index + 1 if is_person(passage, index + 1) else first
        if passage.pos[index] in ("VERB", "AUX") or is_person(passage, index):
            return first
    return first


def _with_other(passage: Passage, lexicon: QuoteLexicon, after: int, end: int) -> int:
    """Index after "Paul Mercier et Anne Lebrun" where one name ends at `after`."""
    if after + 1 < end and passage.words[after] in lexicon.words["conjunctions"]:
        other = _name_end(passage, lexicon, after + 1, end)
        return other if other > after + 1 else after
    return after


def named_before(passage: Passage, lexicon: QuoteLexicon, phrase: Range, start: int) -> Range:
    """ "Paul Mercier, l'avocat du port, dénonce": the name, not its apposition."""
    first = phrase[0]
    if first - 2 < start or passage.words[first - 1] != "," or not is_person(passage, first - 2):
        return phrase
    name = first - 2
    while name > start and passage.at[name - 1] == passage.at[first - 2]:
        name -= 1
    opens = name == start or (name == start + 1 and passage.words[start] in lexicon.words["titles"])
    return (name, first - 1) if opens else phrase


def up_to_name(passage: Passage, lexicon: QuoteLexicon, phrase: Range, comma: int) -> Range:
    """ "Un père venu chercher sa fille, Paul, raconte": with the name between commas."""
    first, last = phrase
    name = comma - 1
    if passage.words[comma] != "," or name <= last or passage.at[name] < 0:
        return phrase
    mention = passage.mentions[passage.at[name]]
    if mention.label not in ("PER", "ORG") or any(is_person(passage, i) for i in range(*phrase)):
        return phrase
    while passage.at[name - 1] == passage.at[comma - 1]:
        name -= 1
    before = name - 1
    while name - before <= _LONGEST_RANK and _is_of_rank(passage, lexicon, before):
        before -= 1
    return (first, comma) if name > last and passage.words[before] == "," else phrase


def _is_of_rank(passage: Passage, lexicon: QuoteLexicon, index: int) -> bool:
    """True inside "le lieutenant-colonel" before a name."""
    word = passage.words[index]
    return word == "-" or word in lexicon.unite("titles", "roles", "plain_articles")


def _body_end(passage: Passage, lexicon: QuoteLexicon, first: int, end: int) -> int:
    """Index after the body in ", la compagnie X, ", beside "son armateur"; else `first`."""
    nouns = lexicon.unite("articles", "bodies", "generic_bodies")
    index = first
    while index < end and passage.at[index] < 0 and passage.words[index] in nouns:
        index += 1
    if index >= end or passage.at[index] < 0 or passage.words[index - 1] in lexicon.words["of"]:
        return first
    is_body = passage.mentions[passage.at[index]].label == "ORG"
    return passage.mention_end(index) if is_body and index > first else first


def _name_end(passage: Passage, lexicon: QuoteLexicon, first: int, end: int) -> int:
    """Index after the name of a person at word `first`, known or only capitalised; else `first`."""
    if first >= end:
        return first
    if is_person(passage, first):
        return passage.mention_end(first)
    if passage.words[first] in lexicon.words["titles"] and first + 1 < end:
        following = _name_end(passage, lexicon, first + 1, end)
        return following if following > first + 1 else first
    after = first
    while after < end and passage.is_name(after) and passage.words[after][0].isalpha():
        after += 1
        if after + 1 < end and passage.words[after] == "-" and passage.is_name(after + 1):
            after += 1  # "Pugh-Jones"
    return after if after > first + 1 else first


def is_person(passage: Passage, index: int) -> bool:
    return passage.at[index] >= 0 and passage.mentions[passage.at[index]].label == "PER"


def begins_apposition(passage: Passage, lexicon: QuoteLexicon, index: int, sentence: Range) -> bool:
    """ ", économiste à Liège, …", ", une ONG locale, …": no verb, and a comma after it."""
    if index >= sentence[1]:
        return False
    limit = min(index + 14, sentence[1])
    comma = next((i for i in range(index, limit) if passage.words[i] == ","), 0)
    word = passage.words[index]
    if not comma or passage.at[index] >= 0:
        return False
    if word in lexicon.words["roles"] or word in lexicon.words["memberships"]:
        return True
    if _is_bare_noun(passage, index, comma):
        return True  # "pour X, hydrobiologiste à l'université, "
    starts = (
        word.endswith(("é", "ée", "és", "ées"))
        or word in lexicon.words["genitive"]
        or (
            word in lexicon.words["articles"]
            and any(passage.words[i] in lexicon.words["roles"] for i in (index + 1, index + 2))
        )
    )
    return starts and not any(
        passage.pos[i] == "AUX"
        or (
            passage.pos[i] == "VERB"
            and passage.at[i] < 0  # "San Marcos"
            and not passage.words[i].endswith(("é", "ée", "és", "ées"))
        )
        for i in range(index, _before_relative(passage, lexicon, index, comma))
    )


def _before_relative(passage: Passage, lexicon: QuoteLexicon, index: int, comma: int) -> int:
    """The relative pronoun in "a nurse from Leeds who was fined," or the comma."""
    relatives = lexicon.words["relatives"]
    return next((i for i in range(index + 2, comma) if passage.words[i] in relatives), comma)


def _is_bare_noun(passage: Passage, index: int, comma: int) -> bool:
    """True for a noun without an article after a person, and no verb up to the comma."""
    person = passage.at[index - 2] if index > 1 else -1
    return (
        person >= 0
        and passage.mentions[person].label == "PER"
        and passage.pos[index] in ("NOUN", "ADJ")
        and not passage.is_name(index)
        and not passage.has_verb(index, comma)
    )
