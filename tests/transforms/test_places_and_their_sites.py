"""Places and what is there, roads by their letter, offices that are no party's."""

from __future__ import annotations

import pytest

from tests.transforms.test_names_with_complements import mended


@pytest.mark.parametrize(
    ("model", "right"),
    [
        # What stands at a place, and the names that hold such a noun.
        ("Le charbon de la [LOC|mine de Zarvec] manque.", "Le charbon de la mine de [LOC|Zarvec] manque."),
        ("Le [LOC|captage de Zarvec] est clos.", "Le captage de [LOC|Zarvec] est clos."),
        ("Le [LOC|gymnase d'Ixelles] est clos.", "Le gymnase d'[LOC|Ixelles] est clos."),
        ("Le [LOC|gymnase des Arènes] est clos.", "Le [LOC|gymnase des Arènes] est clos."),
        ("Le [LOC|gymnase du Parc] est clos.", "Le [LOC|gymnase du Parc] est clos."),
        ("La [ORG|Ville de Zarvec] paie.", "La Ville de [LOC|Zarvec] paie."),
        # A territory, and who governs it.
        ("Il pleut sur le [LOC|gouvernorat de Zarvec].", "Il pleut sur le gouvernorat de [LOC|Zarvec]."),
        ("Il a plu dans la [LOC|préfecture de Zarvec].", "Il a plu dans la préfecture de [LOC|Zarvec]."),
        ("Le [ORG|gouvernorat de Zarvec] paie.", "Le [ORG|gouvernorat de Zarvec] paie."),
        ("La [ORG|préfecture de Zarvec] paie.", "La [ORG|préfecture de Zarvec] paie."),
        ("La [ORG|société civile de Zarvec] rit.", "La société civile de [LOC|Zarvec] rit."),
        ("Le [ORG|conseil de surveillance de Zarvia Group] rit.",
         "Le conseil de surveillance de [ORG|Zarvia Group] rit."),
        ("Selon le département d'État, rien.", "Selon le [ORG|département d'État], rien."),
        ("Dit sur [ORG|X. Réponse] du club.", "Dit sur [ORG|X]. Réponse du club."),
        # A minister's field, a deputy's party, a firm's trade.
        ("La ministre chargée du [ORG|Sport], [PER|Ana Roy], rit.",
         "La ministre chargée du Sport, [PER|Ana Roy], rit."),
        ("La chargée de [ORG|Zarvia] rit.", "La chargée de [ORG|Zarvia] rit."),
        ("Le député SDF [PER|Ana Roy] rit.", "Le député [ORG|SDF] [PER|Ana Roy] rit."),
        ("Un ancien SDF, [PER|Ana Roy], rit.", "Un ancien SDF, [PER|Ana Roy], rit."),
        ("L'équipementier automobile [LOC|Zarvec] rit.",
         "L'équipementier automobile [ORG|Zarvec] rit."),
        ("Le centre automobile de [LOC|Zarvec] rit.", "Le centre automobile de [LOC|Zarvec] rit."),
        # A trade is of any school.
        ("Un directeur d'école de [LOC|Zarvec] rit.", "Un directeur d'école de [LOC|Zarvec] rit."),
        ("Le toit de l'école de [LOC|Zarvec] fuit.", "Le toit de l'[ORG|école de Zarvec] fuit."),
        # Only a town has them; a chamber's members are of one, or of a party.
        ("Les urgences de [ORG|Zarvec] ferment.", "Les urgences de [LOC|Zarvec] ferment."),
        ("Les pompiers de [ORG|Zarvec] partent.", "Les pompiers de [LOC|Zarvec] partent."),
        ("La députée péquiste de [PER|Zarvec-Roy] rit.", "La députée péquiste de [LOC|Zarvec-Roy] rit."),
        ("La députée de [ORG|Zarvec] rit.", "La députée de [ORG|Zarvec] rit."),
        ("Les bureaux de [ORG|Zarvec] ferment.", "Les bureaux de [ORG|Zarvec] ferment."),
        # Roads; not a division, nor an aeroplane.
        ("Le long de la [ORG|D4], rien.", "Le long de la [LOC|D4], rien."),
        ("La D930 est close, la N13 aussi.", "La [LOC|D930] est close, la [LOC|N13] aussi."),
        ("Un choc sur l'A75 hier.", "Un choc sur l'[LOC|A75] hier."),
        ("La [ORG|D2] reprend.", "La [ORG|D2] reprend."),
        ("Une remise sur l'A380 et l'A320.", "Une remise sur l'A380 et l'A320."),
    ],
)  # fmt: skip
def test_french(model: str, right: str) -> None:
    mended(model, right)


@pytest.mark.parametrize(
    ("model", "right"),
    [
        ("The [ORG|City of Zarford] paid.", "The City of [LOC|Zarford] paid."),
        ("The port of [GPE|Zarford] and the [LOC|Zarvin railway].",
         "The port of [LOC|Zarford] and the [LOC|Zarvin] railway."),
        ("The [LOC|Zarvin Bridge] fell.", "The [LOC|Zarvin Bridge] fell."),
        ("[ORG|Zarvin Properties of Boise] paid.", "[ORG|Zarvin Properties] of [LOC|Boise] paid."),
        ("The [ORG|Joint Committee on Food] and the Marine sat.",
         "The [ORG|Joint Committee on Food and the Marine] sat."),
        ("The Select Committee on Monday sat.", "The Select Committee on Monday sat."),
        ("The [ORG|City of London] paid.", "The [ORG|City of London] paid."),
        ("A crash on the M62, off the A527.", "A crash on the [LOC|M62], off the [LOC|A527]."),
        ("The crew of the A380 left.", "The crew of the A380 left."),
        ("[ORG|Labour] Minister [PERSON|Ana Costa] left.", "Labour Minister [PER|Ana Costa] left."),
        ("[ORG|Labour] leader [PERSON|Ana Costa] left.", "[ORG|Labour] leader [PER|Ana Costa] left."),
        ("[ORG|Kerala Forest] Minister [PERSON|Ana Costa] left.",
         "[LOC|Kerala] Forest Minister [PER|Ana Costa] left."),
        ("Then [PERSON|Sena] ([ORG|UBT]) and [LOC|JD](S) left.",
         "Then [ORG|Sena (UBT)] and [ORG|JD(S)] left."),
        ("All in the [ORG|United States] agree.", "All in the [LOC|United States] agree."),
    ],
)  # fmt: skip
def test_english(model: str, right: str) -> None:
    mended(model, right, "en")
