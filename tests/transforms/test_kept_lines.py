"""Lines that look like furniture and are text: lists of data, entries, unended paragraphs, titles."""

import pytest

from flows.resources import lexicon
from tests.transforms.test_cleaning import raw_frame
from transforms.cleaning import CleaningTools, clean, laid_out
from transforms.pages.lists import find_lists

TOOLS = CleaningTools.from_lexicons(lexicon)

HEAD = """\
Accueil | Sport
Partager sur Facebook
Au bout du suspense, Lancelin règle le sprint à Honfleur
Par Lise Moreau
Publié le 4 mai 2021 à 14h05
Il a relancé dans la dernière ligne droite, les dents serrées, et une demi-roue a suffi pour battre le Belge.
« Mon directeur sportif criait tant que j'ai cru à une crevaison », a raconté le coureur à l'arrivée, hilare."""
FOOT = """\
Réagissez à cet article
Sur le même sujet
Le Maillot vert change de couleur
© 2021 Tous droits réservés"""


def kept(*parts: str) -> list[str]:
    """The kept lines of a page made of `parts`."""
    segments = clean(raw_frame(["\n".join(parts)]), TOOLS).segments
    return [r["text"] for r in segments.iter_rows(named=True) if r["is_kept"]]


def listed(*lines: str) -> list[str]:
    frame, pages = laid_out(raw_frame(["\n".join(lines)]), TOOLS)
    assert len(frame) == len(lines)
    return [lines[i] for i in sorted(find_lists(pages[0]))]


ABOVE = "Le maire de Sète a parlé mardi devant la gare, sous la pluie."
BELOW = "Le préfet, lui, n'a rien voulu dire de tout cela avant lundi."
RESULTS = ["Le classement de l'étape", "1. A. Lancelin (FRA) en 3h51", "2. P. Iturbe (ESP) à 4 s",
           "3. J. Peeters (BEL) à 9 s"]  # fmt: skip
FARES = ["Fares and timings", "Minimum fare: ₹10", "Maximum fare: ₹45", "Last train: 11 p.m"]
RECIPE = ["Ingrédients", "500 g de farine", "2 œufs", "80 g de pignons", "Sel, sucre"]
LIFE = [
    "Une vie en dates",
    "1932 Naissance au Locle",
    "1964 Thèse à Genève",
    "1992 Publie son livre",
]
TEST = ["Les points forts", "Isolation remarquable", "Coussinets remplaçables"]
TEAMS = ["ROVERS: A Hart; B Keyes, L Vance, N Prior, W Synnott; S Gaffey, C Oakes; R Hand",
         "UNITED: P Quill; D Roche, E Pender, M Tuite, K Foy; J Culhane, C Lavery; T Dunne",
         "Referee: N Abernethy (Ulster)", "Attendance: 3,140"]  # fmt: skip


@pytest.mark.parametrize("lines", [RESULTS, FARES, RECIPE, LIFE, TEST, TEAMS])
def test_lists_of_data_are_found_with_their_heading(lines: list[str]) -> None:
    assert listed(ABOVE, *lines, BELOW) == lines


@pytest.mark.parametrize(
    "lines",
    [
        ["Vuelta : le parcours décrypté", "Basket : la belle aventure continue", "Pronos : à vous"],
        ["Lise Moreau", "1974 : naissance à Sète", "1996 : étudie le droit", "2003 : plaide à Lyon"],
        ["21:48 Basket Monaco corrige Gravelines", "21:30 Voile Les premiers aux Açores", "20:14 Judo"],
        ["Téléphone : 01 23 45 67 89", "Fax : 01 23 45 67 80", "Rédaction : 12 rue du Port, Sète"],
        ["Le port ferme", "La gare rouvre", "Le maire se tait"],
    ],
)  # fmt: skip
def test_links_contacts_and_lives_are_no_lists(lines: list[str]) -> None:
    assert not listed(ABOVE, *lines, BELOW)


