"""Speech after its cue: que-clauses, questions, what follows a colon."""

from __future__ import annotations

from transforms.speech.cue import Cue
from transforms.speech.drafts import Draft, Range, cover
from transforms.speech.forms.bare_clauses import bare_clause
from transforms.speech.forms.ends import before_subject, clause_end, in_relative, is_relative_of
from transforms.speech.grammar.adjuncts import is_adverb, skip_adjuncts
from transforms.speech.grammar.asides import after_aside
from transforms.speech.grammar.nouns import phrase_right
from transforms.speech.passages import Passage
from transforms.speech.quote_lexicon import QuoteLexicon

_NOT_THAT = frozenset(
    {"plus", "moins", "autre", "autres", "ce", "alors", "tandis", "bien", "après", "avant",
     "parce", "lors", "dès", "sans", "tel", "telle", "tels", "pour", "afin", "ne", "tant"}
)  # fmt: skip
INFINITIVE = ("er", "ir", "re", "oir", "'avoir", "'être")
_OWN = frozenset({"me", "m'", "nous"})
# Endings of words that tell more of whom something is told.
_TOLD = ("ant", "é", "és", "ées", "ée", "is", "us", "its")
_FARTHEST_READ = 8  # words of "que nous avons pu consulter"
_LONGEST_TOLD = 14  # words of it
_LONGEST_ASIDE = 14  # words between a subject and its verb, with the commas


def clause(
    passage: Passage, lexicon: QuoteLexicon, sentence: Range, cue: Cue, cues: list[Cue]
) -> list[Draft]:
    """The reported clauses that a cue introduces with its complementiser."""
    if cue.is_passive or lexicon.has(cue.lemma, "names"):
        return []
    at = _complementiser(passage, lexicon, sentence, cue)
    if cue.is_negated and not cue.lemma.startswith("ne pas"):
        return []
    if at is None:
        return _unled(passage, lexicon, sentence, cue, cues)
    start = passage.ends[at]
    held = in_relative(passage, lexicon, cue)
    end = clause_end(passage, lexicon, sentence, at + 1, cues, held)
    if cue.tense == "infinitive" and passage.words[cue.first - 1] == "beau":
        end = min(end, before_subject(passage, at + 1, sentence[1]))  # "a beau dire que A, B"
    drafts = report(passage, lexicon, cue, start, end, "clause")
    is_wish = lexicon.has(cue.lemma, "no_clause") and not _finds(passage, lexicon, cue)
    if is_wish:  # reported only where its words are marked
        return [draft for draft in drafts if draft.kind != "indirect"]
    return drafts


def _unled(
    passage: Passage, lexicon: QuoteLexicon, sentence: Range, cue: Cue, cues: list[Cue]
) -> list[Draft]:
    """The question that a cue introduces, or the clause without a complementiser."""
    asked = _question(passage, lexicon, sentence, cue)
    said = bare_clause(passage, lexicon, sentence, cue) if asked is None else (asked, asked + 1)
    if said is None:
        return []
    held = in_relative(passage, lexicon, cue)
    end = clause_end(passage, lexicon, sentence, said[1], cues, held)
    return report(passage, lexicon, cue, passage.starts[said[0]], end, "clause")


def _finds(passage: Passage, lexicon: QuoteLexicon, cue: Cue) -> bool:
    """True for "the survey found that": a document says so."""
    if not lexicon.has(cue.lemma, "of_works") or cue.subject is None:
        return False
    known = lexicon.unite("works", "finders")
    return not known.isdisjoint(passage.words[slice(*cue.subject)])


