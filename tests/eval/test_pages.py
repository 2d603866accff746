"""Labelled pages obey their format, and compile to what is written."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.eval.gold import FormatError
from tests.eval.pages import FIELDS, PAGES, load_page, load_pages

HEAD = "lang: fr\ntitle: Un titre\nbyline: A B|A\nsection:\npublished: {}\ntruncated: true\nremaining: 40.5\n---\n"


def page(folder: Path, body: str, published: str = "2023-05-12T18:40") -> Path:
    path = folder / "p.txt"
    path.write_text(HEAD.format(published) + body, encoding="utf-8")
    return path


def test_a_page_compiles(tmp_path: Path) -> None:
    body = "navigation\tAccueil\n\ntitle\tUn titre\n?note\tVoir\nbody\tUn fait. {{related|Lire aussi.}} Fin.\n"
    gold = load_page(page(tmp_path, body))
    assert gold.raw == "Accueil\n\nUn titre\nVoir\nUn fait. Lire aussi. Fin."
    spans = [(gold.raw[r.start : r.end], r.label, r.keep) for r in gold.regions]
    assert spans == [
        ("Accueil", "navigation", False),
        ("Un titre", "title", True),
        ("Voir", "note", None),
        ("Un fait. ", "body", True),
        ("Lire aussi.", "related", False),
        (" Fin.", "body", True),
    ]
    assert gold.facts is not None
    assert (gold.facts.byline, gold.facts.section) == (("A B", "A"), ())
    assert (gold.facts.precision, gold.facts.remaining, gold.truncated) == ("minute", 40.5, True)


@pytest.mark.parametrize(
    ("published", "precision"),
    [("2023", "year"), ("2023-05", "month"), ("2023-05-12", "day"), ("", None)],
)
def test_precision_is_what_is_printed(
    tmp_path: Path, published: str, precision: str | None
) -> None:
    gold = load_page(page(tmp_path, "title\tUn titre\n", published))
    assert gold.facts is not None
    assert gold.facts.precision == precision


@pytest.mark.parametrize("body", ["Accueil\n", "menu\tAccueil\n", "body\tUn {{menu|x}} deux\n"])
def test_what_breaks_the_format_is_named(tmp_path: Path, body: str) -> None:
    with pytest.raises(FormatError, match=r"p\.txt"):
        load_page(page(tmp_path, body))


def test_a_head_has_all_fields(tmp_path: Path) -> None:
    path = tmp_path / "p.txt"
    path.write_text("lang: fr\n---\nbody\tUn fait.\n", encoding="utf-8")
    with pytest.raises(FormatError, match=", ".join(FIELDS[1:3])):
        load_page(path)


def test_every_page_of_ours_names_its_title() -> None:
    golds = load_pages(PAGES)
    assert len(golds) >= 130
    for gold in golds:
        titles = [gold.raw[r.start : r.end] for r in gold.regions if r.label == "title" and r.keep]
        facts = gold.facts
        assert facts is not None
        assert ("".join(titles).strip() or None) == facts.title, gold.id
