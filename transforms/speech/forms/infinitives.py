"""Speech in an infinitive after its cue: affirme avoir vu, promet d'aider, appelle X à lire."""

from __future__ import annotations

from transforms.speech.cue import Cue, Found, Known
from transforms.speech.drafts import Draft, Range, has_finite
from transforms.speech.forms.clauses import INFINITIVE, after_state, report
from transforms.speech.forms.ends import clause_end, in_relative
from transforms.speech.grammar.adjuncts import after_bracket, is_adverb, skip_adjuncts
from transforms.speech.grammar.asides import after_aside
from transforms.speech.grammar.nouns import phrase_right
from transforms.speech.passages import VERBAL, Passage
from transforms.speech.quote_lexicon import QuoteLexicon

_FARTHEST = 6  # words to an infinitive, with its pronouns and negations
_PARTICIPLES = ("i", "is", "it", "u", "us", "ert", "int", "ait")
_LONGEST_ASKED = 6  # words that name those asked too
_LONGEST_APPOSED = 10  # words that tell who is asked


def infinitive(
    passage: Passage, lexicon: QuoteLexicon, sentence: Range, cue: Cue, cues: list[Cue]
) -> list[Draft]:
    """The infinitives that a cue introduces: affirme avoir vu, promet d'aider, appelle X à lire."""
    if cue.is_passive or (cue.is_negated and not lexicon.has(cue.lemma, "infinitive_of_negated")):
        return []
    at = _infinitive_start(passage, lexicon, sentence, cue)
    if at is None:
        return []
    if passage.match(at, lexicon.phrases["asides_of_sources"]):
        return []  # "who asked not to be named"
    end = clause_end(passage, lexicon, sentence, at + 1, cues, in_relative(passage, lexicon, cue))
    start = passage.starts[at]
    if passage.text[start:end].split(",")[0].strip(" .").lower() in lexicon.words["befalls"]:
        return []
    if _only_moves(passage, lexicon, cue) and not passage.marked_in(start, end):
        return []
    if lexicon.has(cue.lemma, "with_object"):
        told = after_aside(passage, lexicon, cue.after, at)
        told = _skip_adverbs(passage, lexicon, told, at)
        accused = phrase_right(passage, lexicon, told, at)
        start = passage.starts[accused[0]] if accused else start
    if _is_told(passage, lexicon, cue, *passage.trim(start, end)):
        return []
    end = _before_main_verb(passage, lexicon, at, end)
    parted = _of_others(passage, lexicon, cue, at, end)
    if parted is None:
        return report(passage, lexicon, cue, start, end, "infinitive")
    joint, further = parted
    first = report(passage, lexicon, cue, start, passage.starts[joint], "infinitive")
    return first + report(passage, lexicon, cue, passage.starts[further], end, "infinitive")


def _before_main_verb(passage: Passage, lexicon: QuoteLexicon, first: int, end: int) -> int:
    """The end of "dit comprendre tout le monde et se range": before a verb with a person."""
    if lexicon.language != "fr":
        return end
    for index in range(first + 1, min(passage.word_at(end), len(passage.words) - 1)):
        word = passage.words[index]
        if word in lexicon.words["relative_words"] or passage.pos[index] == "SCONJ":
            return end  # another clause, whose verb it may be
        if word not in lexicon.words["coordinators"] or passage.owner[index] >= 0:
            continue
        verb = index + 1
        while verb < len(passage.words) - 1 and passage.words[verb] in lexicon.words["clitics"]:
            verb += 1
        shared = passage.pos[first] == "AUX" and passage.words[verb].endswith(_PARTICIPLES)
        if passage.pos[verb] in VERBAL and has_finite(passage, lexicon, (verb,)) and not shared:
            return passage.starts[index]  # not "avoir vu et pris"
    return end


def _of_others(
    passage: Passage, lexicon: QuoteLexicon, cue: Cue, first: int, end: int
) -> tuple[int, int] | None:
    """The "et" and the infinitive behind it in "demande à A de payer et aux B d'attendre"."""
    links = _links(lexicon, cue)
    if lexicon.language != "fr" or passage.words[cue.after] in links:
        return None
    asked = lexicon.words["to"] if passage.words[cue.after] in lexicon.words["to"] else None
    for index in range(first + 1, passage.word_at(end) - 3):
        if passage.words[index] not in lexicon.words["coordinators"] or passage.owner[index] >= 0:
            continue
        after = index + 1
        if passage.words[after] not in (asked or lexicon.words["definite"]):
            continue
        near = range(after + 2, min(after + _LONGEST_ASKED, passage.word_at(end) - 1))
        link = next((i for i in near if passage.words[i] in links), after)
        found = _linked(passage, lexicon, cue, link, link, link + 3) if link > after else None
        if found is not None and not passage.has_verb(after, link):
            return index, found
    return None


