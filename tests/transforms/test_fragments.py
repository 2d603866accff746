"""Borders and kinds of quotations where marks, brackets and accents stand oddly."""

from __future__ import annotations

import pytest

from tests.transforms.quoting import quotes_in, said

NAMES = {
    "Claire Dumas": "PER", "Luc Ferrer": "PER", "Ville-sur-Lys": "LOC", "Vigie": "ORG",
    "Union des mairies": "ORG",
}  # fmt: skip


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (  # a capital without its accent
            "A Ville-sur-Lys, Claire Dumas a dit que la route fermerait.",
            [("indirect", "la route fermerait")],
        ),
        (
            "Claire Dumas concède tout au plus que le plan sera relu.",
            [("indirect", "le plan sera relu")],
        ),
        (  # an elided word glued to the mark
            "Claire Dumas parle d’« un scénario de cinéma ».",
            [("mixed", "un scénario de cinéma")],
        ),
        (  # what shares the complement of the marked words
            "Claire Dumas a salué « l’appui constant » et l’amitié du royaume.",
            [("mixed", "« l’appui constant » et l’amitié du royaume")],
        ),
        (
            "Claire Dumas a salué « un appui constant » et la séance fut levée.",
            [("mixed", "un appui constant")],
        ),
        (  # how somebody speaks belongs to the incise
            "« J’ai fermé les yeux, souriait Luc Ferrer, la voix cassée, dans le couloir. "
            "Et c’était dedans. »",
            [("direct", "J’ai fermé les yeux"), ("direct", "Et c’était dedans.")],
        ),
        (
            "« Nous demandons leur libération », a écrit sur Vigie (ex-Veilleur) Luc Ferrer.",
            [("direct", "Nous demandons leur libération")],
        ),
        (
            "L’Union des mairies (UDM) juge, elle, la réponse « hors de proportion ».",
            [("mixed", "hors de proportion")],
        ),
        (
            "Pour Luc Ferrer, hydrobiologiste à la station, le débat est « mal posé ».",
            [("mixed", "le débat est « mal posé »")],
        ),
    ],
)
def test_borders(text: str, expected: list[tuple[str, str]]) -> None:
    assert said(quotes_in(text, names=NAMES)) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The mayor urged residents not to panic.", [("indirect", "not to panic")]),
        ("He called the vote “a missed chance.”", [("mixed", "a missed chance")]),
        ("“We left at dawn,” he said. “It rained.”", [("direct", "We left at dawn"),
                                                      ("direct", "It rained.")]),
    ],
)  # fmt: skip
def test_english_borders(text: str, expected: list[tuple[str, str]]) -> None:
    assert said(quotes_in(text, language="en")) == expected
