"""Later passes over mentions, each tried on sentences of our own; marks stand for the model."""

from __future__ import annotations

import re

import numpy as np
import pytest
import spacy
from spacy.tokens import Span
from spacy.vectors import Vectors

from flows.resources import gazetteer
from tests.transforms.marked import document, expected
from tests.transforms.test_mentions import mentions
from transforms.mentions import find_mentions, model_spans


@pytest.mark.parametrize(
    ("lines", "ours"),
    [
        # Bodies in small letters: by their field, or by the acronym after them.
        (["la [ORG|direction des routes du littoral] alerte"], ["[ORG|direction des routes du littoral]"]),
        (["une [ORG|cellule régionale spécialisée] (CERES) enquête"], ["[ORG|cellule régionale spécialisée] [ORG|CERES]"]),
        (["le [ORG|bureau fédéral de la] ville", "le [ORG|comité social et économique]"], []),
        (["selon [ORG|larive.fr], rien"], ["[ORG|larive.fr]"]),
        # First names that are titles too; a participle that tells of the subject; a road.
        (["[PER|Reine Zarvec], tisserande"], ["[PER|Reine Zarvec]"]),
        (["la [PER|Reine Zarvec] parle"], ["[PER|Zarvec]"]),
        (["[PER|Cheikh Amadou Zarvec] rit"], ["[PER|Cheikh Amadou Zarvec]"]),
        (["[PER|Sollicité], le maire rit"], []),
        (["[PER|André], 45 ans, rit", "[PER|Zarvé] rit"], ["[PER|André]", "[PER|Zarvé]"]),
        (["La [LOC|N13 rouverte] hier"], ["[LOC|N13]"]),
        # "Le Zarvec" is who is "Ana Le Zarvec" elsewhere; so is a short surname.
        (["[PER|Ana Le Zarvec] rit", "hier Le [PER|Zarvec] a ri"], ["[PER|Ana Le Zarvec]", "[PER|Le Zarvec]"]),
        (["[PER|Ana Zev] rit", "a dit [PER|Zev]", "Zev a ri"], ["[PER|Ana Zev]", "[PER|Zev]", "[PER|Zev]"]),
        (["la venue de [LOC|Poutine] hier"], ["[PER|Poutine]"]),
        # Who asks, line after line, is the medium; who answers is not.
        (["Troisième Rive : Et après ?", "[PER|Ana Costa] : Rien.", "Troisième Rive : Pourquoi ?",
          "[PER|Ana Costa] : Parce que.", "Troisième Rive : Vraiment ?", "[PER|Ana Costa] : Oui."],
         ["[ORG|Troisième Rive]", "[PER|Ana Costa]"] * 3),
        (["Troisième Rive : Et après ?", "[PER|Ana Costa] : Rien."], ["[PER|Ana Costa]"]),
        (["Horizons – Et après ?", "Rien.", "Horizons – Non ?", "Si.", "Horizons – Ah."], ["[ORG|Horizons]"] * 3),
        (["Question : Et après ?", "Question : Non ?", "Question : Ah."], []),
        # What is said of a body after its name, and the two sides of a long dash.
        (["au [ORG|Centre Zarvec chargé de l'innovation]"], ["[ORG|Centre Zarvec]"]),
        (["[LOC|BELMORA – Le Vanuatu] signe"], ["[LOC|BELMORA] [LOC|Vanuatu]"]),
        # Things that stand in a town are not called after it.
        (["dans un [LOC|hangar de Zarvec]"], ["[LOC|Zarvec]"]),
        (["au [LOC|centre d'hébergement de Zarvec]"], ["[LOC|Zarvec]"]),
        # A name that its particle or a husband's name makes longer; a town is no part of one.
        (["[PER|Ana Costa] d'[LOC|Ostrevaux]"], ["[PER|Ana Costa d'Ostrevaux]"]),
        (["[PER|Awa Ndiaye] épouse [PER|Zarvec]"], ["[PER|Awa Ndiaye épouse Zarvec]"]),
        (["[PER|Ana Costa] de [LOC|Lyon]"], ["[PER|Ana Costa]", "[LOC|Lyon]"]),
        # Given names; a school called after somebody is none.
        (["le tonnelier [ORG|Nurlan Zarvekov] rit"], ["[PER|Nurlan Zarvekov]"]),
        (["L'association [ORG|Nurlan Zarvekov] rit"], ["[ORG|Nurlan Zarvekov]"]),
        (["[ORG|Nurlan Zarvek Transports] livre"], ["[ORG|Nurlan Zarvek Transports]"]),
        # A town is no person's name where a row says so.
        (["entre [LOC|Namur] et [PER|Korhogo]"], ["[LOC|Namur]", "[LOC|Korhogo]"]),
        # The longer form of a name that is marked elsewhere.
        (["[ORG|Semons demain] plante", "on dit que [ORG|Semons] demain plante"], ["[ORG|Semons demain]"] * 2),
        # A fund that begins like a place.
        (["le fonds [LOC|Rhône] Croissance Capital investit"], ["[ORG|Rhône Croissance Capital]"]),
        # An acronym in brackets, spelt or likely.
        (["la [ORG|Société de protection des rives contre le feu] (SOPREFU) agit"],
         ["[ORG|Société de protection des rives contre le feu]", "[ORG|SOPREFU]"]),
        # Chemicals and divisions are nobody.
        (["Les [ORG|PFAS] inquiètent en [ORG|Nationale 3]"], []),
        # What is made is called after its maker, and is no mention of it.
        (["[ORG|Zarvian] recrute", "la Zarvian Z4 plaît"], ["[ORG|Zarvian]"]),
        # Datelines.
        (["  DJELFA (Algérie), 14 mai"], ["[LOC|DJELFA]", "[LOC|Algérie]"]),
        (["[ORG|BELMORA] — On rit."], ["[LOC|BELMORA]"]),
        # Initials of somebody named in full answer in an interview; others, and elsewhere, are none.
        (["[PER|Ana Rey-Costa] répond.", "Et alors ?", "A. R.-C. : Rien.", "Z. K. : Si."],
         ["[PER|Ana Rey-Costa]", "[PER|A. R.-C.]"]),
        # Two teams and what they got; a member and the party; an asterisk; a king and a stop.
        (["[ORG|Zarvec-Belmor] (19-22), rien"], ["[ORG|Zarvec] [ORG|Belmor]"]),
        (["[ORG|Zarvec-Belmor] (19 ans)"], ["[ORG|Zarvec-Belmor]"]),
        (["la députée du [ORG|PZZ Ana Rey-Costa] rit"], ["[ORG|PZZ] [PER|Ana Rey-Costa]"]),
        (["raconte [ORG|Ana*. Technicienne] ici"], ["[PER|Ana]"]),
        (["à l'[LOC|aéroport Zarvor V.] Selon une étude"], ["[LOC|aéroport Zarvor V]"]),
        (["avec [PER|J. K.] hier"], ["[PER|J. K.]"]),
        # A firm that bears its founder's name, two adjectives before one, a founder's firm, a field.
        (["La laiterie [PER|Zarvec] ferme", "selon [PER|Luc Zarvec]", "chez [ORG|Zarvec]"],
         ["[ORG|Zarvec]", "[PER|Luc Zarvec]", "[ORG|Zarvec]"]),
        (["Le groupe laitier norvégien [PER|Zarvec] grandit"], ["[ORG|Zarvec]"]),
        (["fondateur de [PER|Zarvia Belmor], dit"], ["[ORG|Zarvia Belmor]"]),
        (["l'[ORG|Union européenne pour les affaires étrangères]"], ["[ORG|Union européenne]"]),
        (["deux bateaux de la marine nationale"], ["[ORG|marine nationale]"]),
    ],
)  # fmt: skip
def test_names(lines: list[str], ours: list[str]) -> None:
    assert mentions(*lines) == [pair for line in ours for pair in expected(line)]