def _is_told(passage: Passage, lexicon: QuoteLexicon, cue: Cue, start: int, end: int) -> bool:
    """True for "a demandé à répondre", "que l'État demande d'accueillir": no request in itself."""
    word = passage.text[start:end].lower()
    if " " in word or lexicon.language != "fr":
        return " " not in word
    before = passage.words[max(0, cue.first - _FARTHEST) : cue.first]
    return lexicon.is_cue(word) or not lexicon.words["complementisers"].isdisjoint(before)


def _only_moves(passage: Passage, lexicon: QuoteLexicon, cue: Cue) -> bool:
    """True for "afin d'encourager les gens à voter": what is aimed at, nobody says."""
    return cue.tense == "infinitive" and lexicon.has(cue.lemma, "moves")


def accused_by(passage: Passage, lexicon: QuoteLexicon, sentence: Range) -> list[Draft]:
    """What an agent accuses somebody of: "Paul Roy, accusé par son associé d'avoir menti"."""
    drafts: list[Draft] = []
    if lexicon.words["by"].isdisjoint(passage.vocabulary):
        return drafts
    for by in range(sentence[0] + 1, sentence[1] - 3):
        if passage.words[by] not in lexicon.words["by"] or passage.owner[by] >= 0:
            continue
        lemmas = [
            reading.lemma
            for reading in lexicon.verbs.get(passage.words[by - 1], ())
            if reading.tense == "participle" and lexicon.has(reading.lemma, "with_object")
        ]
        agent = phrase_right(passage, lexicon, by + 1, sentence[1]) if lemmas else None
        if agent is None or agent[1] + 1 >= sentence[1]:
            continue
        at = agent[1]
        links = lexicon.words["infinitive_of"]
        if passage.words[at] in links and _is_infinitive(passage, lexicon, at + 1):
            cue = Cue(by - 1, by, lemmas[0], "participle", Known(Found("left", agent, at)))
            end = clause_end(passage, lexicon, sentence, at + 1, [cue], True)
            drafts += report(passage, lexicon, cue, passage.starts[at + 1], end, "infinitive")
    return drafts


def _infinitive_start(
    passage: Passage, lexicon: QuoteLexicon, sentence: Range, cue: Cue
) -> int | None:
    """Index of the first word of the infinitive group, its preposition left out."""
    index = after_aside(passage, lexicon, cue.after, sentence[1])
    bare = _skip_adverbs(passage, lexicon, index, sentence[1])
    if not _is_infinitive(passage, lexicon, bare):
        bare = skip_adjuncts(passage, lexicon, index, sentence[1])
    if _is_ready(passage, lexicon, cue, sentence[1]):
        return cue.after
    takes_bare = lexicon.has(cue.lemma, "infinitive") and lexicon.language == "fr"
    if takes_bare and (
        _is_infinitive(passage, lexicon, bare) or _looks_infinitive(passage, cue, bare)
    ):
        negated = [i for i in range(index, bare) if passage.words[i] in lexicon.words["elided_not"]]
        return negated[0] if negated else bare  # "dit ne rien avoir vu"
    if lexicon.has(cue.lemma, "gerund") and _is_gerund(passage, bare):
        return bare  # "denied seeking office"
    limit = min(sentence[1], index + 24)
    if lexicon.has(cue.lemma, "gerund_of"):  # "accused X of hiding it"
        for at in range(index, limit - 2):
            said = at + 1 + passage.is_mark(at + 1)  # "accused X of “hiding it”"
            if passage.words[at] in lexicon.words["of"] and passage.words[said].endswith("ing"):
                return at + 1
    return _linked(passage, lexicon, cue, index, bare, limit)


def _looks_infinitive(passage: Passage, cue: Cue, index: int) -> bool:
    """True for "assure recycler 60 %", whatever the tagger says: no noun has no article there."""
    if index != cue.after or index + 1 >= len(passage.words):
        return False
    word = passage.words[index]
    bare = passage.pos[index] in ("NOUN", "ADJ", "X") and passage.owner[index] < 0
    takes = passage.pos[index + 1] in ("DET", "NUM", "ADP", "ADV")
    return (
        bare
        and takes
        and len(word) > 4
        and word.endswith(("er", "ir"))
        and not (passage.is_name(index))
        and cue.side in ("left", "relative")  # last: it may ask for a parse
    )


