"""Bodies, buildings and firms with what belongs to their names; titles, villages, datelines."""

from __future__ import annotations

import pytest

from flows.resources import gazetteer, names
from tests.transforms.marked import document, pairs, unmarked
from transforms.mentions import find_mentions
from transforms.names import resolve


def mended(model: str, right: str, language: str = "fr") -> None:
    """What the model found, by its marks, becomes what the marks of `right` say."""
    text, spans = unmarked(right)
    parsed = document(model, language=language)
    assert parsed.text == text
    found = pairs(find_mentions(parsed, gazetteer(language)))
    assert found == [(text[start:end], label) for start, end, label in spans]


@pytest.mark.parametrize(
    ("model", "right"),
    [
        ("L'[ORG|ambassade de Suède] à [LOC|Tunis] ferme.",
         "L'[ORG|ambassade de Suède à Tunis] ferme."),
        ("Le [ORG|consulat de Grèce] et la mairie de Lyon, à [LOC|Bron].",
         "Le [ORG|consulat de Grèce] et la [ORG|mairie de Lyon], à [LOC|Bron]."),
        ("Le [ORG|Parti socialiste du premier] ministre cède.",
         "Le [ORG|Parti socialiste] du premier ministre cède."),
        ("Le [ORG|Parti communiste du Québec] cède.", "Le [ORG|Parti communiste du Québec] cède."),
        ("Il sort de la [ORG|commission des affaires rurales du Sénat].",
         "Il sort de la commission des affaires rurales du [ORG|Sénat]."),
        ("La [ORG|commission scolaire de Laval] tranche.",
         "La [ORG|commission scolaire de Laval] tranche."),
        ("La [ORG|direction régionale de la Société des bacs du Morvec] paie.",
         "La direction régionale de la [ORG|Société des bacs du Morvec] paie."),
        ("Il dirige l'[ORG|association des parents d'élèves].",
         "Il dirige l'association des parents d'élèves."),
        ("Il dirige le [ORG|syndicat des pêcheurs du lac] ([ORG|SPL]).",
         "Il dirige le [ORG|syndicat des pêcheurs du lac] ([ORG|SPL])."),
        ("L'aide [ORG|Morvec Services] à domicile recrute.",
         "L'aide [ORG|Morvec Services à domicile] recrute."),
        ("La chaîne [ORG|Zarvia] livre à domicile.", "La chaîne [ORG|Zarvia] livre à domicile."),
        ("Ancien du 4e régiment de chasseurs alpins de Zarvec, il vote.",
         "Ancien du [ORG|4e régiment de chasseurs alpins de Zarvec], il vote."),
        ("Le 2e groupe de travail de Zarvec se réunit.",
         "Le 2e groupe de travail de Zarvec se réunit."),
        ("La [LOC|porte de la rue Basse] est close.", "La porte de la [LOC|rue Basse] est close."),
        ("Il attend [LOC|porte de Zarvec].", "Il attend [LOC|porte de Zarvec]."),
        ("Le [ORG|garage municipal de la rue Basse] ferme.",
         "Le garage municipal de la [LOC|rue Basse] ferme."),
        ("Le [ORG|collège d'Uccle] suit l'échevine.", "Le collège d'[LOC|Uccle] suit l'échevine."),
        ("Le [ORG|collège d'Uccle] est en travaux.", "Le [ORG|collège d'Uccle] est en travaux."),
        ("Une source du 16, rue de la Loi le confirme.",
         "Une source du [ORG|16, rue de la Loi] le confirme."),
    ],
)  # fmt: skip
def test_bodies_and_what_belongs_to_them(model: str, right: str) -> None:
    mended(model, right)


@pytest.mark.parametrize(
    ("model", "right"),
    [
        ("La piscine [PER|Marcel Ruel] rouvre.", "La [LOC|piscine Marcel Ruel] rouvre."),
        ("Une piscine [ORG|Zarvia] coûte cher.", "Une piscine [ORG|Zarvia] coûte cher."),
        ("Il salue la tribune [ORG|Ruel].", "Il salue la [LOC|tribune Ruel]."),
        ("Dans une tribune, [PER|Ana Costa] nie.", "Dans une tribune, [PER|Ana Costa] nie."),
        ("L'école primaire [ORG|Les Noisetiers] ferme.",
         "L'[ORG|école primaire Les Noisetiers] ferme."),
        ("La patinoire Paul-Ruel ferme.", "La [LOC|patinoire Paul-Ruel] ferme."),
        ("Une patinoire Paul-Ruel ouvrirait.", "Une patinoire Paul-Ruel ouvrirait."),
        ("Au lycée de [LOC|Foix], rien.", "Au [ORG|lycée de Foix], rien."),
        ("L'école de [PER|Léa] ferme.", "L'école de [PER|Léa] ferme."),
        ("L'usine de dessalement de [LOC|Zarvec] tourne.",
         "L'[ORG|usine de dessalement de Zarvec] tourne."),
        ("Une usine de dessalement de [LOC|Zarvec] serait utile.",
         "Une usine de dessalement de [LOC|Zarvec] serait utile."),
    ],
)  # fmt: skip
def test_buildings_with_their_noun(model: str, right: str) -> None:
    mended(model, right)


