"""Where a reported clause ends: before an incise, a comment, an aside, the next cue."""

from __future__ import annotations

from transforms.speech.cue import Cue
from transforms.speech.drafts import Range, has_finite
from transforms.speech.forms.appended import is_appended, is_asked_then, is_meanwhile
from transforms.speech.forms.coordinated import is_fronted_by, only_acts
from transforms.speech.passages import VERBAL, Passage
from transforms.speech.quote_lexicon import QuoteLexicon

_PARTICIPLES = ("é", "ée", "és", "ées")
_PAST = (*_PARTICIPLES, "ie", "ies", "ue", "ues", "ise", "ises")
_UNITS = frozenset(
    {"heure", "heures", "jour", "jours", "semaine", "semaines", "mois", "an", "ans", "années"}
    | {"hours", "days", "weeks", "months", "years"}
)
_THAN = frozenset({"avant", "après", "before", "after", "plus"})
_LONGEST_SUBJECT = 8  # words between "dont" and its verb
_NEAR = 8  # words to the marks of an object
_DENIES = frozenset(
    {"denied", "denies", "deny", "disputed", "disputes", "dispute", "rejected", "rejects", "reject"}
)
_FARTHEST = 4  # words to the verb of a comment
_INFINITIVES = ("er", "ir", "re", "oir")
_BEFORE_INFINITIVE = frozenset({"ne", "n'", "se", "s'", "y", "en"})
_LONGEST_INSERTION = 12  # words between two commas within a clause


def clause_end(
    passage: Passage,
    lexicon: QuoteLexicon,
    sentence: Range,
    first: int,
    cues: list[Cue],
    is_relative: bool = False,
) -> int:
    """Character where a reported clause ends: before an incise, a comment, the next cue.

    A clause in a relative clause ends at its first comma.
    """
    words = passage.words
    cues = _behind_border(passage, lexicon, first, sentence[1], cues)
    stops = {cue.start for cue in cues if cue.is_inverted and cue.start > first}
    gerunds = {cue.first for cue in cues if cue.tense == "gerund"}
    joined = gerunds if lexicon.language == "fr" else set()  # "disant A et rappelant B"
    is_last = is_relative and _has_main_verb(passage, sentence, first)
    telling = [cue for cue in cues if not only_acts(passage, lexicon, sentence, cue)]
    clauses, others = _left(passage, lexicon, telling, first, sentence[1])
    is_relative = is_relative or _is_fronted(passage, lexicon, sentence, first)
    judging = {cue.subject[0] for cue in cues if cue.subject and judges(passage, cue)}
    for index in range(first, sentence[1]):
        if passage.owner[index] >= 0:
            continue
        following = index + 1
        ends = (
            (index in stops and (words[index - 1] == "," or passage.is_mark(index - 1)))
            or (index > first + 3 and passage.match(index, lexicon.phrases["contrasts"]))
            or (words[index] in (";", ":") and index > first)
            or (words[index] in lexicon.words["coordinators"] and following in clauses | joined)
            or (index > first + 1 and is_meanwhile(passage, lexicon, first, index, sentence[1]))
            or (index > first and _follows_inner_comma(passage, index))
            or (index > first + 1 and is_asked_then(passage, lexicon, index, sentence[1]))
        )
        if not ends and words[index] == "," and not goes_on(passage, lexicon, index, first):
            ends = (
                (is_relative and not (is_last and _follows_no_verb(passage, following)))
                or following in gerunds | stops | others
                or (following in judging and passage.has_verb(first, index))
                or (following not in clauses and _is_comment(passage, lexicon, following))
                or _is_aside(passage, lexicon, following, sentence[1])
                or ends_apposed(passage, lexicon, following, sentence[1])
                or _is_when(passage, following)
                or _is_scheduled(passage, lexicon, following, sentence[1])
                or _is_denied(passage, lexicon, following, sentence[1])
                or _tells_on(passage, lexicon, following, cues, sentence[1])
                or is_appended(passage, lexicon, following, sentence[1])
            )
        if ends:
            return passage.starts[index]
    return passage.ends[sentence[1] - 1]


