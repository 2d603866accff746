"""Speakers told by what stands elsewhere: bodies behind "on", echoes of titles, topics, roles."""

from __future__ import annotations

import pytest

from tests.transforms.quoting import quotes_in, spoken

PEOPLE = dict.fromkeys(("Claire Dumas", "Luc Ferrer", "Paul Vidal", "Marie Lannoy"), "PER")
PEOPLE |= {"Huguette": "PER", "Sadi": "PER"}
BODIES = dict.fromkeys(("Cremona", "Bercy", "Henkel", "Beloost Shipping", "Sud Radio"), "ORG")


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        ("Chez Cremona, à Lyon, on dit étudier la question de près.", "Cremona"),
        ("Le ministre ne s’opposera pas au projet, assure-t-on à Bercy.", "Bercy"),
        (
            "Paul Vidal a refusé. Quant au groupe Henkel, il a fait savoir que rien ne pressait.",
            "Henkel",
        ),
        (
            "Son armateur, la compagnie Beloost Shipping, assure que l’équipage se porte bien.",
            "Beloost Shipping",
        ),
        (  # "M." tells a gender that no given name tells
            "Huguette, 78 ans, n’a pas attendu. Son chien, connu de M. Sadi, a sa clé. « Il paie "
            "peu », assure-t-elle.",
            "Huguette",
        ),
        (  # a minister "de la Justice" is no woman for that
            "Luc Ferrer se tait. Le ministre de la Justice, Paul Vidal, a reçu la presse. À la "
            "sortie, il a concédé que le cadre n’était pas rempli.",
            "Paul Vidal",
        ),
        (  # the clitic before a verb is nobody
            "Mais comme le fait remarquer Luc Ferrer, « plus il y aura d’argent, moins il en "
            "faudra demain ».",
            "Luc Ferrer",
        ),
        (  # how old somebody is tells who the quinquagénaire is
            "Luc Ferrer, 54 ans, et Paul Vidal, 31 ans, se taisent. « On a tout perdu », lâche le "
            "quinquagénaire.",
            "Luc Ferrer",
        ),
        (  # an infinitive that tells what happened
            "« On n’est pas inquiets, de dire Claire Dumas, présidente du port. On attend. »",
            "Claire Dumas",
        ),
        (  # who speaks is whoever contradicts
            "« Tout va bien », assure Luc Ferrer, contredit aussitôt par Paul Vidal : « C’est faux, "
            "rien ne va. »",
            "Paul Vidal",
        ),
        (  # "pour qui" tells what its antecedent thinks
            "« Trop tard », a dit Luc Ferrer, pour qui le marché doit fermer.",
            "Luc Ferrer",
        ),
        (  # whom a letter goes to does not write it
            "Luc Ferrer n’est guère convaincu. Dans une lettre au préfet Paul Vidal, il demande "
            "que le marché soit fermé.",
            "Luc Ferrer",
        ),
        (  # who plays is a joueur; the médecin is none
            "Luc Ferrer, ailier, est sorti. Le médecin, Paul Vidal, reste prudent. « Ça tire "
            "depuis une semaine », a soufflé le joueur.",
            "Luc Ferrer",
        ),
    ],
)
def test_who_is_meant(text: str, speaker: str) -> None:
    quotes = quotes_in(text, names=PEOPLE | BODIES)
    assert quotes[-1].speaker_name == speaker


def test_a_title_that_shortens_is_said_by_whoever_says_it_below() -> None:
    quotes = quotes_in(
        ("title", "« Luc, c’était le fou du quartier », témoigne un ancien ami de Vidal"),
        "Paul Vidal est jugé depuis lundi. « Luc, c’était au lycée, puis c’était vraiment le fou du "
        "quartier », décrit Claire Dumas.",
        names=PEOPLE,
    )
    assert [quote.speaker_name for quote in quotes] == ["Claire Dumas", "Claire Dumas"]


def test_a_list_with_dashes_is_no_dialogue() -> None:
    quotes = quotes_in(
        "Ce qu’il faut retenir :",
        "- Un homme est mort à Lyon, a annoncé la préfecture.",
        "- Les écoles resteront fermées vendredi, selon le rectorat.",
    )
    assert [(q.kind, q.speaker_name) for q in quotes] == [
        ("indirect", "préfecture"), ("indirect", "rectorat"),
    ]  # fmt: skip


def test_what_a_source_asks_for_itself_is_no_quotation() -> None:
    text = "“It will hold,” said an official who asked not to be named."
    assert [quote.text for quote in quotes_in(text, language="en")] == ["It will hold"]


def test_a_pronoun_beside_a_name_tells_its_gender() -> None:
    text = (
        "Parwen Hale, who now teaches, was asked whether she would like an apology. Neil Brown "
        "smiled. “I would like a reply,” she said."
    )
    names = {"Parwen Hale": "PER", "Neil Brown": "PER"}
    assert quotes_in(text, names=names, language="en")[-1].speaker_name == "Parwen Hale"


def test_a_station_without_its_name_is_the_one_named_before() -> None:
    text = (
        "Paul Vidal était l’invité de Sud Radio. « Nous partirons demain », a-t-il dit à la "
        "station."
    )
    assert quotes_in(text, names=PEOPLE | BODIES)[-1].medium == "Sud Radio"