@pytest.mark.parametrize(
    ("model", "right"),
    [
        ("[ORG|Rourke Coaches of Sligo] bids.", "[ORG|Rourke Coaches] of [LOC|Sligo] bids."),
        ("The [ORG|University of Sligo] bids.", "The [ORG|University of Sligo] bids."),
        ("On Monday [LOC|Sligo] council met.", "On Monday [ORG|Sligo council] met."),
        ("[LOC|Sligo] council delays vote", "[LOC|Sligo] council delays vote"),
        ("The [LOC|Zarford] magistrate's court sat.", "The [ORG|Zarford magistrate's court] sat."),
        ("The QXA's [PER|Ana Costa] left.", "The [ORG|QXA]'s [PER|Ana Costa] left."),
        ("QXA councillor [PER|Ana Costa] left.", "[ORG|QXA] councillor [PER|Ana Costa] left."),
        ("IT manager [PER|Ana Costa] left.", "IT manager [PER|Ana Costa] left."),
        ("HR leader [PER|Ana Costa] left.", "HR leader [PER|Ana Costa] left."),
        ("The commissioner for [ORG|Rural Roads] spoke.", "The commissioner for Rural Roads spoke."),
        ("The [ORG|MEC for Rural Roads] spoke.", "The MEC for Rural Roads spoke."),
        ("The member for [ORG|Zarford] spoke.", "The member for [LOC|Zarford] spoke."),
        ("[PER|ZARFORD ― Ana Costa] spoke.", "[LOC|ZARFORD] ― [PER|Ana Costa] spoke."),
        ("[PER|Mallam Umar Costa] spoke.", "Mallam [PER|Umar Costa] spoke."),
        ("He sold [ORG|RDP] houses.", "He sold RDP houses."),
        ("[ORG|Neighboring Sligo Council] settled.", "Neighboring [ORG|Sligo Council] settled."),
        ("The [ORG|Neighboring Rights Union] met.", "The [ORG|Neighboring Rights Union] met."),
    ],
)  # fmt: skip
def test_in_english(model: str, right: str) -> None:
    mended(model, right, "en")


@pytest.mark.parametrize(
    ("model", "right"),
    [
        ("À [PER|Keur Zarvou], il pleut.", "À [LOC|Keur Zarvou], il pleut."),
        ("L'école de [PER|Saré Zarvou] ferme.", "L'[ORG|école de Saré Zarvou] ferme."),
        ("Selon [PER|Sara Zarvou], il pleut.", "Selon [PER|Sara Zarvou], il pleut."),
        ("Les paysans du [PER|Zarvou] sèment.", "Les paysans du [LOC|Zarvou] sèment."),
        ("Le prince [PER|Nanan Koffi Zarvou] parle.", "Le prince Nanan [PER|Koffi Zarvou] parle."),
        ("La députée Grâce [PER|Ilunga Zarvou] sort.", "La députée [PER|Grâce Ilunga Zarvou] sort."),
        ("Grâce au maire [PER|Luc Roy], tout va.", "Grâce au maire [PER|Luc Roy], tout va."),
        ("Un compte à la [LOC|Zarvobank].", "Un compte à la [ORG|Zarvobank]."),
        ("Les agents du [ORG|Kongo Central] votent.", "Les agents du [LOC|Kongo Central] votent."),
        ("[LOC|MALI-FORMATION] / Des maîtres en grève", "MALI-FORMATION / Des maîtres en grève"),
        ("[LOC|Mali-AIP]/ Une école ouvre", "[LOC|Mali]-[ORG|AIP]/ Une école ouvre"),
        ("[ORG|Mali - Transport] : une route ouvre", "[LOC|Mali] - Transport : une route ouvre"),
        ("[LOC|Battus] à domicile, ils partent.", "Battus à domicile, ils partent."),
        ("[PER|Menuiseries Zarvou] embauche.", "[ORG|Menuiseries Zarvou] embauche."),
        ("[PER|Marguerite Zarvou] embauche.", "[PER|Marguerite Zarvou] embauche."),
        ("Le fabricant de machines-outils Zarvor ferme.",
         "Le fabricant de machines-outils [ORG|Zarvor] ferme."),
        ("Pour la [ORG|Verte], c'est non.", "Pour la Verte, c'est non."),
        ("La ministre de la Santé et de la [ORG|Protection sociale] part.",
         "La ministre de la Santé et de la Protection sociale part."),
        ("La [ORG|Caisse de protection sociale] paie.",
         "La [ORG|Caisse de protection sociale] paie."),
    ],
)  # fmt: skip
def test_villages_titles_and_headings(model: str, right: str) -> None:
    mended(model, right)


def test_given_name_tells_monsieur_from_madame() -> None:
    parsed = document(
        "Mme [PER|Kovarec] accuse M. [PER|Kovarec].",
        "[PER|Odette Kovarec] a 80 ans, son fils [PER|Gilles Kovarec] en a 50.",
        "M. [PER|Kovarec] nie. Me [PER|Kovarec] plaide.",
    )
    found = resolve(parsed, find_mentions(parsed, gazetteer("fr")), names())
    odette, gilles = "Odette Kovarec", "Gilles Kovarec"
    assert [mention.name for mention in found] == [
        odette,
        gilles,
        odette,
        gilles,
        gilles,
        "Kovarec",
    ]