def in_relative(passage: Passage, lexicon: QuoteLexicon, cue: Cue) -> bool:
    """True for a cue in a relative clause: "qui dit", "dont certains élus menacent de"."""
    if cue.is_relative:
        return True
    plain = lexicon.words["relative_words"] - lexicon.words["complementisers"]
    for index in range(cue.first - 1, max(0, cue.first - _LONGEST_SUBJECT), -1):
        if passage.words[index] == "," or passage.is_mark(index):
            break
        if passage.words[index] in plain:  # its side may ask for a parse: that comes last
            return passage.words[index - 1] == "," and cue.side == "left"
    return False


def _behind_border(
    passage: Passage, lexicon: QuoteLexicon, first: int, end: int, cues: list[Cue]
) -> list[Cue]:
    """Those behind the first comma, mark or coordinator from `first` on: others end no clause."""
    joins = lexicon.words["coordinators"]
    for index in range(first, end):
        word = passage.words[index]
        if word == "," or word in joins or passage.is_mark(index):
            return [cue for cue in cues if cue.first > index]
    return []


def _left(
    passage: Passage, lexicon: QuoteLexicon, cues: list[Cue], first: int, end: int
) -> tuple[set[int], set[int]]:
    """Where cues and their subjects before them begin; of these, those of further reports."""
    left = [cue for cue in cues if cue.side == "left"]
    subjects = {cue.subject[0]: cue for cue in left if cue.subject}
    others = {at for at, cue in subjects.items() if _announces(passage, lexicon, cue, end)}
    others |= {  # "denies it, says he was away and promises"
        cue.first
        for cue in left
        if cue.subject
        and cue.subject[1] <= first
        and (_announces(passage, lexicon, cue, end) or _is_next(passage, lexicon, cue))
    }
    starts = {cue.first for cue in left} | set(subjects)
    that = lexicon.words["complementisers"]  # "said A and that four suspected thieves…"
    return {at for at in starts if passage.words[at] not in that}, others


def _is_next(passage: Passage, lexicon: QuoteLexicon, cue: Cue) -> bool:
    """True for "réclame" in "estime que A, réclame B et dénonce C": one verb more of the main."""
    finite = cue.tense == "finite" and passage.pos[cue.first] == "VERB"
    if not finite or lexicon.language != "fr" or passage.words[cue.first - 1] != ",":
        return False
    before = range(cue.first - 2, max(0, cue.first - 2 - _LONGEST_INSERTION), -1)
    opens = next((i + 1 for i in before if passage.words[i] == ","), cue.first)
    return passage.words[opens] not in lexicon.words["relative_words"]  # "A, qui dort, réclame B"


def _announces(passage: Passage, lexicon: QuoteLexicon, cue: Cue, end: int) -> bool:
    """True for a cue that a clause of its own follows: "…, the union says it will not"."""
    after = min(cue.after, end - 1)
    if passage.words[after] in lexicon.words["complementisers"]:
        return True
    bare = lexicon.has(cue.lemma, "bare_clause")
    return bare and passage.pos[after] in ("PRON", "DET", "PROPN", "NOUN")


def judges(passage: Passage, cue: Cue) -> bool:
    """True for a cue behind its subject, with marked words near: "la CGT dénonce un « bluff »"."""
    near = passage.ends[min(len(passage.ends), cue.last + _NEAR) - 1]
    start = passage.ends[cue.last - 1]
    return cue.side == "left" and any(start <= m.open < near for m in passage.tops)


def _is_fronted(passage: Passage, lexicon: QuoteLexicon, sentence: Range, first: int) -> bool:
    """True for "Quand le maire a dit que A, elle a ri": the main clause follows the comma."""
    if passage.words[sentence[0]] not in lexicon.words["fronting"]:
        return False
    return not any(
        passage.words[i] == "," and passage.owner[i] < 0 for i in range(sentence[0], first)
    )


