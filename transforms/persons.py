"""Persons of one document: full names, and the surnames and initials that stand for them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from transforms.gazetteer import fold

_FAMILY_FIRST = {
    "kim", "park", "lee", "moon", "choi", "jung", "kang", "cho", "yoon", "ri", "pak", "jang", "han",
    "hwang", "yang", "choe", "jo",
}  # fmt: skip
_PARTICLES = {
    "de", "d", "du", "des", "la", "le", "von", "van", "der", "den", "di", "da", "dos", "del",
    "della", "el", "al", "ben", "bin", "ibn", "ould",
}  # fmt: skip


@dataclass(frozen=True)
class People:
    """The full names of a document: canonical name by folded words."""

    full: Mapping[tuple[str, ...], str]
    known: Callable[[str], str | None]

    @classmethod
    def of(cls, texts: Iterable[str], known: Callable[[str], str | None]) -> People:
        """From the texts of a document's person mentions; `known` looks up an alias."""
        spelled: dict[tuple[str, ...], Counter[str]] = {}
        for text in texts:
            words = tuple(fold(text).split())
            if len(words) > 1 and not _abbreviated(words):
                spelled.setdefault(words, Counter())[tidy_person(text)] += 1
        full = {
            words: known(text) or text
            for words, forms in spelled.items()
            if not _is_tail(words, spelled)
            for text in [min(forms, key=lambda form: (-forms[form], form))]
        }
        return cls(full, known)

    def resolve(self, text: str) -> tuple[str | None, str]:
        """The canonical name of the person whom `text` names, and how that was decided."""
        words = tuple(fold(text).split())
        if words in self.full:
            return self.full[words], "full_name"
        known = self.known(text)
        if known is not None:
            return known, "alias"
        meant = {name for full, name in self.full.items() if _stands_for(words, full)}
        if len(meant) == 1:
            return meant.pop(), "surname"
        if not meant and len(words) > 1 and not _abbreviated(words):
            return tidy_person(text), "full_name"
        return None, "unresolved"


def tidy_person(text: str) -> str:
    """`text` as a name is usually printed: capitals eased, Korean given names hyphenated.

    >>> tidy_person("KIM JONG UN"), tidy_person("Marine LE PEN")
    ('Kim Jong-un', 'Marine Le Pen')
    """
    words = [_eased(word) for word in text.replace("’", "'").split()]
    parts = [part for word in words for part in word.split("-")]
    if len(parts) == 3 and fold(parts[0]) in _FAMILY_FIRST and all(len(p) <= 6 for p in parts):
        return f"{parts[0]} {parts[1]}-{parts[2].lower()}"
    return " ".join(words)


def _eased(word: str) -> str:
    if len(word) > 2 and word.isupper() and "." not in word:
        return "-".join(part.capitalize() for part in word.split("-"))
    return "Le" if word == "LE" else "De" if word == "DE" else word


def _abbreviated(words: Sequence[str]) -> bool:
    """A first name given by its initial only ("E. Macron")."""
    return len(words[0]) == 1


def _is_tail(words: tuple[str, ...], others: Iterable[tuple[str, ...]]) -> bool:
    """Whether `words` are a compound surname of another name ("Le Pen" of "Marine Le Pen")."""
    if words[0] not in _PARTICLES:
        return False
    return any(len(other) > len(words) and other[-len(words) :] == words for other in others)


def _stands_for(words: tuple[str, ...], full: tuple[str, ...]) -> bool:
    """Whether a shorter form may mean the person `full`: surname, first name or initials."""
    if not words or len(words) > len(full):
        return False
    if full[-len(words) :] == words or full[: len(words)] == words:
        return True
    if len(words) > 1 and full[-1] == words[-1]:
        first = words[0]
        return full[0] == first or (len(first) == 1 and full[0].startswith(first))
    return False