def test_who_wins_and_who_is_beaten_is_a_club() -> None:
    line = "Handball : [LOC|Semur] renverse [LOC|Lagny], deux buts après la mi-temps du match"
    assert mentions(line) == expected("[ORG|Semur] [ORG|Lagny]")
    assert mentions("[LOC|Semur] renverse la tendance") == expected("[LOC|Semur]")


def test_a_word_that_is_only_met_in_small_letters_opens_no_name() -> None:
    nlp = spacy.blank("fr")
    words = ["torchères", "haïti", "Haïti"]
    keys = [nlp.vocab.strings.add(word) for word in words]
    nlp.vocab.vectors = Vectors(data=np.ones((3, 2), dtype="f"), keys=keys)
    for text, kept in (("Torchères et mousse", 0), ("Haïti attend", 1), ("Zarvec attend", 1)):
        doc = nlp(text)
        doc.set_ents([Span(doc, 0, 1, "LOC")])
        assert len(model_spans(doc, text)) == kept
    doc = nlp("Aux Torchères et ailleurs")
    doc.set_ents([Span(doc, 1, 2, "LOC")])
    assert len(model_spans(doc, doc.text)) == 1


@pytest.mark.parametrize(
    ("texts", "kept"),
    [
        (["Facture : mille francs"], 0),
        (["Facture : mille francs", "Chez Facture, rien"], 2),  # a firm that is named again
        (["Facture : qui paiera ?"], 1),  # a paper that asks
        (["Zarvec : mille francs"], 1),
        (["Casino ferme un magasin"], 1),  # a firm that the tables know
        (["La Facture ferme"], 1),
    ],
)
def test_a_word_met_in_small_letters_that_stands_once_is_no_firm(
    texts: list[str], kept: int
) -> None:
    parsed = document(*(re.sub(r"(Facture|Zarvec|Casino)", r"[ORG|\1]", text) for text in texts))
    vocab = parsed.paragraphs[0].doc.vocab
    keys = [vocab.strings.add(word) for word in ("facture", "Facture", "casino", "Casino")]
    before = vocab.vectors
    vocab.vectors = Vectors(data=np.ones((4, 2), dtype="f"), keys=keys)
    try:
        assert len(find_mentions(parsed, gazetteer("fr"))) == kept
    finally:
        vocab.vectors = before


@pytest.mark.parametrize(
    ("model", "ours"),
    [
        ("[PER|Det Insp Ana Costa] said", "[PER|Ana Costa]"),
        ("[PER|Ana] af Zarvec said", "[PER|Ana af Zarvec]"),
        ("its manager, [PER|Zarvec Shipping] of Lima", "[ORG|Zarvec Shipping]"),
    ],
)
def test_english_names(model: str, ours: str) -> None:
    assert mentions(model, language="en") == expected(ours)