def _question(passage: Passage, lexicon: QuoteLexicon, sentence: Range, cue: Cue) -> int | None:
    """Index of the word that begins an indirect question: "demande si…", "explique comment…"."""
    at = skip_adjuncts(passage, lexicon, cue.after, sentence[1])
    asks_then = passage.match(max(0, cue.first - 2), lexicon.phrases["narrative"]) == 2
    if (cue.tense == "infinitive" and not asks_then) or not _OWN.isdisjoint(
        passage.words[cue.first : cue.last]
    ):
        return None  # "me demande pourquoi": somebody speaks without marks
    if lexicon.has(cue.lemma, "asks"):
        if at < sentence[1] and passage.words[at] not in lexicon.words["whether"]:
            asked = phrase_right(passage, lexicon, at, sentence[1])  # "asked Smith whether"
            at = asked[1] if asked and asked[1] < sentence[1] else at
    elif not lexicon.has(cue.lemma, "tells_how"):
        return None
    begins = at < sentence[1] and passage.owner[at] < 0 and _begins(passage, lexicon, cue, at)
    return at if begins and cue.subject is not None else None  # not "Asked whether…, X said"


def _begins(passage: Passage, lexicon: QuoteLexicon, cue: Cue, at: int) -> bool:
    """True for a word with which what somebody asks or tells may begin."""
    word, asks = passage.words[at], lexicon.has(cue.lemma, "asks")
    if asks and (word in lexicon.words["whether"] or _asks_for(passage, lexicon, at)):
        return True
    if asks and at == cue.after and word in lexicon.words["asked_for"]:
        first = passage.words[cue.subject[0]] if cue.subject else ""
        if first not in lexicon.words["impersonal"]:
            return True
    return lexicon.has(cue.lemma, "tells_how") and word in lexicon.words["interrogatives"]


def colon(
    passage: Passage, lexicon: QuoteLexicon, sentence: Range, cue: Cue, cues: list[Cue]
) -> list[Draft]:
    """What follows "X tranche : …", marked or not."""
    at = after_aside(passage, lexicon, cue.after, sentence[1])
    at = skip_adjuncts(passage, lexicon, at, sentence[1])
    if at >= sentence[1] or passage.words[at] != ":" or cue.is_passive:
        return []
    agent = speaker_before(passage, lexicon, sentence, cue, at)
    if agent is not None:
        cue = cue.said_by(agent)
    start, limit = passage.ends[at], passage.ends[sentence[1] - 1]
    marks = [m for m in passage.tops if m.open >= start and m.open < limit]
    if marks and not passage.text[start : marks[0].open].strip():
        return [_draft(passage, cue, ((marks[0].start, marks[0].end),), "direct", "colon")]
    if lexicon.has(cue.lemma, "weak"):
        return []
    if any(
        c.first > at and clause(passage, lexicon, sentence, c, cues) and c.side == "left"
        for c in cues
    ):  # "il se veut rassurant : le préfet a dit que…"
        return []
    end = clause_end(passage, lexicon, sentence, at + 1, cues)
    return report(passage, lexicon, cue, start, end, "colon")


def speaker_before(
    passage: Passage, lexicon: QuoteLexicon, sentence: Range, cue: Cue, at: int
) -> Range | None:
    """Who speaks before the colon at `at`, where it is not the subject of the cue."""
    return agent_before(passage, lexicon, cue, at) or _main(passage, lexicon, sentence, cue, at)


def _main(
    passage: Passage, lexicon: QuoteLexicon, sentence: Range, cue: Cue, at: int
) -> Range | None:
    """The subject behind a fronted clause: "Alors que A parle, B en profite pour avouer :"."""
    if not passage.match(sentence[0], lexicon.phrases["contrasts"]) or cue.is_inverted:
        return None
    commas = (i for i in range(cue.last, at) if passage.words[i] == "," and passage.owner[i] < 0)
    comma = next(commas, at)
    subject = phrase_right(passage, lexicon, comma + 1, at) if comma + 1 < at else None
    verbal = subject is not None and passage.has_verb(subject[1], min(at, subject[1] + 3))
    return subject if verbal else None


