"""Grounds, insertions within a clause, what is only the journalist's, and who is meant by it."""

from __future__ import annotations

import pytest

from tests.transforms.quoting import quotes_in, spoken

NAMES = dict.fromkeys(
    ("Paul Vidal", "Anne Roy", "Luc Ferrer", "Michel Astier", "Claire Roy", "Touré Nagnin Aminata"),
    "PER",
) | dict.fromkeys(
    ("Télécom Ouest", "Radio Fleuve", "SUD-Rail", "Cour des comptes", "CGT", "Caisse", "SNCF"),
    "ORG",
)
ENGLISH = dict.fromkeys(("Jane Doe", "Dale Smith", "Mason Tuttle"), "PER") | dict.fromkeys(
    ("Flat Creek School District",), "ORG"
)
Said = list[tuple[str, str | None]]


def said(*lines: str, language: str = "fr") -> Said:
    """(words, speaker) of what lines report."""
    names = NAMES if language == "fr" else ENGLISH
    return spoken(quotes_in(*lines, names=names, language=language))


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("Paul Vidal a déposé un recours, au motif que le permis était périmé.",
         [("le permis était périmé", "Paul Vidal")]),
        ("La CGT a refusé, au prétexte que deux points, « jamais discutés », restaient ouverts.",
         [("deux points, « jamais discutés », restaient ouverts", "CGT")]),
        ("Anne Roy, citant une note de la Cour des comptes selon laquelle la ligne coûte trop, a fermé la gare.",
         [("la ligne coûte trop", "Cour des comptes")]),
        ("Elle balaie l’argument selon lequel le silence vaudrait accord.", []),
        ("L’entreprise conteste avoir manqué à sa parole.",
         [("avoir manqué à sa parole", "entreprise")]),
    ],
)  # fmt: skip
def test_what_somebody_goes_by(line: str, expected: Said) -> None:
    assert said(line) == expected


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("Paul Vidal rappelle que, dans un port, « personne ne décide seul ».",
         [("dans un port, « personne ne décide seul »", "Paul Vidal")]),
        ("Anne Roy dit que la ville s’était engagée, lors d’un vote, à ne fermer « aucune classe ».",
         [("la ville s’était engagée, lors d’un vote, à ne fermer « aucune classe »", "Anne Roy")]),
        ("Paul Vidal a dit que la ville s’était engagée, lors d’un vote public.",
         [("la ville s’était engagée", "Paul Vidal")]),
        ("Anne Roy rappelle que la ville avait promis un pont et annonce qu’elle partira.",
         [("la ville avait promis un pont", "Anne Roy"), ("elle partira", "Anne Roy")]),
        ("La CGT estime que le plan est mort, réclame des comptes et affirme que l’État a menti.",
         [("le plan est mort", "CGT"), ("l’État a menti", "CGT")]),
        ("Paul Vidal a assuré que le four resterait, une promesse accueillie avec prudence.",
         [("le four resterait", "Paul Vidal")]),
    ],
)  # fmt: skip
def test_a_clause_goes_on_behind_what_is_inserted_and_ends_where_more_is_told(
    line: str, expected: Said
) -> None:
    assert said(line) == expected


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("Paul Vidal a invité les élus à « comparer avec Lyon », qui paie, a-t-il rappelé, le double.",
         [("comparer avec Lyon", "Paul Vidal"), ("qui paie", "Paul Vidal"), ("le double", "Paul Vidal")]),
        ("La CGT dénonce les retards de la Caisse, laquelle met, d’après elle, cent jours à répondre.",
         [("laquelle met", "CGT"), ("cent jours à répondre", "CGT")]),
        ("Ils étaient près de 600 à écouter Paul Vidal, leur président.", []),
        ("« On joue mal, a lâché Paul Vidal, vendredi, dans la salle de presse du stade. Je m’en veux. »",
         [("On joue mal", "Paul Vidal"), ("Je m’en veux.", "Paul Vidal")]),
        ("« On tiendra, a plaidé Paul Vidal, en poste depuis un an. La parole sera respectée. »",
         [("On tiendra", "Paul Vidal"), ("La parole sera respectée.", "Paul Vidal")]),
        ("« On tiendra, a plaidé Paul Vidal, en hiver comme en été. »",
         [("On tiendra", "Paul Vidal"), ("en hiver comme en été.", "Paul Vidal")]),
        ("« On nous chasse, a dit leur chef, Luc Ferrer, titulaire d’un CAP, mais pour aller où ? »",
         [("On nous chasse", "Luc Ferrer"), ("mais pour aller où ?", "Luc Ferrer")]),
    ],
)  # fmt: skip
def test_what_hangs_on_the_journalists_words_and_what_is_theirs(line: str, expected: Said) -> None:
    assert said(line) == expected


