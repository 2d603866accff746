"""The names inside the words that give a speaker: which of them is the speaker's own."""

from __future__ import annotations

from transforms.layers import Document, Excerpt, Mention
from transforms.speech.marks import ALL_MARKS
from transforms.speech.quote_lexicon import QuoteLexicon, split_words
from transforms.speech.speakers.genders import of_word
from transforms.speech.speakers.people import Party
from transforms.speech.speakers.resolution import LAST_NAME


class NamesInside:
    """Reads the mentions `inside` an excerpt of a document."""

    def __init__(self, document: Document, lexicon: QuoteLexicon) -> None:
        self._document = document
        self._lexicon = lexicon

    def pair(self, excerpt: Excerpt, inside: list[Mention]) -> Party | None:
        """ "Jean Dupont et Marie Durand": both, as one plural speaker."""
        people = [m for m in inside if m.label == "PER" and not self._is_complement(excerpt, m)]
        names = list(dict.fromkeys(mention.name for mention in people))
        if len(names) != 2:
            return None
        first, second = (next(m for m in people if m.name == name) for name in names)
        between = self._document.text[first.end : second.start].strip()
        if between not in self._lexicon.words["conjunctions"]:
            return None
        return Party(f"{names[0]} {between} {names[1]}", "PER", None, "?", is_plural=True)

    def unknown(self, excerpt: Excerpt, inside: list[Mention]) -> Party | None:
        """ "la juriste Ada Okoye", "le maire, Ian Rudis": a name that the mentions missed."""
        found = LAST_NAME.search(excerpt.text)
        if found is None or any(m.end > excerpt.start + found.start() for m in inside):
            return None
        lead = excerpt.text[: found.start()].rstrip(", ").split()
        if not lead or not (
            lead[-1].islower() or lead[-1].lower() in self._lexicon.words["titles"]
        ):
            return None
        last = lead[-1].lower()
        if last in self._lexicon.unite("of", "to", "bodies"):
            return None
        first = split_words(excerpt.text.replace("’", "'"))[0]
        return Party(found.group().strip(), "PER", None, of_word(first, self._lexicon))

    def head(self, excerpt: Excerpt, inside: list[Mention]) -> Mention | None:
        """The mention that is the head of the phrase, not its complement."""
        for mention in inside:
            if mention.label == "PER" and not self._is_complement(excerpt, mention):
                return mention
        for mention in inside:
            before = self._document.text[excerpt.start : mention.start]
            beside = before.rpartition(", ")
            if mention.end == excerpt.end and beside[1] and self._only_says_what(beside[2]):
                return mention  # "le maire, X", "l'armateur, la compagnie X"
        for mention in inside:
            if self._is_modifier(excerpt, mention):
                continue
            if mention.label == "ORG" and self._heads_body(excerpt, mention):
                return mention
            if self._lead(excerpt, mention) == [] and (
                mention.label == "ORG" or mention.end >= excerpt.end - 1
            ):
                return mention
        return None

    def _is_modifier(self, excerpt: Excerpt, mention: Mention) -> bool:
        """True for the party in "the Green Party leader": a role ends the phrase."""
        if self._lexicon.language != "en":  # French puts the body behind the role
            return False
        after = split_words(self._document.text[mention.end : excerpt.end].lower())
        words = self._lexicon.words
        is_role = bool(after) and after[-1] in words["roles"] and after[-1] not in words["bodies"]
        return is_role and after[0].isalpha()

    def _lead(self, excerpt: Excerpt, mention: Mention, keep_links: bool = False) -> list[str]:
        """The words of the phrase before the mention, articles (and links) aside."""
        before = self._document.text[excerpt.start : mention.start].replace("’", "'")
        dropped = self._lexicon.words["articles"]
        if keep_links:
            dropped = dropped - self._lexicon.words["of"] - self._lexicon.words["to"]
        return [w for w in split_words(before) if w not in dropped and w not in ALL_MARKS]

    def _heads_body(self, excerpt: Excerpt, mention: Mention) -> bool:
        """True for "l'agence Tass", "le site du Soir": the noun only says what the name is."""
        lead = self._lead(excerpt, mention)
        words = self._lexicon.words
        if not lead or all(w in words["generic_bodies"] or w in words["of"] for w in lead):
            return True
        if not self._is_complement(excerpt, mention) and lead[0] in words["bodies"]:
            return True
        if self._lexicon.language != "en" or mention.end != excerpt.end:
            return False
        links = self._lexicon.unite("of", "to", "adjunct_prepositions", "coordinators") | {"'s"}
        return links.isdisjoint(self._lead(excerpt, mention, keep_links=True))

    def _only_says_what(self, words: str) -> bool:
        """True for "la compagnie" before a name, and for nothing."""
        known = self._lexicon.unite("articles", "bodies", "generic_bodies")
        return all(word in known for word in split_words(words.replace("’", "'")))

    def _is_complement(self, excerpt: Excerpt, mention: Mention) -> bool:
        """True for Tass in "le correspondant de la Tass"."""
        lead = self._lead(excerpt, mention, keep_links=True)
        while lead and lead[-1] in self._lexicon.words["titles"]:
            lead.pop()
        links = self._lexicon.unite("of", "to")
        if self._is_relative(excerpt, mention, lead):
            return True
        if len(lead) > 2 and lead[-1] in self._lexicon.persons and lead[-2] in links:
            return lead[0] in self._lexicon.words["kin"]  # "le père du matelot X"
        return bool(lead) and lead[-1] in self._lexicon.unite("of", "to")

    def _is_relative(self, excerpt: Excerpt, mention: Mention, lead: list[str]) -> bool:
        """True for X in "le fils de l'économiste et écrivain X", who is not the son."""
        if not lead or lead[0] not in self._lexicon.words["family"] or len(lead) < 4:
            return False
        before = self._document.text[excerpt.start : mention.start]
        coupled = self._lexicon.words["conjunctions"].isdisjoint(lead)
        governed = not self._lexicon.words["of"].isdisjoint(lead[1:3])
        return governed and not coupled and "," not in before