def agent_before(passage: Passage, lexicon: QuoteLexicon, cue: Cue, at: int) -> Range | None:
    """Who speaks in ", aussitôt contredit par X :"; None where no agent stands before `at`."""
    first = cue.last
    if cue.first == 0 or passage.words[cue.first - 1] != "," or cue.is_inverted:
        return None
    while first < at and passage.words[first] not in lexicon.words["by"]:
        if not is_adverb(passage, lexicon, first):
            return None
        first += 1
    agent = phrase_right(passage, lexicon, first + 1, at) if first + 1 < at else None
    if agent is None or agent[1] != at or passage.at[agent[1] - 1] < 0:
        return None  # "par exemple :"
    return agent


def _complementiser(
    passage: Passage, lexicon: QuoteLexicon, sentence: Range, cue: Cue
) -> int | None:
    index, limit = after_state(passage, lexicon, cue), min(sentence[1], cue.after + 24)
    while index < limit:
        word = passage.words[index]
        if passage.is_mark(index) and _skips_term(passage, index):
            index = passage.word_at(_skips_term(passage, index))
            continue
        if passage.owner[index] >= 0:
            return None
        if word in lexicon.words["tonics"] and passage.words[index + 1 : index + 2] == ["aussi"]:
            index += 2  # "estime elle aussi que"
            continue
        in_title = _skips_term(passage, index + 1) if index + 1 < limit else 0
        if word in lexicon.words["adjunct_prepositions"] and in_title:
            index = passage.word_at(in_title)  # "écrit dans « La Revue » que"
            continue
        if word in lexicon.words["complementisers"]:
            if read := _read_end(passage, lexicon, index):
                index = read  # "dans une note que Le Soir a pu lire"
                continue
            if _is_relative(passage, lexicon, cue, index):
                return None
            before = passage.words[index - 1]
            is_that = (
                passage.adverbial[index - 1]
                or (index == cue.last and " " in cue.lemma)  # "y voit la preuve que"
                or not (before in _NOT_THAT or before in lexicon.words["nouns_with_that"])
            )
            return index if is_that else None
        after = skip_adjuncts(passage, lexicon, index, limit)
        if after == index and word == ",":
            after = _behind_aside(passage, lexicon, index, sentence[1])
        if after == index:
            is_set_off = index > 0 and passage.words[index - 1] == ","
            is_told = lexicon.has(cue.lemma, "object_clause")
            phrase = None
            if word in lexicon.words["of"] and lexicon.has(cue.lemma, "object_of"):
                index, is_told = index + 1, True  # "exige de l'État que"
            if is_told or is_set_off:
                phrase = phrase_right(passage, lexicon, index, limit)
            if phrase and not is_told and passage.words[phrase[1] : phrase[1] + 1] != [","]:
                return None  # "réclame, jeudi, le versement des sommes que lui doit X"
            if phrase is None:
                return _behind_told(passage, lexicon, cue.after, index, sentence[1])
            after = phrase[1]
        index = after
    return None


def _is_relative(passage: Passage, lexicon: QuoteLexicon, cue: Cue, index: int) -> bool:
    """True where "que" at `index` goes with the object of the cue.

    "s'est plaint du sort qu'il a subi", "raconte « le rêve étrange » qu'il fait".
    """
    if passage.words[cue.after : index].count(",") == 1:
        return True  # ", qu'il a qualifié de …"
    if is_relative_of(passage, lexicon, cue, index):
        return True
    if lexicon.language != "fr" or lexicon.has(cue.lemma, "object_of"):
        return False
    marked = next((m for m in passage.tops if m.open == passage.starts[cue.after]), None)
    if marked is not None and marked.close <= passage.starts[index]:
        near = not passage.text[marked.close : passage.starts[index]].strip()
        return near and passage.text[marked.start].islower()
    first = index - 1
    while first > cue.after and passage.pos[first] in ("NOUN", "ADJ"):
        first -= 1
    governed = first < index - 1 and passage.words[first] in lexicon.words["genitive"]
    return governed and (first == cue.after or passage.words[first - 1] == ",")


