"""Headers put together of what sites print, in every order: title, authors, section and date are read."""

from __future__ import annotations

import random
from dataclasses import dataclass
from typing import NamedTuple

import pytest

from flows.page_models import line_model
from flows.resources import lexicon
from tests.transforms.test_cleaning import raw_frame
from transforms.cleaning import CleaningTools, clean

PAGES = 150
LEAST = 0.98  # of bylines and sections; titles and dates are all right


@dataclass(frozen=True)
class Parts:
    """What headers of one language are made of. {n}, {m}: authors; {s}: section."""

    names: tuple[str, ...]
    sections: tuple[str, ...]
    dates: tuple[str, ...]
    bylines: tuple[str, ...]
    outlets: tuple[str, ...]
    heads: tuple[str, ...]  # trails, the items of a menu
    titles: tuple[str, ...]
    standfirst: str
    share: str
    caption: str
    body: str
    tail: str


class Page(NamedTuple):
    text: str
    author: str
    section: str | None


FRENCH = Parts(
    names=("Clara Vasseur", "Jean-Noël Abgrall", "Maïté Etcheverry", "Samba Diop", "Wided Ben Amor",
           "Luc-Olivier Tremblay", "Ine Vandermeulen", "Florian Aeschlimann", "Ann McAvoy"),
    sections=("Économie", "Société", "Sports", "Culture", "Politique", "Monde", "Vaud", "Liège",
              "Environnement", "Santé", "Justice", "Éducation"),
    dates=(
        "Publié le 12 mai 2024 à 18h40", "12/05/2024 - 18:40", "dimanche 12 mai 2024",
        "Le 12 mai 2024 à 18:40, modifié le 13 mai 2024 à 7:10", "Publié : 12.05.2024, 18h40",
        "12 mai 2024, 18 h 40", "Mis à jour le 13/05/2024 à 07h12 | Publié le 12/05/2024 à 18h40",
        "2024-05-12", "Créé le 12.05.2024", "Posté le dim. 12 mai 2024",
        "Article publié le 12/05/24", "12 MAI 2024", "Publié hier, le 12 mai 2024, à 18 h 40",
        "Par {n}, le 12 mai 2024", "{n} - 12 mai 2024 à 18:40",
        "Par {n} | 12/05/2024 18:40 | Mis à jour il y a 3 heures", "{s} | {n} | 12 mai 2024",
        "12. 05. 2024 à 18h40", "En ligne depuis le 12 mai 2024", "12 mai 2024 · 3 min",
        "Dim 12/05/2024 à 18:40", "Par {n} Publié le 12 mai 2024 à 18h40", "PUBLIÉ LE 12/05/2024 À 18:40 PAR {n}",
    ),
    bylines=(
        "Par {n}", "{n}", "De notre correspondante {n}", "Par {n} avec AFP", "{n} (avec AFP)",
        "Texte : {n}", "Rédigé par {n}", "{n}, à Vierzon", "Propos recueillis par {n}",
        "{n}\nJournaliste", "par {n} et {m}", "{n} et {m}", "Écrit par {n}", "Un article de {n}",
        "{n} / ATS", "{n}, envoyée spéciale à Vierzon", "Propos recueillis à Vierzon par {n}",
        "Journaliste : {n}", "Collaboration spéciale : {n}", "Réalisé par {n}", "Un billet de {n}",
        "Texte {n} Photos {m}", "{n} / {o}", "{n} – {o}", "@ {n}", "Par {n} (stagiaire)",
    ),
    outlets=("Le Courrier du Berry", "La Tribune de Sion", "Ouest Info", "Dakar Matin"),
    heads=("Accueil > {s}", "Menu\nSe connecter\nActualités\n{s}", "Accueil Actualités {s}",
           "{s}\nAbonnés", "Aller au contenu\nS’abonner\n{s}", "[{s}]", "{s} | {o}",
           "International Suisse Économie Culture Sport\n{s}"),
    titles=("À Bellerive, la passerelle du moulin ferme pour quatre mois",
            "La passerelle de Bellerive fermée : « On n’avait plus le choix »",
            "Passerelle du moulin : un détour de six kilomètres"),
    standfirst="La commune redoute la chute de deux piles ; les riverains, eux, redoutent l’hiver.",
    share="Partager\nFacebook\nX",
    caption="La passerelle du moulin, mardi. © {m}",
    body="La commune de Bellerive a décidé jeudi soir de fermer la passerelle du moulin, dont deux piles menacent de céder depuis les crues de février.\nLe chantier doit durer quatre mois et coûter 640 000 euros, dont la moitié à la charge du département. Les riverains devront faire un détour de six kilomètres.\n« Nous n’avions plus le choix », a expliqué la maire, Sylvie Garnaud. L’élue promet une navette gratuite pour les écoliers.\nLa passerelle, construite en 1931, avait déjà été fermée deux fois.",
    tail="Lire aussi\nLe lavoir attend son toit\nS’abonner à la newsletter\n© {o} 2024",
)  # fmt: skip
ENGLISH = Parts(
    names=("Clare Whitcombe", "Jean O'Rourke", "Siân Llewellyn-Price", "Tunde Adeyemi",
           "Priya Raghunathan", "Thabo Mokoena", "Luke McAllister", "Aoife Ní Bhriain"),
    sections=("Business", "Politics", "Sport", "Culture", "World", "Health", "Education",
              "Environment", "Crime", "Opinion", "Technology"),
    dates=(
        "Published 12 May 2024 at 6:40pm", "May 12, 2024", "12 May 2024", "2024-05-12 18:40",
        "Sunday, May 12, 2024 6:40 PM ET", "12th May 2024, 06:40 PM", "MAY 12, 2024",
        "Published: 18:40, 12 May 2024 | Updated: 07:12, 13 May 2024",
        "Updated May 13, 2024 7:12 a.m.\nPublished May 12, 2024 6:40 p.m.",
        "Sun 12 May 2024 18.40 BST", "First published on Sun 12 May 2024 18.40 BST",
        "Posted on May 12, 2024 by {n}", "By {n} | May 12, 2024", "{n} - 12 May 2024",
        "By {n}\nMay 12, 2024 at 6:40 PM EDT", "{s} | {n} | May 12, 2024",
        "By {n} Published May 12, 2024",
    ),
    bylines=(
        "By {n}", "{n}", "By {n}, Political Editor", "By {n} and {m}", "{n} and {m}",
        "By {n}\nStaff Writer", "By {n} in Elgin", "Story by {n}", "Words: {n}", "{n}, Reuters",
        "By {n}, The Associated Press", "Written by {n}", "{n} | Staff Reporter",
        "By our correspondent {n}", "Analysis by {n}", "Report by {n}", "{n} / {o}", "{n} – {o}",
        "Special to {o}: {n}", "{n} with files from The Canadian Press", "Reporting by {n}",
    ),
    outlets=("The Elgin Courier", "Lagos Herald", "Karoo Times", "Cork Evening News"),
    heads=("Home > {s}", "Menu\nSign in\nNews\n{s}", "In {s}", "{s}\nExclusive", "[{s}]",
           "Skip to content\nSubscribe\n{s}"),
    titles=("Mill footbridge in Elgin to close for four months",
            "Elgin footbridge shut: 'We had no choice left'",
            "Residents face six-kilometre detour as bridge closes"),
    standfirst="The council fears two piers may collapse; residents fear the winter.",
    share="Share\nFacebook\nX",
    caption="The footbridge on Tuesday. Photograph: {m}",
    body="Elgin council voted on Thursday night to shut the mill footbridge after engineers warned that two of its piers could give way.\nWork will take four months and cost £640,000, half of it paid by the county. Residents face a detour of six kilometres.\n“We had no choice left,” said the council leader, Sylvia Garnett. She promised a free shuttle for schoolchildren.\nThe bridge, built in 1931, had already been closed twice.",
    tail="Read more\nWash house waits for its roof\nSign up for our newsletter\n© {o} 2024",
)  # fmt: skip


