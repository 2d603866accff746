"""What stands beside what is said: how somebody speaks, who does it first, what is judged."""

from __future__ import annotations

from dataclasses import replace

import pytest

from flows.resources import given_names
from tests.transforms.quoting import quotes_in, said, words
from transforms.speech.given_names import GivenNames
from transforms.speech.speakers.genders import of_given_name

NAMES = dict.fromkeys(("Paul Vidal", "Luc Ferrer", "Anne Roy"), "PER") | {
    "Nancy": "LOC", "Info Jura": "ORG", "Teranga Buzz": "ORG", "LREM": "ORG", "LR": "ORG",
}  # fmt: skip


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("« Il a fermé, sourit Paul Vidal, 44 ans, en caressant son chat. On a gardé la clé. »",
         ["Il a fermé", "On a gardé la clé."]),
        ("« Dix kilomètres, soupire Paul Vidal, croisé devant la gare, moi, je reste. »",
         ["Dix kilomètres", "moi, je reste."]),
        ("« Je cherchais mes clés, dit Luc Ferrer, l'entraîneur de Nancy, la voix cassée. Et puis "
         "il marque. »", ["Je cherchais mes clés", "Et puis il marque."]),
        ("« C'est fini, lâche Anne Roy, les yeux rougis. Je pars. »", ["C'est fini", "Je pars."]),
        # A clause of its own goes on with what is said.
        ("« C'est fini, lâche Anne Roy, la voix du peuple a parlé. Je pars. »",
         ["C'est fini", "la voix du peuple a parlé. Je pars."]),
    ],
)  # fmt: skip
def test_how_somebody_speaks_is_no_part_of_it(line: str, expected: list[str]) -> None:
    assert [q.text for q in quotes_in(line, names=NAMES)] == expected


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("Anne Roy juge « indécent » de demander mille francs à des retraités.",
         [("mixed", "« indécent » de demander mille francs à des retraités")]),
        ("Luc Ferrer parle d'« un faux procès » fait à son équipe.",
         [("mixed", "« un faux procès » fait à son équipe")]),
        ("Anne Roy presse le ministre d'agir avant Noël.", [("indirect", "agir avant Noël")]),
        ("De l'aveu même d'Anne Roy, la cuisine restera fermée.",
         [("indirect", "la cuisine restera fermée")]),
        ("Anne Roy m'a dit en sortant que la salle fermerait.",
         [("indirect", "la salle fermerait")]),
        ("Luc Ferrer essaye de calmer le jeu : tout sera reconstruit en mai, promet-il.",
         [("indirect", "tout sera reconstruit en mai")]),
        # "en ajoutant" says more itself; a subject is no report.
        ("Luc Ferrer a réagi en ajoutant que la ville payerait.",
         [("indirect", "la ville payerait")]),
        ("Les députés Paul Vidal (LREM) et Anne Roy (LR) ont rédigé un rapport.", []),
    ],
)  # fmt: skip
def test_how_far_a_report_reaches(line: str, expected: list[tuple[str, str]]) -> None:
    assert said(quotes_in(line, names=NAMES)) == expected


@pytest.mark.parametrize(
    ("line", "via"),
    [
        ("« La pompe a lâché », explique à Info Jura Paul Vidal.", "Info Jura"),
        ("« La pompe a lâché », a confié Paul Vidal à Teranga Buzz.", "Teranga Buzz"),
        ("« La pompe a lâché », a confié Paul Vidal à Anne Roy.", None),
    ],
)
def test_outlets_by_the_words_of_their_names(line: str, via: str | None) -> None:
    assert [q.via for q in quotes_in(line, names=NAMES)] == [via]


def test_given_names_beyond_the_lists() -> None:
    given = GivenNames(frozenset({"graziano"}), frozenset({"solvej"}))
    lexicon = replace(words("fr"), given_names=given)
    assert of_given_name("Graziano Costa", lexicon) == "M"
    assert of_given_name("Solvej Costa", lexicon) == "F"
    assert of_given_name("Solvej", lexicon) == "?"  # perhaps a surname
    assert of_given_name("Sölvej-Ann Costa", lexicon) == "F"
    assert given.gender("Nobody") == "?"


def test_the_shipped_given_names() -> None:
    known = given_names()
    assert [known.gender(name) for name in ("Odile", "Pádraic", "Akosua", "Moussa")] == [*"FMFM"]
    assert known.gender("Dominique") == "?"  # borne by both


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("Speaking in Kumasi, its chairman, Paul Vidal, said members had paid four times.",
         "members had paid four times"),
        ("The Ombudsman found that the firm had ignored three warnings.",
         "the firm had ignored three warnings"),
        ("Paul Vidal assures them town buses will run.", "town buses will run"),
        ("Paul Vidal told us that nothing had changed.", "nothing had changed"),
        ("The road will shut for a week, said members of the council.",
         "The road will shut for a week"),
    ],
)  # fmt: skip
def test_what_is_said_in_english(line: str, expected: str) -> None:
    assert [q.text for q in quotes_in(line, names=NAMES, language="en")] == [expected]


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("Selon Anne Roy, le suspect, un homme de 34 ans, a été arrêté lundi.",
         "le suspect, un homme de 34 ans, a été arrêté lundi"),
        ("Selon la police, Paul Vidal, 34 ans, a été arrêté lundi.",
         "Paul Vidal, 34 ans, a été arrêté lundi"),
        ("Selon le maire, Paul Vidal, le pont fermera lundi.", "le pont fermera lundi"),
        ("Selon Anne Roy, avocate du port, rien n'est perdu.", "rien n'est perdu"),
        ("Pour l'Union des petites écoles (UPE), il faudrait attendre.", "il faudrait attendre"),
        ("À écouter Paul Vidal, tout va bien.", "tout va bien"),
        ("Anne Roy – élue depuis 2014 – estime que le texte est mort.", "le texte est mort"),
        ("Anne Roy estime elle aussi que le texte est mort.", "le texte est mort"),
    ],
)  # fmt: skip
def test_what_tells_of_the_source_and_what_it_says(line: str, expected: str) -> None:
    assert [q.text for q in quotes_in(line, names=NAMES | {"UPE": "ORG"})] == [expected]


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("Paul Vidal claims 34 cleaners were sent home.", "34 cleaners were sent home"),
        ("Paul Vidal told a packed hall the plan was dead.", "the plan was dead"),
        ("Paul Vidal told a council meeting the plan was dead.", "the plan was dead"),
        ("Paul Vidal joked it was the best bus in town.", "it was the best bus in town"),
        ("As for Anne Roy, she says she will stay.", "she will stay"),
    ],
)
def test_clauses_without_that(line: str, expected: str) -> None:
    assert [q.text for q in quotes_in(line, language="en", names=NAMES)] == [expected]
