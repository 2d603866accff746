"""What stands before a cue and is said with it, who is asked what, and on what conviction."""

from __future__ import annotations

import pytest

from tests.transforms.quoting import quotes_in, spoken

NAMES = dict.fromkeys(("Paul Vidal", "Anne Roy", "Luc Ferrer", "Line Roy", "Gilles Ferrer"), "PER")
NAMES |= {"CGT": "ORG", "Port Debout": "ORG", "RTL": "ORG", "Washington": "LOC"}
ENGLISH = dict.fromkeys(("Jane Doe", "Dale Smith", "Vic Kumar"), "PER")
Said = list[tuple[str, str | None]]


def said(*lines: str, language: str = "fr") -> Said:
    """(words, speaker) of what lines report."""
    names = NAMES if language == "fr" else ENGLISH
    return spoken(quotes_in(*lines, names=names, language=language))


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("Vic Kumar agreed. By Friday, he said, the road would be open.",
         ["By Friday", "the road would be open"]),
        ("Until then, Jane Doe said as she left, the family would stay.",
         ["Until then", "the family would stay"]),
        ("Jane Doe agreed. But without it, she argues, the town will die.",
         ["without it", "the town will die"]),
        ("A written reply, Jane Doe promised, will follow on Monday.",
         ["A written reply", "will follow on Monday"]),
        ("The council had failed, Jane Doe said, to protect them.",
         ["The council had failed", "to protect them"]),
        ("There was no evidence, Jane Doe submitted, of a plan.",
         ["There was no evidence", "of a plan"]),
        ("The road was closed, Jane Doe said, to applause.", ["The road was closed"]),
        ("Jane Doe told her she had lied “like a child”.", ["she had lied “like a child”"]),
        ("Jane Doe asked the court to remember that he “had been kind”.",
         ["to remember that he “had been kind”"]),
        ("The plan, which Jane Doe called “a mess”, was dropped.", ["a mess"]),
        ("It was a step Jane Doe called “sad but right”.", ["sad but right"]),
        ("The river, which Jane Doe called “Old Sam”, rose.", []),
        ("Jane Doe bought it with the promise that jobs were safe.", ["jobs were safe"]),
        ("Jane Doe, in whose view the law is dead, has left.", ["the law is dead"]),
        ("The tunnel will open in May, Jane Doe told MPs on Tuesday.",
         ["The tunnel will open in May"]),
        ("A man accused of killing his wife left.", []),
        ("Jane Doe said rebels had fired first, which the rebels denied.", ["rebels had fired first"]),
        ("Jane Doe said she had “never heard of it,” prompting laughter.",
         ["she had “never heard of it,”"]),
        ("According to Jane Doe, demand has doubled; she calls it “mad”.",
         ["demand has doubled", "mad"]),
    ],
)  # fmt: skip
def test_english(line: str, expected: list[str]) -> None:
    found = said(line, language="en")
    assert [words for words, _ in found] == expected
    assert {who for _, who in found} <= {"Jane Doe", "Vic Kumar"}


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("D’ici là, promet Anne Roy, la route sera dégagée.", ["D’ici là", "la route sera dégagée"]),
        ("S’il pleut, prévient Anne Roy, maire de Dole, le marché sera annulé.",
         ["S’il pleut", "le marché sera annulé"]),
        ("Anne Roy estime, elle, que le port ferme.", ["le port ferme"]),
        ("Anne Roy a beau jurer que rien ne fermera, les parents doutent.", ["rien ne fermera"]),
        ("Anne Roy a salué les maires en leur demandant de limiter l’arrosage.",
         ["limiter l’arrosage"]),
        ("Anne Roy dit comprendre les élus et se range à leur avis.", ["comprendre les élus"]),
        ("Anne Roy dit avoir vu la scène et pris la fuite.", ["avoir vu la scène et pris la fuite"]),
        ("Anne Roy a demandé aux grossistes de publier les prix et aux communes d’afficher les tarifs.",
         ["publier les prix", "afficher les tarifs"]),
        ("Anne Roy promet d’augmenter les salaires et les moyens de payer.",
         ["augmenter les salaires et les moyens de payer"]),
        ("Anne Roy en veut à la ville d’avoir menti.", ["avoir menti"]),
        ("Anne Roy en veut trois pour sa fille.", []),
        ("Anne Roy leur a donné l’assurance que le pont tiendrait.", ["le pont tiendrait"]),
        ("Anne Roy y voit la preuve que l’État a choisi.", ["l’État a choisi"]),
        ("Anne Roy a signé, persuadée que le pont tiendrait.", ["le pont tiendrait"]),
        ("Avec la conviction que « tout peut changer », Anne Roy a signé.", ["tout peut changer"]),
        ("Anne Roy se dit convaincue que le pont tiendra.", ["le pont tiendra"]),
        ("Anne Roy a fait venir des gens convaincus que tout allait bien.", []),
        ("Anne Roy accuse l’État d’« inaction ».", ["l’État d’« inaction »"]),
        ("Anne Roy dénonce un texte « rédigé sans les élus ».",
         ["un texte « rédigé sans les élus »"]),
    ],
)  # fmt: skip
def test_french(line: str, expected: list[str]) -> None:
    found = said(line)
    assert [words for words, _ in found] == expected
    assert {who for _, who in found} <= {"Anne Roy"}