def test_a_verb_taken_for_a_noun_is_one_where_the_sentence_has_no_other() -> None:
    text = "L’association juge au contraire toute demi-mesure « inutilement coûteuse »."
    assert len(quotes_in(text)) == 1


@pytest.mark.parametrize(
    "text",
    [
        "Les élèves ont lancé un mot-clic, « #OnRespirePas ».",
        "« Il m’a frappée sans raison », a témoigné une manifestante « Gilet vert » de Lyon.",
        "Dans les ateliers, on parle déjà d’un « cartel ».",
        "La caisse porte ses autocollants. « Fragile », « haut », « fait à Lyon ».",
        "Luc Ferrer critique « Des mots et des actes » mais il ira.",
    ],
)
def test_terms_are_left(text: str) -> None:
    marked = {"Gilet vert", "cartel", "Fragile", "haut", "fait à Lyon", "Des mots et des actes"}
    marked.add("#OnRespirePas")
    assert marked.isdisjoint(text for text, _ in spoken(quotes_in(text, names=PEOPLE)))


@pytest.mark.parametrize(
    ("lines", "names", "speaker"),
    [
        # whoever is asked or told something answers
        (
            (
                "« Le corps était froid », a dit la légiste, Claire Dumas. La juge Marie Lannoy lui "
                "a demandé si la mort était ancienne. « Deux jours, madame. »",
            ),
            {"Claire Dumas": "PER", "Marie Lannoy": "PER"},
            "Claire Dumas",
        ),
        # what is read speaks itself
        (
            ("Luc Ferrer a remis un rapport au maire. On y lit que « rien n’a été payé ».",),
            {"Luc Ferrer": "PER"},
            "rapport",
        ),
        # a name between commas is that of the subject before it
        (
            ("Un père venu chercher sa fille, Luc Ferrer, raconte avoir attendu deux heures.",),
            {"Luc Ferrer": "PER"},
            "Luc Ferrer",
        ),
        (
            ("Celle de Limoges, Cremona, dit ne plus avoir un seul dossier.",),
            {"Cremona": "ORG", "Limoges": "LOC"},
            "Cremona",
        ),
        # one of a group
        (
            ("Deux sources ont confirmé à l’AFP son départ. « Tout va bien », a assuré l’une.",),
            {"AFP": "ORG"},
            "source",
        ),
        (("En marge, quelqu’un a écrit : « voir plus tard ».",), {}, "quelqu’un"),
        (
            (
                "Les propriétaires, dont l’adresse a été trouvée, ont confirmé que rien ne manquait.",
            ),
            {},
            "propriétaires",
        ),
        # several bodies are a group; a pronoun of another number is somebody else
        (
            ("Luc Ferrer a présenté son pacte, qui ulcère les syndicats. Pour eux, rien ne va.",),
            {"Luc Ferrer": "PER"},
            "syndicats",
        ),
        # no pair out of a list
        (
            (
                "Les sondés ont le choix entre Claire Dumas, Luc Ferrer et Paul Vidal. Beaucoup "
                "d’entre eux ont répondu : « aucun ».",
            ),
            {"Claire Dumas": "PER", "Luc Ferrer": "PER", "Paul Vidal": "PER"},
            "sondés",
        ),
        # "la Mosellane" is an inhabitant, and a noun that is tagged as a verb may speak
        (
            ("Claire Dumas, 44 ans, attend le bus. « J’y passe ma vie », calcule la Mosellane.",),
            {"Claire Dumas": "PER", "Mosellane": "PER"},
            "Claire Dumas",
        ),
        (("« On est à onze quintaux », constate l’exploitant.",), {}, "exploitant"),
        # a bare surname is whoever was met
        (
            (
                "Luc Ferrer devait de l’argent. Ferrer réclamait « sa part du bateau ».",
                "Sa veuve, Jeanne Ferrer, se tait.",
            ),
            {"Luc Ferrer": "PER"},
            "Luc Ferrer",
        ),
        (
            ("La Confédération paysanne, elle, y voit « une rustine ».",),
            {"Confédération paysanne": "ORG"},
            "Confédération paysanne",
        ),
    ],
)
def test_who_is_meant_across_lines(
    lines: tuple[str, ...], names: dict[str, str], speaker: str
) -> None:
    assert quotes_in(*lines, names=names)[-1].speaker_name == speaker


def test_an_unnamed_advocate_goes_on() -> None:
    quotes = quotes_in(
        "Marie Lannoy est morte en mars. « C’était un accident », a déclaré l’avocat de la famille. "
        "Pour lui, « cela ne fait aucun doute ».",
        names={"Marie Lannoy": "PER"},
    )
    assert [quote.speaker_name for quote in quotes] == ["avocat de la famille"] * 2


def test_english_roles_end_in_their_noun() -> None:
    [quote] = quotes_in(
        "The Dairy Association told members to wait. In Bray, the parish newsletter replied: "
        "“Then turn back a page.”",
        names={"Dairy Association": "ORG"},
        language="en",
    )[-1:]
    assert quote.speaker_name == "parish newsletter"
