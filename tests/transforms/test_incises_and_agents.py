"""Incises between a subject and its verb, verbs that judge at the end, agents, clauses side by side."""

from __future__ import annotations

import pytest

from tests.transforms.quoting import quotes_in, said

NAMES = dict.fromkeys(("Paul Vidal", "Anne Roy"), "PER") | {"CGT": "ORG", "FGTB": "ORG"}
Told = list[tuple[str, str, str]]


def told(line: str, language: str = "fr") -> Told:
    """(kind, words, who is named as speaker) of what a line reports."""
    return [
        (quote.kind, quote.text, quote.speaker.text if quote.speaker else "")
        for quote in quotes_in(line, names=NAMES, language=language)
    ]


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("Les agents, a regretté Anne Roy, n'ont pas été prévenus.",
         ["Les agents", "n'ont pas été prévenus"]),
        ("Le plan, déplore sa présidente, Anne Roy, n'a pas été appliqué.",
         ["Le plan", "n'a pas été appliqué"]),
        ("Ni les uns ni les autres, a expliqué Anne Roy, n'ont été consultés.",
         ["Ni les uns ni les autres", "n'ont été consultés"]),
        # Whom somebody thanks is no speaker.
        ("Paul Vidal, victime d'un vol, a remercié Anne Roy.", []),
    ],
)  # fmt: skip
def test_incises_between_a_subject_and_its_verb(line: str, expected: list[str]) -> None:
    assert [words for _, words, _ in told(line)] == expected


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("Le plan n'a pas été appliqué, dénonce son délégué, Paul Vidal, qui réclame un vote.",
         ["Le plan n'a pas été appliqué"]),
        ("Des tracts ont faussé le vote, accuse le maire.", ["Des tracts ont faussé le vote"]),
        ("« Soit on ferme, soit on vend », explique, ému, Paul Vidal.",
         ["Soit on ferme, soit on vend"]),
        # Whom, or what, the subject judges.
        ("Le syndicat, reçu mardi, critique la direction, qui n'a pas répondu.", []),
        ("Le collectif, né en mars, dénonce son président, Paul Vidal, qui a vendu.", []),
        ("Le maire, interrogé par la presse, dément l'information.", []),
    ],
)  # fmt: skip
def test_verbs_that_judge_at_the_end_of_a_report(line: str, expected: list[str]) -> None:
    assert [words for _, words, _ in told(line)] == expected


def test_a_clause_before_its_cue_and_words_behind_its_colon() -> None:
    line = "La FGTB, elle, ne veut pas attendre, assure Anne Roy : « Nous ferons grève. »"
    assert [words for _, words, _ in told(line)] == [
        "La FGTB, elle, ne veut pas attendre", "Nous ferons grève.",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("Pour la FGTB, Anne Roy estime que le texte est mort.",
         [("indirect", "le texte est mort", "Anne Roy")]),
        ("Pour Paul Vidal, la ville a menti.", [("indirect", "la ville a menti", "Paul Vidal")]),
        ("Anne Roy dit vouloir « sauver l'été », la CGT dénonce un « chantage cynique ».",
         [("mixed", "vouloir « sauver l'été »", "Anne Roy"),
          ("mixed", "chantage cynique", "la CGT")]),
        ("Le projet, qualifié par Anne Roy de « chance unique », sera voté.",
         [("mixed", "chance unique", "Anne Roy")]),
        ("A l'en croire, la route sera prête en mai.",
         [("indirect", "la route sera prête en mai", "A l'en croire")]),
    ],
)  # fmt: skip
def test_who_says_it(line: str, expected: Told) -> None:
    assert told(line) == expected


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("Les agents réclament, jeudi, le versement des sommes que leur doit la mairie.", []),
        ("Le maire assure dans un courrier que nous avons consulté que la vente est annulée.",
         [("indirect", "la vente est annulée")]),
        ("« C'est non », a tranché le tribunal dans une note que Le Fil a pu lire.",
         [("direct", "C'est non")]),
        ("La CGT, dont certains élus promettent de boycotter le vote, a quitté la salle.",
         [("indirect", "boycotter le vote")]),
        ("Anne Roy s'est dite « sidérée » par le ton du ministre.",
         [("mixed", "« sidérée » par le ton du ministre")]),
    ],
)  # fmt: skip
def test_how_far_words_and_clauses_reach(line: str, expected: list[tuple[str, str]]) -> None:
    assert said(quotes_in(line, names=NAMES)) == expected


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("For the firm, Anne Roy told the court the price had “gone up twice”.",
         [("mixed", "the price had “gone up twice”", "Anne Roy")]),
        ("For Anne Roy, a nurse who was fined nine times, the apology came late.",
         [("indirect", "the apology came late", "Anne Roy")]),
        ("Councillors pushed through a rise described by one trader as “a tax on fish”.",
         [("mixed", "a tax on fish", "one trader")]),
        ("The council sold the land, a claim Paul Vidal denied.", []),
        ("Paul Vidal confirmed that a complaint had been received but would not comment further.",
         [("indirect", "a complaint had been received", "Paul Vidal")]),
    ],
)  # fmt: skip
def test_who_says_it_in_english(line: str, expected: Told) -> None:
    assert told(line, "en") == expected