def _follows_no_verb(passage: Passage, index: int) -> bool:
    return index >= len(passage.pos) or passage.pos[index] not in ("VERB", "AUX")


def _has_main_verb(passage: Passage, sentence: Range, first: int) -> bool:
    """True where the clause around a relative one is over: "…, a dit X, qui assure que"."""
    start = first
    while start > sentence[0] and passage.words[start] not in ("qui", "who", "which"):
        start -= 1
    return any(
        passage.pos[i] in ("VERB", "AUX")
        and passage.owner[i] < 0
        and not passage.words[i].endswith(("é", "ée", "és", "ées", "ant", "ing"))
        for i in range(sentence[0], start)
    )


def _is_aside(passage: Passage, lexicon: QuoteLexicon, index: int, end: int) -> bool:
    """ ", un message qui vise…": a noun phrase with a relative clause sums up what was said."""
    if index >= end or passage.words[index] not in lexicon.words["indefinite"]:
        return False
    sums_up = index + 2 < end and passage.words[index + 1] in lexicon.words["sums_up"]
    if sums_up and passage.words[index + 2].endswith(_PAST):
        return True  # ", une promesse accueillie par X"
    for ahead in range(index + 2, min(index + 6, end)):
        if passage.words[ahead] in ("qui", "que", "qu'", "dont", "which", "that"):
            return True
        if passage.words[ahead] == ",":
            return False
    return False


def _is_when(passage: Passage, index: int) -> bool:
    """True for ", six jours avant le match", ", two weeks after": when it was said."""
    if index + 2 >= len(passage.words):
        return False
    count, unit, than = passage.words[index : index + 3]
    counted = passage.pos[index] == "NUM" or count[:1].isdigit()
    return counted and unit in _UNITS and than in _THAN


def _is_scheduled(passage: Passage, lexicon: QuoteLexicon, index: int, end: int) -> bool:
    """True for ", attendu vendredi.": what the journalist adds to the last noun."""
    if index >= end or passage.words[index] not in lexicon.words["scheduled"]:
        return False
    return not passage.has_verb(index + 1, end)


def _follows_inner_comma(passage: Passage, index: int) -> bool:
    """True for "prompting" behind "“never heard of it,” prompting laughter"."""
    if not passage.is_mark(index - 1) or passage.pos[index] != "VERB":
        return False
    inner = passage.text[: passage.starts[index - 1]].rstrip()
    return inner.endswith(",") and passage.words[index].endswith("ing")


def _tells_on(
    passage: Passage, lexicon: QuoteLexicon, index: int, cues: list[Cue], end: int
) -> bool:
    """True for ", qui confirme avoir reçu l'argent": a further report, of who was named last."""
    if index + 2 >= end or passage.words[index] not in lexicon.words["relatives"]:
        return False
    for cue in cues:
        if index < cue.first <= index + 3 and not cue.is_negated and cue.after < end:
            told = passage.words[cue.after + (passage.words[cue.after] == "n'")]
            own = told in ("avoir", "être") and lexicon.language == "fr"
            return own or _announces(passage, lexicon, cue, end)
    return False


def _is_denied(passage: Passage, lexicon: QuoteLexicon, index: int, end: int) -> bool:
    """True for ", which the rebels denied.": what others say of it."""
    if index + 2 >= end or passage.words[index] != "which" or lexicon.language != "en":
        return False
    near = range(index + 2, min(end, index + _LONGEST_SUBJECT))
    verb = next((i for i in near if passage.pos[i] in VERBAL), index)
    closes = verb + 1 >= end or passage.words[verb + 1] in lexicon.words["stops"]
    return verb > index and closes and passage.words[verb] in _DENIES


