"""What noun phrases say of somebody: a role and what narrows it, an age, a kind of outlet."""

from __future__ import annotations

import re

from transforms.speech.quote_lexicon import QuoteLexicon

_WORD = re.compile(r"[^\W_]+(?:['’]|(?:-[^\W_]+)*)")
_GOVERNED = re.compile(r"\b(?:de|du|des|d['’]|avec|par|à|et|pour|contre|chez|que|qu['’])\s*$")
_PARTICIPLES = ("é", "ée", "ant", "ante")
_LONGEST_COMPOUND = 4  # words of an English role
_YOUNG = re.compile(r"\b(?:jeune|young)\b")
_OLDEST_YOUNG = 42  # years: from there on nobody is "le jeune homme"
_FORMER = "ex-"
# "proche du maire": an adjective, and with what its complement may begin.
_STANDING = ("proche", "seul", "seule", "fidèle", "rival", "rivale", "hostile", "favorable")
_OF_WHOM = ("du", "au", "la", "l", "le", "de", "d", "à", "sa", "son", "leur")
_TOLD_AGE = re.compile(r"\b(\d{2})(?: ans|-year-old)\b")


def outlet_nouns(name: str, lexicon: QuoteLexicon) -> frozenset[str]:
    """What an outlet that the lexicon knows may be called: "la chaîne", "le quotidien"."""
    words, small = lexicon.words, name.lower()
    parts = set(small.replace("-", " ").split())
    for known, told, nouns in (
        ("agencies", "agency_names", "agency_nouns"),
        ("broadcasters", "broadcast_names", "broadcast_nouns"),
        ("outlets", "press_names", "press_nouns"),
    ):
        if small in words[known] or not words[told].isdisjoint(parts):
            return words[nouns]
    return frozenset()


def role_of(phrase: str, lexicon: QuoteLexicon) -> tuple[str | None, frozenset[str]]:
    """The head noun of a role and the words that narrow it."""
    found = [word.lower().replace("’", "'") for word in _WORD.findall(phrase)]
    words = [word.removeprefix(_FORMER) for word in found]
    if not lexicon.words["seat_holders"].isdisjoint(words[:4]):  # "l'ancien locataire de l'Élysée"
        held = next((lexicon.seats[word] for word in words if word in lexicon.seats), "")
        if held:
            *ranks, head = held.split()
            return head, frozenset(ranks)
    for index, word in enumerate(words):
        if word in lexicon.words["ranks"] and words[index + 1 : index + 2]:
            continue  # premier ministre: the head is the second word
        if word in lexicon.words["roles"] or word in lexicon.words["works"]:
            small = lexicon.unite("articles", "of", "to")
            rest = frozenset(w for w in words[index + 1 :] if w not in small and len(w) > 2)
            extra = frozenset(w for w in words[:index] if w in lexicon.words["ranks"])
            former = frozenset({"ex"} if found[index] != word else ())
            pair = " ".join(words[index : index + 2])
            return lexicon.compound_roles.get(pair, word), rest | extra | former
        if index > 5:
            break
    return None, frozenset()


def open_role(phrase: str, lexicon: QuoteLexicon) -> str | None:
    """The head of "planteur sur six hectares", a role that the lexicon does not know."""
    words = [word.lower().replace("’", "'") for word in _WORD.findall(phrase)]
    skipped = lexicon.unite("articles", "role_adjectives")
    while words and words[0] in skipped:
        words = words[1:]
    if not words or not (phrase[:1].islower() or phrase.split()[0].lower() in skipped):
        return None
    closed = lexicon.unite("closers", "pronouns", "adverbs")
    head: str = words[0]
    if lexicon.language == "en":  # the last noun heads: "the parish newsletter of the valley"
        ends = (i for i, word in enumerate(words) if word in closed or word in lexicon.words["of"])
        last = next(ends, len(words))
        head = words[last - 1] if 0 < last <= _LONGEST_COMPOUND else head
    return None if len(head) < 4 or head in closed or head in lexicon.verbs else head


def ages_of(phrase: str, head: str | None, lexicon: QuoteLexicon) -> range:
    """The ages that a description allows: "le quadragénaire", "l'homme de 44 ans"; else none."""
    told = _TOLD_AGE.search(phrase)
    if told is not None:
        return range(int(told.group(1)), int(told.group(1)) + 1)
    if head in lexicon.words["generic_roles"] and _YOUNG.search(phrase):
        return range(_OLDEST_YOUNG)
    decade = lexicon.decades.get(head or "")
    return range(decade, decade + 10) if decade else range(0)


def _is_beside(words: list[str], left: str) -> bool:
    """True for "Opposé à la ministre, ": the sentence begins with how X stands to somebody."""
    begins = bool(words) and (words[0].endswith(_PARTICIPLES) or words[0] in _STANDING)
    return begins and left.rstrip().endswith(",")


def closest_role(left: str, lexicon: QuoteLexicon, is_full: bool = False) -> str:
    """The role that runs up to a name: "Hier, le ministre de l'Intérieur, " -> le ministre…"""
    if not left.rstrip().endswith((",",)) and left.endswith(","):
        return ""
    body = left.rstrip().rstrip(",")
    if _GOVERNED.search(body):
        return ""
    pieces = body.split(",")
    piece = pieces[-1]
    words = [w.lower() for w in _WORD.findall(piece)]
    beside = len(pieces) == 1 and _is_beside(words, left)
    for index, word in enumerate(words):
        if word.removeprefix(_FORMER) in lexicon.words["roles"]:
            between = words[index + 1 :]
            if beside and words[max(0, index - 1)] in _OF_WHOM:
                continue  # "Opposé à la ministre, X", who is no minister
            of_whom = word in lexicon.words["family"] and not left.rstrip().endswith(",")
            if of_whom and not lexicon.words["of"].isdisjoint(between[:1]):
                continue  # "le fils de l'économiste X", who is not the son
            bound = lexicon.unite("bodies", "titled")
            apart = is_full or left.rstrip().endswith(",")
            if between and between[-1] in bound and not apart:
                continue  # "le patron du groupe Mercier", which is the group's name
            if is_full and len(between) == 1 and between[0].endswith(_PARTICIPLES):
                return str(words[index])  # "le documentariste engagé X"
            if any(w in lexicon.verbs or w in lexicon.words["auxiliaries"] for w in between):
                continue
            return " ".join(words[index:])
    return ""