@pytest.mark.parametrize(
    ("line", "speaker"),
    [
        ("La ville a voté, un choix dont Télécom Ouest, la société du pylône, assure qu’il « ne change rien ».",
         "Télécom Ouest"),
        ("Ce texte, dont Radio Fleuve a eu copie, stipule que les salaires seront payés.", "texte"),
        ("Même refus au syndicat SUD-Rail, pour qui « la casse continue ».", "SUD-Rail"),
        ("Céder, c’est, pour Anne Roy, « donner raison aux pilleurs ».", "Anne Roy"),
    ],
)  # fmt: skip
def test_whose_words_they_are(line: str, speaker: str) -> None:
    assert {who for _, who in said(line)} == {speaker}


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("Les travaux, a promis la ministre, commenceront lundi.",
         [("Les travaux", "ministre"), ("commenceront lundi", "ministre")]),
        ("Les deux ports, promet son adjoint Luc Ferrer lors d’un entretien, seront gardés.",
         [("Les deux ports", "Luc Ferrer"), ("seront gardés", "Luc Ferrer")]),
        # Whom somebody meets between two other things that he does.
        ("Le préfet entre, promet la ministre, puis prend la parole.", []),
        ("Le préfet, qui défend la ministre, se tait.", []),
    ],
)  # fmt: skip
def test_a_report_between_a_subject_and_its_verb(line: str, expected: Said) -> None:
    assert said(line) == expected


@pytest.mark.parametrize(
    ("lines", "speaker"),
    [
        (("Le procès d’Anne Roy s’est ouvert lundi. Le procureur Paul Vidal a parlé.",
          "À la barre, l’accusée a plaidé non coupable. Elle soutient que tout est faux."), "Anne Roy"),
        # What is somebody's is not himself, though another is named behind him.
        (("Paul Vidal a été exclu pour un coup sur Luc Ferrer. Selon son avocat, c’est « injuste ».",),
         "avocat"),
    ],
)  # fmt: skip
def test_who_stands_trial_and_whose_somebody_is(lines: tuple[str, ...], speaker: str) -> None:
    assert said(*lines)[-1][1] == speaker


def test_who_the_latter_is_and_who_a_woman_is() -> None:
    lines = (
        "La ministre Anne Roy a promis un plan. « Un malade n’est pas un débiteur », a dit Anne Roy.",
        "« Il a vendu sa voiture, a lancé Luc Ferrer à la ministre. » Celle-ci lui a demandé de "
        "transmettre le dossier.",
    )
    assert said(*lines)[-1] == ("transmettre le dossier", "Anne Roy")
    lines = ("Claire Roy dirige le club.", "Michel Astier joue. Elle a dit que le stade fermait.")
    assert said(*lines) == [("le stade fermait", "Claire Roy")]
    lines = (
        "Des motos sont saisies. Selon le commissaire Touré Nagnin Aminata, elles étaient volées.",
        "Elle a précisé que la saisie continuait.",
    )
    assert said(*lines)[-1] == ("la saisie continuait", "Touré Nagnin Aminata")


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ('Dale Smith denies taking "a single cent" from anyone, says his wife, a nurse, is ill and '
         "promises to report daily.",
         [('taking "a single cent" from anyone', "Dale Smith"),
          ("his wife, a nurse, is ill", "Dale Smith"), ("to report daily", "Dale Smith")]),
        ("That, countered Jane Doe, was a holiday planned in April.",
         [("That", "Jane Doe"), ("was a holiday planned in April", "Jane Doe")]),
        ("What changed her mind, Jane Doe explained, was a letter from the school.",
         [("What changed her mind", "Jane Doe"), ("was a letter from the school", "Jane Doe")]),
        ("Jane Doe had two minutes left and, she said, been cut off at once.",
         [("been cut off at once", "Jane Doe")]),
        ("Jane Doe declined to comment, on the grounds that the matter was before court.",
         [("the matter was before court", "Jane Doe")]),
        ("A pupil, Mason Tuttle, who told the Flat Creek School District that he worked, left early.",
         [("he worked", "Mason Tuttle")]),
    ],
)  # fmt: skip
def test_english(line: str, expected: Said) -> None:
    assert said(line, language="en") == expected
