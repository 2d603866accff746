"""The learned section model: what it is offered, what it sees, when it is followed."""

from __future__ import annotations

from dataclasses import replace

import pytest

from flows.page_models import line_model, section_model
from flows.resources import lexicon
from tests.transforms.test_cleaning import raw_frame
from transforms.cleaning import CleaningTools, clean
from transforms.pages.lines import Known
from transforms.pages.page import Page
from transforms.pages.section.fragments import fragments
from transforms.pages.section.section_model import SectionModel

RULES = CleaningTools.from_lexicons(lexicon, line_model=line_model())
LEARNT = CleaningTools.from_lexicons(lexicon, None, line_model(), section_model())

TITLE = "Le vieux moulin de Sermange retrouve ses ailes"
BODY = (
    "Les ailes du moulin de Sermange tournent de nouveau depuis lundi, après six ans de travaux.\n"
    "La commune a payé la charpente, et les habitants ont donné les toiles, taillées à la main.\n"
)


def section(above: str, tools: CleaningTools, below: str = "") -> str | None:
    text = f"{above}\n{TITLE}\n{below}Publié le 4 mai 2021 à 8h00\n{BODY}"
    found: str | None = clean(raw_frame([text]), tools).articles["section"][0]
    return found


@pytest.mark.parametrize(
    ("above", "below", "found"),
    [
        ("Accueil > Régions > Patrimoine", "", "Patrimoine"),
        ("Culture", "", "Culture"),
        ("Suisse\n▸ Jura\nValais\nMonde", "", "Jura"),
        ("Le Courrier du Val\nVie des villages", "", "Vie des villages"),
        ("", "", None),
    ],
)
def test_what_is_found_with_the_model(above: str, below: str, found: str | None) -> None:
    assert section(above, LEARNT, below) == found


def weighing(name: str, weight: float) -> CleaningTools:
    """Tools whose model knows of nothing but one feature."""
    model = SectionModel.from_weights(-9.0, {name: weight})
    sections = replace(RULES.reader.sections, model=model)
    return replace(RULES, reader=replace(RULES.reader, sections=sections))


def test_a_sure_opinion_is_followed() -> None:
    assert section("Accueil > Régions > Patrimoine", RULES) == "Patrimoine"
    assert (
        section("Accueil > Régions > Patrimoine", weighing("shape crumb_next_to_last", 20))
        == "Régions"
    )


def test_an_unsure_opinion_is_not_followed() -> None:
    assert (
        section("Accueil > Régions > Patrimoine", weighing("shape crumb_next_to_last", 8))
        == "Patrimoine"
    )


def test_where_rules_find_none_less_is_enough() -> None:
    assert section("Zzyzx qu Wwvw", weighing("word zzyzx", 8.5)) == "Zzyzx qu Wwvw"


@pytest.mark.parametrize(
    ("above", "feature", "found"),
    [
        ("Le vieux moulin", "begins the title", "Le vieux moulin"),
        ("Ailes du val", "in the title", "Ailes du val"),
        ("Zzyzx qu Wwvw", "told 0", "Zzyzx qu Wwvw"),
        ("Zzyzx qu Wwvw", "in furniture 0", "Zzyzx qu Wwvw"),
    ],
)
def test_what_only_the_page_says_of_a_name_is_heard(above: str, feature: str, found: str) -> None:
    assert section(above, weighing(feature, 20)) == found


def test_weights_are_added_to_those_with_the_class() -> None:
    model = SectionModel.from_weights(
        0.5, {"digits": 1.0, "place: digits": 2.0, "idle: marks": 4.0}
    )
    assert model.weights["place"]["digits"] == 3
    assert model.weights["subject"]["digits"] == 1
    assert model.weights["idle"]["marks"] == 4
    assert "marks" not in model.weights["place"]


def page_of(*lines: str) -> Page:
    """A page whose last line is its title, all others cut."""
    n = len(lines)
    page = Page([Known(x, x.lower(), 1, 0, False, False, False, False) for x in lines])
    page.title = n - 1
    for i in range(n - 1):
        page.decide(i, "navigation", "made", 1.0)
    return page


@pytest.mark.parametrize(
    ("line", "name", "shape"),
    [
        ("Société", "Société", "whole"),
        ("Accueil > Régions > Jura", "Jura", "crumb_last"),
        ("Accueil > Régions > Jura", "Régions", "crumb_next_to_last"),
        ("Jura | Vosges", "Jura", "part_first"),
        ("ActuSportJura", "Jura", "glued_last"),
        ("Actu Sport Tour de France", "Tour de France", "run_last_1"),
        ("Rubrique : Jura", "Jura", "labelled"),
        ("Jura. Les loups reviennent", "Jura", "head"),
    ],
)
def test_fragments_of_a_line(line: str, name: str, shape: str) -> None:
    found = {(one.name, one.shape) for one in fragments(page_of(line, "Titre"), [])}
    assert (name, shape) in found


def test_long_lines_and_numbers_are_no_fragments() -> None:
    assert not fragments(page_of("2021", "x" * 300, "Titre"), [])


def test_a_kicker_inside_a_line_is_a_fragment() -> None:
    [one] = fragments(page_of("Titre"), [(0, "kicker", "Vidéo"), (0, "related", "Lire aussi")])
    assert (one.name, one.shape) == ("Vidéo", "inside")
