"""Words that may be the form of a cue verb, or only a noun or adjective that looks like it."""

from __future__ import annotations

from transforms.speech.grammar.adjuncts import is_adverb
from transforms.speech.grammar.nouns import phrase_right
from transforms.speech.passages import Passage
from transforms.speech.quote_lexicon import QuoteLexicon, VerbForm


def is_doubtful(passage: Passage, lexicon: QuoteLexicon, index: int, reading: VerbForm) -> bool:
    """True for a noun or adjective that looks like the verb."""
    word, words = passage.words[index], passage.words
    next_index = index + 1
    while next_index < len(words) and is_adverb(passage, lexicon, next_index):
        next_index += 1
    following = words[next_index] if next_index < len(words) else ""
    previous = words[index - 1] if index else ""
    in_gerund = words[max(0, index - 2)] in lexicon.words["gerund_words"]
    if reading.tense == "gerund" and previous in lexicon.words["clitics"] and in_gerund:
        return False  # "en leur demandant de"
    if previous in lexicon.words["determiners"] and previous not in lexicon.words["clitics"]:
        return True
    if previous in lexicon.words["clitics"] and passage.pos[index] in ("NOUN", "PROPN"):
        return previous in lexicon.words["articles"] and not _is_told(passage, lexicon, index)
    if word not in lexicon.words["homographs"]:
        return False
    if word in lexicon.words["title_nouns"] and following in lexicon.words["titles"]:
        return True  # "state Rep. X"
    if lexicon.has(reading.lemma, "only_works") and previous in lexicon.words["works"]:
        return False  # "records show"
    in_phrase = index > 0 and passage.pos[index - 1] in ("NOUN", "ADJ")
    if passage.pos[index] == "NOUN" and in_phrase:
        is_free = not _takes_object(passage, lexicon, next_index)
        return is_free and _has_other_verb(passage, index)
    if following in lexicon.words["infinitive_of"] and _is_verb(passage, next_index + 1):
        return False
    if following in lexicon.words["postposed"] or following in lexicon.words["complementisers"]:
        return False
    if previous in lexicon.words["pronouns"] or previous in lexicon.words["relatives"]:
        return False
    if previous in lexicon.words["conjunctions"] and index > 1 and words[index - 2] == ",":
        is_noun = passage.pos[index] == "NOUN" and lexicon.language == "en"
        return is_noun and passage.pos[next_index : next_index + 1] == ["NOUN"]  # "state engineer"
    if previous in lexicon.words["coordinators"] and _asks_of(passage, lexicon, next_index):
        return False
    if previous in ("n'", "ne", "s'", "se", "lui", "leur") or passage.pos[index] in ("VERB", "AUX"):
        return False
    if previous == "," and following == ":":
        return False  # "Sa fille, elle, tranche :"
    if following == "," and _is_told_apart(passage, lexicon, next_index):
        return False
    if previous in (",", "!", "?", "…") or (index and passage.is_mark(index - 1)):
        return phrase_right(passage, lexicon, index + 1, len(words)) is None or (
            words[index + 1] in lexicon.words["of"]
        )
    return not index or _is_beside_name(passage, lexicon, index)


def _is_told_apart(passage: Passage, lexicon: QuoteLexicon, comma: int) -> bool:
    """True for "estime, elle, que": a pronoun between a verb and its clause."""
    if passage.words[comma + 1 : comma + 2] == [] or passage.words[comma + 2 : comma + 3] != [","]:
        return False
    told = passage.words[comma + 1] in lexicon.words["contrasting"]
    after = passage.words[comma + 3 : comma + 4]
    return told and not lexicon.words["complementisers"].isdisjoint(after)


def _asks_of(passage: Passage, lexicon: QuoteLexicon, index: int) -> bool:
    """True for "… et demande au gouvernement de payer", whatever the tagger says."""
    words = passage.words
    if index >= len(words) or words[index] not in ("à", "au", "aux"):
        return False
    asked = phrase_right(passage, lexicon, index + 1, len(words))
    if asked is None or asked[1] >= len(words):
        return False
    linked = words[asked[1]] in lexicon.words["infinitive_of"]
    return linked and _is_verb(passage, asked[1] + 1)


def _is_beside_name(passage: Passage, lexicon: QuoteLexicon, index: int) -> bool:
    """True unless a name stands before the word; and in "a Facebook post"."""
    before = _before_bracket(passage, index)
    if passage.at[before] < 0:
        return True
    while before >= 0 and passage.at[before] >= 0:
        before -= 1
    is_noun = passage.pos[index] == "NOUN" and before >= 0
    return is_noun and passage.words[before] in lexicon.words["indefinite"]


def _is_told(passage: Passage, lexicon: QuoteLexicon, index: int) -> bool:
    """True for "demande" in "elle leur demande de": no "leur maison"."""
    words = passage.words
    possessive = words[index - 1] in lexicon.words["possessives"] and index > 1
    return possessive and words[index - 2] in lexicon.unite("pronouns", "relatives")


def _takes_object(passage: Passage, lexicon: QuoteLexicon, index: int) -> bool:
    """True where the words from `index` on are an object: "l'industrie juge que", "… le plan"."""
    words = passage.words
    if index >= len(words) or words[index] in lexicon.words["complementisers"]:
        return index < len(words)
    if words[index] not in lexicon.words["plain_articles"] or index + 2 >= len(words):
        return False
    return words[index + 1] not in lexicon.words["degrees"]  # "la note la plus forte"


def _has_other_verb(passage: Passage, index: int) -> bool:
    """True unless the sentence of word `index` has no verb but that: "X juge le plan « vain »"."""
    first, last = next(
        (s for s in passage.sentences if s[0] <= index < s[1]), (0, len(passage.words))
    )
    return any(
        passage.pos[i] in ("VERB", "AUX") and passage.owner[i] < 0
        for i in range(first, last)
        if i != index
    )


def _before_bracket(passage: Passage, index: int) -> int:
    """The word before word `index` and before a short bracket there: "l'Union (UE) juge"."""
    at = index - 1
    if passage.words[at] == ")":
        for opening in range(at - 1, max(0, at - 4), -1):
            if passage.words[opening] == "(":
                return opening - 1
    return at


def _is_verb(passage: Passage, index: int) -> bool:
    return index < len(passage.words) and passage.pos[index] in ("VERB", "AUX", "PRON")