@pytest.mark.parametrize("lines", [RESULTS, RECIPE, TEST])
def test_a_list_at_the_end_of_a_text_is_kept(lines: list[str]) -> None:
    found = kept(HEAD, *lines, FOOT)
    assert [line for line in lines if line not in found] == []
    assert "Le Maillot vert change de couleur" not in found


def test_days_of_a_programme_are_headings() -> None:
    days = ["Samedi 23 décembre", "Mardi 26 décembre"]
    said = "Chorale à l'église Saint-Aubin à 18 heures, entrée libre pour les enfants."
    assert [line for line in kept(HEAD, days[0], said, days[1], said, FOOT) if line in days] == days


@pytest.mark.parametrize(
    "last", ["Entrée libre.", "Passé ce jour, l'amende sera de 500 francs. #Sprint #Vélo"]
)
def test_a_last_line_of_a_few_words(last: str) -> None:
    assert last.split(" #")[0] in kept(HEAD, last, FOOT)


def test_the_text_goes_on_below_a_line_that_says_so() -> None:
    page = """\
Council backs the marsh plan by a single vote
By Jane Doe
Published: 4 May 2021
The council voted on Tuesday to flood forty acres of farmland behind the sea wall, after a debate of nine hours.
Sign up to The Morning Tide
Enter your email address
Privacy Notice: Newsletters may contain information about charities.
after newsletter promotion
The sheep go back on 1 April. There will be cider.
Topics
Rural affairs"""
    assert "The sheep go back on 1 April. There will be cider." in kept(page)


def test_a_paragraph_that_breaks_off_above_the_door() -> None:
    broken = (
        "Les abonnés attendent de voir. « Entre le patron et l’État, je choisirai le moins cher, et"
    )
    door = "Cet article est réservé aux abonnés."
    assert broken in kept(
        HEAD, "Pour mémoire", "Quand on s’éclairait à la bougie", broken, door, FOOT
    )


@pytest.mark.parametrize(
    ("line", "text"),
    [
        (
            "À LIRE AUSSI Le golf qui buvait la rivièreNous avons lu 412 marchés, dit-elle.",
            "Nous avons lu 412 marchés, dit-elle.",
        ),
        (
            "Lire aussi : Le pari perdu de Soubré Le Conseil a distribué mille sacs dans la région.",
            "Le Conseil a distribué mille sacs dans la région.",
        ),
    ],
)
def test_a_link_glued_to_a_paragraph_leaves_it(line: str, text: str) -> None:
    found = kept(HEAD, line, "La course reprendra mardi matin, si le vent le veut bien.", FOOT)
    assert text in found
    assert not any("aussi" in other.lower() for other in found)


def test_a_title_that_looks_like_an_offer() -> None:
    page = """\
Housing
Share on Facebook
Students paying €180 a week to sleep in golf buggy shed
6.05am, 16 Jan 2024
Inspectors visited the golf buggy shed in Oranmore last week, where eleven students sleep in four rows of beds.
Comments
© 2024 All rights reserved"""
    title = "Students paying €180 a week to sleep in golf buggy shed"
    cleaned = clean(raw_frame([page]), TOOLS)
    assert cleaned.articles["title"].to_list() == [title]
    assert title in cleaned.articles["text"][0]


def test_a_credit_behind_what_somebody_said() -> None:
    said = (
        "« On a chanté mal, mais fort, toute la nuit », raconte le patron. Photo Jean Exemple / AFP"
    )
    assert any(line.startswith("« On a chanté mal") for line in kept(HEAD, said, FOOT))


@pytest.mark.parametrize(
    ("summary", "is_kept"),
    [
        (
            "Members voted 41 to 9 after a row over a hedge, a hosepipe and the price of scones",
            True,
        ),
        ("The chairman at the gate of the allotment (Jane Doe for The Fen Post)", False),
    ],
)
def test_an_unended_line_below_the_byline(summary: str, is_kept: bool) -> None:
    page = f"""\
News
Share on Facebook
Allotment holders split over a hosepipe
By Jane Doe
Published: 4 May 2021
{summary}
3 min read
The Fen Road allotment society split in two on Sunday, after a meeting that began with the minutes and ended badly.
Its treasurer said that the scones had been the last straw for many of the members who left before the vote.
Comments
© 2021 All rights reserved"""
    assert (summary in kept(page)) == is_kept