def _read_end(passage: Passage, lexicon: QuoteLexicon, index: int) -> int:
    """Index behind the clause of "une note que Le Soir a pu consulter", which tells who read it."""
    if index == 0 or passage.pos[index - 1] not in ("NOUN", "ADJ", "PROPN"):
        return 0
    for at in range(index + 2, min(index + _FARTHEST_READ, len(passage.words))):
        if passage.words[at] in lexicon.words["stops"] or passage.words[at] == ",":
            break
        if passage.words[at] in lexicon.words["read_by"]:
            return at + 1
    return 0


def after_state(passage: Passage, lexicon: QuoteLexicon, cue: Cue) -> int:
    """Index behind the adjective of "se dit convaincu que", "se dit prêt à"; else of the cue."""
    index = cue.after
    if not lexicon.has(cue.lemma, "states"):
        return index
    while index < len(passage.words) and is_adverb(passage, lexicon, index):
        index += 1
    stated = index < len(passage.words) and passage.owner[index] < 0
    return index + 1 if stated and passage.pos[index] in ("ADJ", "VERB", "NOUN") else cue.after


def _behind_told(
    passage: Passage, lexicon: QuoteLexicon, first: int, index: int, end: int
) -> int | None:
    """The complementiser behind "aux clients ayant payé le billet", from word `index` on."""
    if first >= end or passage.words[first] not in lexicon.words["to"] or index <= first:
        return None
    if not passage.words[index].endswith(_TOLD):
        return None
    for at in range(index + 1, min(end - 1, index + _LONGEST_TOLD)):
        if passage.words[at] in lexicon.words["complementisers"]:
            return at
        if passage.words[at] in lexicon.words["stops"] or passage.owner[at] >= 0:
            break
    return None


def _asks_for(passage: Passage, lexicon: QuoteLexicon, index: int) -> bool:
    """True for "à qui", "dans quelle": a question behind its preposition."""
    if passage.words[index] not in lexicon.unite("of", "to", "adjunct_prepositions"):
        return False
    after = passage.words[index + 1 : index + 2]
    return bool(after) and after[0] in lexicon.words["asked_for"]


def _behind_aside(passage: Passage, lexicon: QuoteLexicon, comma: int, end: int) -> int:
    """Index behind ", à paraître vendredi," where "que" follows; else behind the comma."""
    for at in range(comma + 2, min(end - 1, comma + _LONGEST_ASIDE)):
        if passage.words[at] == ",":
            follows = passage.words[at + 1] in lexicon.words["complementisers"]
            return at + 1 if follows else comma + 1
        if passage.pos[at] == "AUX" or passage.owner[at] >= 0:
            break
    return comma + 1


def _skips_term(passage: Passage, index: int) -> int:
    """End of the few marked words that open here (a title between cue and clause), else 0."""
    for marked in passage.tops:
        if marked.open == passage.starts[index]:
            few = len(passage.text[marked.start : marked.end].split()) <= 5
            return marked.close if few else 0
    return 0


def report(
    passage: Passage, lexicon: QuoteLexicon, cue: Cue, start: int, end: int, rule: str
) -> list[Draft]:
    """The draft of a clause with all that is coordinated in it: "que A et que B" is one."""
    covered = cover(passage, lexicon, start, end, is_bound=rule != "colon")
    if covered is None or (rule != "infinitive" and len(passage.text[start:end].split()) < 2):
        return []
    spans, kind = covered
    if kind == "direct" and not (rule == "clause" and _is_whole_clause(passage, *spans[0])):
        kind = "mixed"
    return [_draft(passage, cue, spans, kind, rule)]


def _is_whole_clause(passage: Passage, start: int, end: int) -> bool:
    """True for marked words with a subject and a finite verb: que « Pékin a le droit de… »."""
    inside = range(passage.word_at(start), passage.word_at(end))
    return any(
        passage.pos[i] in ("VERB", "AUX") and not passage.words[i].endswith(INFINITIVE)
        for i in inside[1:]
    )


def _draft(passage: Passage, cue: Cue, spans: tuple[Range, ...], kind: str, rule: str) -> Draft:
    place = (passage.starts[cue.first], passage.ends[cue.last - 1])
    return Draft(spans, kind, rule, place, cue.subject, cue.lemma)