def _is_ready(passage: Passage, lexicon: QuoteLexicon, cue: Cue, end: int) -> bool:
    """True for "se dit prêt à partir", whose adjective is part of what is said."""
    ready = after_state(passage, lexicon, cue)
    if ready == cue.after or ready + 1 >= end:
        return False
    linked = passage.words[ready] in lexicon.unite("infinitive_of", "infinitive_to")
    return linked and _is_infinitive(passage, lexicon, ready + 1)


def _linked(
    passage: Passage, lexicon: QuoteLexicon, cue: Cue, index: int, bare: int, limit: int
) -> int | None:
    """Index of the infinitive behind its preposition and whom it is asked of; or None."""
    links = _links(lexicon, cue)
    while links and index + 1 < limit:
        word = passage.words[index]
        if word == ",":
            index = _after_apposed(passage, links, index, limit)
            if not index:
                return None
            continue
        if word == "(":
            index = max(index + 1, after_bracket(passage, index, limit))
            continue
        if passage.starts[index] in passage.opens and passage.words[index + 1] in links:
            inside = _is_infinitive(passage, lexicon, index + 2, within=True)
            return index + 1 if inside and lexicon.language == "fr" else None
        if passage.is_mark(index) or word in (".", ";", ":") or passage.owner[index] >= 0:
            return None
        if word == "for" and index > cue.after and not _in_office(passage, lexicon, index):
            return None  # "asks the county for the right to pump"
        if word in links and _is_infinitive(passage, lexicon, index + 1):
            return _with_link(passage, lexicon, index)
        if word in lexicon.words["closers"] and index > bare:
            return None
        index += 1
    return None


def _in_office(passage: Passage, lexicon: QuoteLexicon, index: int) -> bool:
    """True for "for" in "asks the minister for health to act"."""
    offices = lexicon.words["roles"] - lexicon.words["bodies"]
    if lexicon.language != "en":
        return True
    return passage.words[index - 1] in offices and passage.at[index - 1] < 0


def _after_apposed(passage: Passage, links: frozenset[str], comma: int, end: int) -> int:
    """Index behind ", le maire," where a link to the infinitive follows; else 0."""
    for at in range(comma + 1, min(end - 1, comma + _LONGEST_APPOSED)):
        if passage.words[at] == ",":
            return at + 1 if at > comma + 1 and passage.words[at + 1] in links else 0
        if passage.pos[at] == "AUX" or passage.is_mark(at) or passage.owner[at] >= 0:
            return 0
    return 0


def _is_gerund(passage: Passage, index: int) -> bool:
    if index + 1 >= len(passage.words) or not passage.words[index].endswith("ing"):
        return False
    takes = passage.pos[index + 1] in ("ADP", "DET", "PRON")  # whatever the tagger says
    return passage.pos[index] == "VERB" or (passage.pos[index] == "NOUN" and takes)


def _links(lexicon: QuoteLexicon, cue: Cue) -> frozenset[str]:
    """The words that may lead from the cue to its infinitive: "de", "à", "to"."""
    links: frozenset[str] = frozenset()
    if lexicon.has(cue.lemma, "infinitive_de") or (
        lexicon.language == "en" and lexicon.has(cue.lemma, "infinitive")
    ):
        links |= lexicon.words["infinitive_of"]
    if lexicon.has(cue.lemma, "infinitive_a"):
        links |= lexicon.words["infinitive_to"]
    return links


def _with_link(passage: Passage, lexicon: QuoteLexicon, index: int) -> int:
    """The first word of what is said after the link at `index`: English keeps its "(not) to"."""
    if lexicon.language != "en" or passage.is_mark(index + 1):
        return index + 1
    return index - (passage.words[index - 1] in lexicon.words["negations"])


def _skip_adverbs(passage: Passage, lexicon: QuoteLexicon, index: int, end: int) -> int:
    while index < end and (passage.pos[index] == "ADV" or is_adverb(passage, lexicon, index)):
        index += 1
    return index


def _is_infinitive(
    passage: Passage, lexicon: QuoteLexicon, index: int, within: bool = False
) -> bool:
    """`within` marks from the start: "appelle « à ne pas manger » de champignons"."""
    words, end = passage.words, min(len(passage.words), index + _FARTHEST)
    while index < end and (
        words[index] in lexicon.words["clitics"] or words[index] in lexicon.words["negations"]
        or passage.pos[index] == "ADV" or passage.is_mark(index)
    ):  # fmt: skip
        if passage.is_mark(index):
            if within or passage.starts[index] not in passage.opens:
                return False
            within = True  # "confie ne plus « croire aux miracles »"
        index += 1
    if index >= end or (passage.owner[index] >= 0) != within:
        return False
    verbal = passage.pos[index] in ("VERB", "AUX") or (within and index + 1 < len(words))
    return verbal and (lexicon.language != "fr" or words[index].endswith(INFINITIVE))