@pytest.mark.parametrize(
    ("line", "speaker"),
    [
        ("Washington, qui paie une partie du plan, s’est dit « attentif ».", "Washington"),
        ("Interpellé par la députée Anne Roy, le ministre de la Santé et du Travail, Paul Vidal, a "
         "reconnu que tout manquait.", "Paul Vidal"),
        ("La ville a pris un arrêté, rendu public mardi, qui fustige une hausse « folle ».", "arrêté"),
        ("Membre d’une coalition, l’association Port Debout a publié un texte dans lequel elle "
         "invite l’État à « payer ».", "Port Debout"),
        ("Dans les rangs de la majorité, on presse les élus de voter.", "majorité"),
        ("Chez les pompiers, on dit que le feu est fixé.", "pompiers"),
        ("À l’origine, un entretien sur RTL, au cours duquel la ministre a soutenu que le port "
         "fermait.", "ministre"),
        ("Le préfet Paul Vidal a reçu les élus. De son point de vue, rien ne presse.", "Paul Vidal"),
        ("Paul Vidal a parlé à la présidente, Anne Roy. Laquelle a voulu savoir pourquoi il partait.",
         "Anne Roy"),
        ("Poursuivi pour vol, Paul Vidal, 30 ans, se tait. Le maire Luc Ferrer est venu. « Je n’ai "
         "rien fait », a dit le prévenu.", "Paul Vidal"),
        ("La mairesse de Dole, Line Roy, a parlé. Opposé à la mairesse, Gilles Ferrer veut voter. "
         "« C’est simple », a dit la mairesse.", "Line Roy"),
        ("Le procureur, Luc Ferrer, requiert dix mois. Puis, se tournant vers le prévenu, dont le "
         "fils est là : « Il vous regarde. »", "Luc Ferrer"),
        ("Affaire Roy : « Je suis innocent », clame l’ex-maire\nL’ex-maire de Dole, Luc Ferrer, se "
         "tait.", "Luc Ferrer"),
        ("Le président Paul Vidal se tait. Anne Roy est partie. L’ex-procureure de 44 ans a soutenu "
         "que le port fermait.", "Anne Roy"),
    ],
)  # fmt: skip
def test_who_says_it(line: str, speaker: str) -> None:
    assert {who for _, who in said(*line.split("\n"))} == {speaker}


def test_headlines_leave_out_who_asks() -> None:
    lines = (("title", "Ministers urged to act as waits grow"), ("body", "Jane Doe is in town."))
    assert quotes_in(*lines, names=ENGLISH, language="en") == []


def test_nobody_denies_facts_by_their_name() -> None:
    assert said("Poursuivi pour corruption, Paul Vidal, 67 ans, a nié les faits.") == []


def test_a_preposition_is_nobody() -> None:
    lines = "En février, rappelle-t-il, la ville jurait le contraire."
    assert said(lines) == [("En février", None), ("la ville jurait le contraire", None)]


@pytest.mark.parametrize(
    ("line", "language"),
    [
        ("Anne Roy dit vouloir payer et", "fr"),
        ("Anne Roy demande aux élus de payer et aux", "fr"),
        ("La route, promet Anne Roy,", "fr"),
        ("Anne Roy, convaincue que", "fr"),
        ("Convaincue que le pont tient,", "fr"),
        ("Interpellé par Paul Vidal,", "fr"),
        ("Anne Roy estime, elle,", "fr"),
        ("Anne Roy accuse l’État d’«", "fr"),
        ("The road, Jane Doe said, “", "en"),
        ("By Friday, Jane Doe said,", "en"),
        ("Jane Doe said as", "en"),
        ("Jane Doe told her", "en"),
        ("Jane Doe asked the court to", "en"),
        ("A step Jane Doe called “", "en"),
        ("Jane Doe said rebels fired, which", "en"),
    ],
)
def test_texts_that_break_off(line: str, language: str) -> None:
    assert all(words in line for words, _ in said(line, language=language))