def ends_apposed(passage: Passage, lexicon: QuoteLexicon, index: int, end: int) -> bool:
    """True for ", titulaire du marché." behind a name: what the journalist tells of it."""
    stop = end - (end > index and passage.words[end - 1] in lexicon.words["stops"])
    if stop - index < 2 or lexicon.language != "fr" or passage.pos[index] != "NOUN":
        return False
    named = passage.at[index - 2]
    if named < 0 or passage.at[index] >= 0 or passage.is_name(index):
        return False
    if passage.mentions[named].label == "PER":
        return False  # "revendu à un certain Paul Roy, courtier à Vannes"
    inside = passage.words[index:stop]
    joins = lexicon.unite("coordinators", "closers") - {"comme", "par"} | {",", ";", ":"}
    if not joins.isdisjoint(inside) or inside[0] in lexicon.words["resumers"]:
        return False
    told = inside[1] in lexicon.unite("of", "to") or inside[1].endswith(_PARTICIPLES)
    verbal = any(
        passage.pos[i] in VERBAL and not passage.words[i].endswith(_PARTICIPLES)
        for i in range(index + 1, stop)
    )
    return told and not verbal


def inserts(passage: Passage, lexicon: QuoteLexicon, comma: int, first: int) -> bool:
    """True for the comma of "que, dans un club, on perd", "s'engage, dans un accord, à payer".

    What stands up to the next comma is within the clause, which goes on behind it.
    """
    if passage.words[comma] != "," or passage.owner[comma] >= 0:
        return False
    near = range(comma + 1, min(len(passage.words) - 2, comma + _LONGEST_INSERTION))
    behind = next((i + 1 for i in near if passage.words[i] == "," and passage.owner[i] < 0), 0)
    inside = range(comma + 1, behind - 1)
    if not behind or any(passage.is_mark(i) or passage.owner[i] >= 0 for i in inside):
        return False
    if has_finite(passage, lexicon, inside):
        return False
    if comma == first:
        return True  # "que, dans un club, …"
    linked = passage.words[behind] in lexicon.unite("to", "genitive")
    verb = behind + 1 + (passage.words[behind + 1] in _BEFORE_INFINITIVE)
    return lexicon.language == "fr" and linked and passage.words[verb].endswith(_INFINITIVES)


def goes_on(passage: Passage, lexicon: QuoteLexicon, comma: int, first: int) -> bool:
    """True for a comma within the clause from word `first` on: of what is inserted or fronted."""
    if inserts(passage, lexicon, comma, first):
        return True
    return is_fronted_by(passage, lexicon, first, comma)


def _is_comment(passage: Passage, lexicon: QuoteLexicon, index: int) -> bool:
    size = passage.match(index, lexicon.phrases["comments"])
    if not size:
        return False
    if passage.match(index, lexicon.phrases["narrative"]):  # "avant de s'excuser"
        following = passage.words[index + size : index + size + _FARTHEST]
        return any(lexicon.is_cue(word) or word in lexicon.words["leaving"] for word in following)
    return True


def is_relative_of(passage: Passage, lexicon: QuoteLexicon, cue: Cue, index: int) -> bool:
    """True for "qu'a" in "précise la lettre qu'a pu lire X", which tells of the subject."""
    behind = passage.words[index + 1 : index + 2]
    has_verb = not lexicon.words["auxiliaries"].isdisjoint(behind)
    return has_verb and cue.side == "right" and index == cue.after and lexicon.language == "fr"


def before_subject(passage: Passage, first: int, end: int) -> int:
    """The last comma before which a fronted clause is whole: "Convaincu que A, X a signé"."""
    for at in range(first + 1, end - 1):
        after = passage.pos[at + 1] in ("DET", "PRON", "PROPN") and passage.owner[at + 1] < 0
        if passage.words[at] == "," and after and passage.owner[at] < 0:
            marked = passage.marked_in(passage.starts[first], passage.starts[at])
            if marked or passage.has_verb(first, at):
                return passage.starts[at]
    return passage.ends[end - 1]
