"""One-word answers, words behind a scene's colon, whom words are about, who is answered."""

from __future__ import annotations

import pytest

from tests.transforms.quoting import quotes_in, said, spoken

NAMES = dict.fromkeys(
    ("Paul Vidal", "Anne Roy", "Luc Ferrer", "Inès Ferrandi", "Fanny Delorme"), "PER"
) | dict.fromkeys(("Belga", "Arcom", "Port Debout", "Association des maires de Dole"), "ORG")
Said = list[tuple[str, str | None]]


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("Il a plu toute la nuit et, selon le maire Paul Vidal, la route restera fermée lundi.",
         [("la route restera fermée lundi", "Paul Vidal")]),
        ("L’avocat a parlé de son client, qui, selon Paul Vidal, n’a plus volé depuis mai.",
         [("n’a plus volé depuis mai", "Paul Vidal")]),
        ("Une blague qui a fait rire la salle et, à en croire Anne Roy, Paul Vidal lui-même.", []),
        ("Le pont est fermé, selon Paul Vidal, et la route aussi.",
         [("Le pont est fermé", "Paul Vidal")]),
    ],
)  # fmt: skip
def test_behind_a_coordinator_only_the_rest_is_reported(line: str, expected: Said) -> None:
    assert spoken(quotes_in(line, names=NAMES)) == expected


@pytest.mark.parametrize(
    ("line", "speaker"),
    [
        ("Dans l’entourage de la maire, on assure que rien n’est décidé.", "entourage de la maire"),
        ("Dans l’opposition, on assure que rien n’est décidé.", "opposition"),
        ("Dans un texte de la maire, on assure que rien n’est décidé.", None),
    ],
)
def test_circles_speak_behind_on(line: str, speaker: str | None) -> None:
    found = [quote.speaker.text if quote.speaker else None for quote in quotes_in(line)]
    assert found == ([f"l’{speaker}"] if speaker else ["on"])


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("Trop timide, tranche la députée Anne Roy.", [("Trop timide", "Anne Roy")]),
        ("Impossible, répond Paul Vidal.", [("Impossible", "Paul Vidal")]),
        ("Mardi, a répondu Paul Vidal.", []),
        ("Faux, répond Paul Vidal : la loi date de 1998.", [("la loi date de 1998", "Paul Vidal")]),
        ("« Non », a lancé son invitée.", [("Non", "invitée")]),
    ],
)
def test_a_word_may_be_the_whole_answer(line: str, expected: Said) -> None:
    assert spoken(quotes_in(line, names=NAMES)) == expected


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("Paul Vidal a enfoncé le clou : le préfet « n’a jamais ouvert un dossier ».",
         [("le préfet « n’a jamais ouvert un dossier »", "Paul Vidal")]),
        ("Le tribunal ferme : deux hommes sont relaxés « faute de preuve ».", []),
        ("Paul Vidal est parti. La direction, elle, « ne commente pas les rumeurs ».",
         [("ne commente pas les rumeurs", "direction")]),
        ("La direction « ne souhaite pas s’exprimer ». Paul Vidal non plus.",
         [("ne souhaite pas s’exprimer", "direction")]),
        ("Les habitants réunis samedi dénoncent « une honte ».", [("une honte", "habitants")]),
        ("Paul Vidal a été rappelé à l’ordre après avoir qualifié un élu de « clown de foire ».",
         [("clown de foire", "Paul Vidal")]),
        ("Le témoin décrit deux voisins « incapables de se parler ».",
         [("deux voisins « incapables de se parler »", "témoin")]),
    ],
)  # fmt: skip
def test_who_says_marked_words(line: str, expected: Said) -> None:
    assert spoken(quotes_in(line, names=NAMES)) == expected


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("La CGT dénonce des conditions « indignes » pour le personnel.",
         "des conditions « indignes » pour le personnel"),
        ("Anne Roy salue « un vrai soulagement » pour la vallée.",
         "« un vrai soulagement » pour la vallée"),
        ("Anne Roy salue « un vrai soulagement » pour la vallée qui se vide.",
         "un vrai soulagement"),
    ],
)  # fmt: skip
def test_marked_words_with_whom_they_concern(line: str, words: str) -> None:
    assert [quote.text for quote in quotes_in(line, names={**NAMES, "CGT": "ORG"})] == [words]