def test_the_caption_below_a_counter_of_pictures() -> None:
    page = """\
Une vache arrête l'autoroute
Publié le 4 mai 2021 à 14h05
Partager sur Facebook
1 / 3
Comète a fini par suivre une poignée de sel.
Les automobilistes ont coupé le contact vendredi vers treize heures à la hauteur de Rossens, et ils ont attendu.
La police cantonale a tenté la lampe, puis la sirène, sans que l'animal consente à se lever de la voie."""
    assert "Comète a fini par suivre une poignée de sel." not in kept(page)


STATION = """\
Le comité se dit disponible jour et nuit, mais aucune rencontre n'a eu lieu depuis la fin d'octobre dans ce dossier.
On ne trouvera personne pour conduire à quatre heures du matin à ce prix-là.
{}
Les parents au bout du rouleau
Dans le stationnement de l'école, les voitures s'étiraient mardi jusqu'au boulevard, moteur en marche et phares allumés."""


@pytest.mark.parametrize(
    ("line", "is_kept"),
    [
        ("Une citation de Rosaire Thibeault-Caron, président du comité", True),
        ("Des chauffeurs toujours introuvables à Jonquière cette année", False),  # a second link
    ],
)
def test_the_line_that_says_who_is_cited(line: str, is_kept: bool) -> None:
    segments = clean(raw_frame(["\n".join((HEAD, STATION.format(line), FOOT))]), TOOLS).segments
    [row] = [r for r in segments.iter_rows(named=True) if r["text"] == line]
    assert row["is_kept"] is is_kept
    assert (row["kind"] == "quote_attribution") is is_kept


@pytest.mark.parametrize(
    ("above", "heading", "is_kept"),
    [
        ("Analyse Pourquoi les petits clubs ne forment plus de gardiens", "Deux points d’avance", True),
        ("Rénovation : la facture des écoles grimpe encore à Roberval", "Une note de onze millions", True),
        ("Rénovation : la facture des écoles grimpe encore à Roberval", "Écoles : la facture grimpe", False),
        ("Le tunnel rouvre enfin", "Une note de onze millions", False),
    ],
)  # fmt: skip
def test_a_heading_between_a_link_and_a_paragraph(above: str, heading: str, is_kept: bool) -> None:
    assert (heading in kept(HEAD, "LIRE AUSSI", above, heading, ABOVE * 2, FOOT)) is is_kept


def test_what_leads_to_a_network_heads_nothing() -> None:
    lines = kept(HEAD, "Lire sur Instagram", "Le ministre attendu au Sénat", ABOVE * 2, FOOT)
    assert "Le ministre attendu au Sénat" in lines
    assert "Lire sur Instagram" not in lines


def test_a_sentence_that_the_door_breaks_off() -> None:
    broken = "Le précédent de la filature, liquidée en 2023 à Sainte-Aubine, est dans toutes les"
    door = "La suite est réservée aux abonnés"
    assert broken in kept(HEAD, ABOVE, BELOW, broken, door, FOOT)
    assert broken not in kept(HEAD, ABOVE, BELOW, broken, FOOT)


def test_a_question_that_is_answered_is_no_link() -> None:
    asked = "Que vous répond-on à Sète ?"
    answers = ("A. B. : Rien du tout, et c'est bien le drame de cette affaire de bateaux.",
               "A. B. : Que le quai est trop court, et que nous devons attendre le printemps.")  # fmt: skip
    links = ("À lire également", "Le quai aux oubliés")
    assert asked in kept(HEAD, answers[0], *links, asked, answers[1], FOOT)
    assert asked not in kept(HEAD, answers[0], *links, asked, ABOVE, FOOT)