def page(parts: Parts, chance: random.Random) -> Page:
    """A page with a header in some order, and what it says."""
    author, other = chance.sample(parts.names, 2)
    section, date = chance.choice(parts.sections), chance.choice(parts.dates)
    outlet = chance.choice(parts.outlets)
    head = chance.choice([*parts.heads, "{o}\n{s}", "{S}", ""])
    signed = [] if "{n}" in date else [chance.choice(parts.bylines)]
    lines = chance.sample([*signed, date], len(signed) + 1)
    above = lines[: chance.randint(0, 1)]
    below = lines[len(above) :]
    standfirst = [parts.standfirst] if chance.random() < 0.5 else []
    below = [*below, *standfirst] if chance.random() < 0.5 else [*standfirst, *below]
    extras = [one for one in (parts.share, parts.caption) if chance.random() < 0.4]
    tail = [parts.tail] if chance.random() < 0.6 else []
    title = chance.choice(parts.titles)
    lines = [*([head] if head else []), *above, title, *below, *extras, parts.body, *tail]
    text = "\n".join(lines)
    for name, value in (("n", author), ("m", other), ("s", section), ("o", outlet)):
        text = text.replace(f"{{{name}}}", value)
    text = text.replace("{S}", section.upper())
    said = section if head or "{s}" in date else None
    return Page(text.replace("\n", chance.choice(["\n", "\n\n"])), author, said)


@pytest.mark.parametrize("parts", [FRENCH, ENGLISH], ids=["fr", "en"])
def test_headers_in_every_order_are_read(parts: Parts) -> None:
    chance = random.Random(1)
    pages = [page(parts, chance) for _ in range(PAGES)]
    tools = CleaningTools.from_lexicons(lexicon, line_model=line_model())
    read = clean(raw_frame([one.text for one in pages]), tools).articles
    assert set(read["title"]) <= set(parts.titles)
    assert [f"{moment:%Y-%m-%d}" for moment in read["published_at"]] == ["2024-05-12"] * PAGES
    bylines = [
        (one.text[:200], one.author, found)
        for one, found in zip(pages, read["byline"], strict=True)
        if one.author not in (found or "")
    ]
    sections = [
        (one.text[:200], one.section, found)
        for one, found in zip(pages, read["section"], strict=True)
        if (found or "").lower() != (one.section or "").lower()
    ]
    assert len(bylines) <= (1 - LEAST) * PAGES, bylines
    assert len(sections) <= (1 - LEAST) * PAGES, sections