def test_grades_in_marks_are_terms() -> None:
    assert said(quotes_in("L’analyste passe de « acheter » à « conserver ».")) == []


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("Port Debout annonce avoir saisi l’Arcom, qui confirme avoir reçu 412 plaintes.",
         [("avoir saisi l’Arcom", "Port Debout"), ("avoir reçu 412 plaintes", "Arcom")]),
        ("Paul Vidal dit que le pont est à la ville, qui l’entretient mal.",
         [("le pont est à la ville, qui l’entretient mal", "Paul Vidal")]),
        ("Anne Roy a confié à l’agence Belga espérer que le juge « trouve des mots ».",
         [("espérer que le juge « trouve des mots »", "Anne Roy")]),
        ("Luc Ferrer a dédié son but à sa mère, restée au pays, et révélé qu’il partirait.",
         [("il partirait", "Luc Ferrer")]),
        ("Paul Vidal a accusé l’État de « brader la mer », allusion au forage.",
         [("l’État de « brader la mer »", "Paul Vidal")]),
    ],
)  # fmt: skip
def test_where_reports_begin_and_end(line: str, expected: Said) -> None:
    assert spoken(quotes_in(line, names=NAMES)) == expected


@pytest.mark.parametrize(
    ("line", "speaker"),
    [
        ("Paul Vidal a salué la prestation de Luc Ferrer. « Il a 19 ans », s’est-il amusé.",
         "Paul Vidal"),
        ("Inès Ferrandi a reparu en mars. À la chroniqueuse Fanny Delorme, qui insistait, elle a "
         "répondu : « Posez la question à mon chat. »", "Inès Ferrandi"),
        ("La ministre Anne Roy a parlé lundi. L’Association des maires de Dole ne décolère pas. "
         "Dans un communiqué, elle dénonce « une insulte ».", "Association des maires de Dole"),
    ],
)  # fmt: skip
def test_who_a_pronoun_is(line: str, speaker: str) -> None:
    assert quotes_in(line, names=NAMES)[-1].speaker_name == speaker


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("Paul Vidal a réagi sur X. « Je ne céderai pas. »",
         [("Je ne céderai pas.", "Paul Vidal")]),
        ("Anne Roy a reculé, disant n’avoir « visé personne » et rappelant être « fille de maire ».",
         [("n’avoir « visé personne »", "Anne Roy"), ("être « fille de maire »", "Anne Roy")]),
        ("Anne Roy dit qu’elle ne parlera pas avant le verdict, attendu vendredi.",
         [("elle ne parlera pas avant le verdict", "Anne Roy")]),
        ("Anne Roy promet, si elle est élue, de geler les loyers.",
         [("geler les loyers", "Anne Roy")]),
        ("Le tribunal a suivi les réquisitions du parquet, qui avait pointé « une froideur ».",
         [("une froideur", "parquet")]),
    ],
)  # fmt: skip
def test_ends_of_sentences_and_clauses(line: str, expected: Said) -> None:
    assert spoken(quotes_in(line, names=NAMES)) == expected


def test_a_body_that_opens_a_sentence_may_be_meant_by_a_pronoun() -> None:
    lines = ("La direction du port a confirmé l’incident.", "Elle précise que l’usine rouvre.")
    assert spoken(quotes_in(*lines, names=NAMES)) == [("l’usine rouvre", "direction du port")]
    lines = ("Anne Roy a grandi ici.", "La ville change.", "Elle dit que tout est cher.")
    assert spoken(quotes_in(*lines, names=NAMES)) == [("tout est cher", "Anne Roy")]


@pytest.mark.parametrize(
    ("lines", "speaker"),
    [
        (("Pressé de questions par l’animatrice Anne Roy, l’humoriste Paul Vidal a craqué : "
          "« Oui, je pars. »",), "Paul Vidal"),
        (("Luc Ferrer est blessé. Son entraîneur a dit qu’il l’attendait. « On verra bien », "
          "a-t-il ajouté.",), "entraîneur"),
        (("Me Anne Roy a plaidé « un geste ». L’avocate générale, elle, avait requis douze ans, "
          "évoquant « un crime d’orgueil ».",), "avocate générale"),
        (("Paul Vidal a dit que tout va bien.", "« On étouffe. » Devant la grille, Luc Ferrer, "
          "opérateur, refuse de partir."), "Luc Ferrer"),
        (("Le maire, Paul Vidal, a demandé un report. Le préfet, lui, a appelé la population à "
          "rester chez elle.",), "préfet"),
        (("Un autre membre du gouvernement hausse le ton : « Elle voulait briller. »",),
         "autre membre du gouvernement"),
    ],
)  # fmt: skip
def test_who_is_not_the_nearest(lines: tuple[str, ...], speaker: str) -> None:
    assert quotes_in(*lines, names=NAMES)[-1].speaker_name == speaker
