"""Every annotated article obeys the format that README.md lays down."""

from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise
from pathlib import Path
from xml.etree import ElementTree

import pytest

from tests.eval.gold import (
    ARTICLES,
    HELD,
    PRECISIONS,
    FormatError,
    Gold,
    compile_article,
    load,
    load_all,
    raw_frame,
)
from tests.eval.report import _moment
from tests.eval.score import trim
from warehouse.tables import CUT_KINDS, KEPT_KINDS, TABLES

PATHS = sorted((*ARTICLES.glob("*.xml"), *HELD.glob("*.xml")))
NAMES = [path.stem for path in PATHS]


Check = Callable[[Gold], None]
CHECKS: list[Check] = []


def check(found: Check) -> Check:
    """One of the checks that `test_an_article_obeys` makes: a test of each would be thousands."""
    CHECKS.append(found)
    return found


def broken(gold: Gold) -> list[str]:
    """The checks that fail, each with what it says."""
    said = []
    for each in CHECKS:
        try:
            each(gold)
        except AssertionError as error:
            said.append(f"{each.__name__}: {error}")
    return said


def compiled(body: str, attributes: str = "") -> Gold:
    source = f'<article id="x" lang="fr" {attributes}>{body}</article>'
    return compile_article(ElementTree.fromstring(source), "x")


def test_there_are_articles_with_distinct_ids() -> None:
    ids = [gold.article_id for gold in load_all()]
    assert len(ids) >= 14
    assert len(set(ids)) == len(ids)


def test_the_raw_frame_is_the_table_raw_articles() -> None:
    articles = load_all()
    frame = TABLES["raw_articles"].conform(raw_frame(articles))
    assert frame["raw_text"].to_list() == [gold.raw for gold in articles]
    assert frame["article_id"].str.contains(r"^[0-9a-f]{16}$").all()


def test_file_name_and_id_agree() -> None:
    for path in PATHS:
        root = ElementTree.fromstring(path.read_text(encoding="utf-8"))
        assert path.stem.split("-")[0] == root.get("id"), path.name


@check
def regions_cover_every_letter(gold: Gold) -> None:
    covered = [i for r in gold.regions for i in range(r.start, r.end)]
    assert len(covered) == len(set(covered))
    outside = set(range(len(gold.raw))) - set(covered)
    assert not "".join(gold.raw[i] for i in sorted(outside)).strip()


@check
def labels_fit_the_verdict(gold: Gold) -> None:
    for region in gold.regions:
        if region.keep is not None:
            assert region.label in (KEPT_KINDS if region.keep else CUT_KINDS), region


@check
def body_is_an_article(gold: Gold) -> None:
    kept = sum(len(gold.raw[r.start : r.end].split()) for r in gold.regions if r.keep)
    assert 150 <= kept <= 1200


@check
def spans_are_trimmed_and_within_a_line(gold: Gold) -> None:
    spans = [(span.start, span.end) for span in gold.entities or ()]
    for start, end in spans + [(span.start, span.end) for span in gold.quotes or ()]:
        text = gold.raw[start:end]
        assert text, (start, end)
        assert text == text.strip(), text
        assert "\n" not in text, text
        assert not text.endswith(","), text


@check
def entities_stand_at_word_edges(gold: Gold) -> None:
    for entity in gold.entities or ():
        before = gold.raw[entity.start - 1 : entity.start]
        after = gold.raw[entity.end : entity.end + 1]
        assert not before.isalnum() or _at_cut(gold, entity.start), entity
        assert not after.isalnum() or _at_cut(gold, entity.end), entity


def _at_cut(gold: Gold, place: int) -> bool:
    return any(place in (region.start, region.end) for region in gold.regions)


@check
def entities_of_one_span_or_apart(gold: Gold) -> None:
    for one, other in pairwise(gold.entities or ()):
        assert one.end <= other.start


@check
def direct_quotations_are_without_outer_marks(gold: Gold) -> None:
    for quote in gold.quotes or ():
        start, end = trim(gold.raw, quote.start, quote.end)
        text = gold.raw[quote.start : quote.end]
        if quote.kind in ("direct", "term"):
            assert text[0] not in '«“"', text
            assert text.count("«") == text.count("»"), text
        assert end - start >= 2, text
        assert not text.lower().startswith(("que ", "qu’", "qu'")) or quote.kind == "direct", text


@check
def a_name_has_one_label(gold: Gold) -> None:
    labels: dict[str, set[str]] = {}
    for entity in gold.entities or ():
        labels.setdefault(entity.name, set()).add(entity.label)
    assert {name: found for name, found in labels.items() if len(found) > 1} == {}


@check
def a_canonical_name_is_found_in_the_text(gold: Gold) -> None:
    kept = "\n".join(gold.raw[r.start : r.end] for r in gold.regions if r.keep is not False)
    words = set(kept.replace("’", "'").casefold().replace("'", " ").replace("-", " ").split())
    joined = " ".join(words)
    for entity in gold.entities or ():
        for word in (
            entity.name.replace("’", "'").casefold().replace("'", " ").replace("-", " ").split()
        ):
            assert word in joined, (entity.name, word)


@check
def terms_have_no_speaker_and_quotations_have(gold: Gold) -> None:
    for quote in gold.quotes or ():
        if quote.kind == "term":
            assert quote.speaker is None
            assert quote.cue is None
        elif not quote.optional:
            assert quote.speaker, gold.raw[quote.start : quote.end]


@check
def a_capitalised_speaker_is_an_entity(gold: Gold) -> None:
    names = {entity.name for entity in gold.entities or ()}
    for quote in gold.quotes or ():
        if quote.speaker and quote.speaker[0].isupper():
            assert quote.speaker in names, quote.speaker


@check
def nested_quotations_are_optional_or_terms(gold: Gold) -> None:
    quotes = gold.quotes or ()
    for one in quotes:
        for other in quotes:
            if one is not other and one.start <= other.start and other.end <= one.end:
                assert other.optional or other.kind == "term", gold.raw[other.start : other.end]
            elif one.start < other.start < one.end:
                raise AssertionError(f"crossing: {gold.raw[other.start : other.end]}")


@check
def spans_of_an_utterance_agree(gold: Gold) -> None:
    said: dict[str, set[tuple[str, str | None]]] = {}
    for quote in gold.quotes or ():
        said.setdefault(quote.utterance, set()).add((quote.kind, quote.speaker))
    assert all(len(found) == 1 for found in said.values()), said


@check
def title_is_the_title_line(gold: Gold) -> None:
    assert gold.facts is not None
    titles = [gold.raw[r.start : r.end] for r in gold.regions if r.label == "title" and r.keep]
    if gold.facts.title is None:
        assert titles == []
    else:
        assert [title.strip() for title in titles] == [gold.facts.title]


@check
def facts_are_sound(gold: Gold) -> None:
    facts = gold.facts
    assert facts is not None
    assert (facts.published is None) == (facts.precision is None)
    if facts.published:
        moment = _moment(facts)
        assert moment is not None
        assert facts.precision in PRECISIONS
        assert (facts.precision == "minute") == ("T" in facts.published)
        assert str(moment.year) in gold.raw
    if facts.remaining is not None:
        assert facts.truncated
    for byline in facts.byline:
        assert byline.split()[0] in gold.raw


@pytest.mark.parametrize("path", PATHS, ids=NAMES)
def test_an_article_obeys(path: Path) -> None:
    assert broken(load(path)) == []


def test_each_check_that_fails_is_named() -> None:
    bad = compiled('<line>x <e l="LOC" n="Brest">Lyon</e> rit.</line>', 'title="Y"')
    assert [line.partition(":")[0] for line in broken(bad)] == [
        "body_is_an_article", "a_canonical_name_is_found_in_the_text", "title_is_the_title_line",
    ]  # fmt: skip


def test_loading_names_the_file_that_breaks_the_format(tmp_path: Path) -> None:
    path = tmp_path / "99-bad.xml"
    path.write_text('<article lang="fr"><line label="prose">x</line></article>')
    with pytest.raises(FormatError, match=r"99-bad.xml.*prose"):
        load(path)


@pytest.mark.parametrize(
    "body",
    [
        '<line label="date"><e l="LOC">Lyon</e></line>',
        '<line><e l="LOC"><e l="LOC">Lyon</e></e></line>',
        '<line><e l="CITY">Lyon</e></line>',
        '<line><q t="said">Oui</q></line>',
        '<line><q t="direct" who="X">Oui</q></line>',
        "<line>une\nautre</line>",
        '<line><cut label="body">x</cut></line>',
        "<line>x</line>stray<line>y</line>",
        "<para>x</para>",
    ],
)
def test_the_format_is_closed(body: str) -> None:
    with pytest.raises(FormatError):
        compiled(body)


def test_compiling_computes_offsets() -> None:
    gold = compiled(
        '<line label="date">12 mai</line><blank n="2"/>'
        '<line>À <e l="LOC">Lyon</e>, <cut label="related">Lire aussi</cut>« '
        '<q t="direct" s="Léa Roy" u="a">Non, <e l="PER" n="Léa Roy">Roy</e></q> »</line>',
        'newline="crlf"',
    )
    assert gold.raw == "12 mai\r\n\r\n\r\nÀ Lyon, Lire aussi« Non, Roy »"
    assert [gold.raw[e.start : e.end] for e in gold.entities or ()] == ["Lyon", "Roy"]
    assert [gold.raw[q.start : q.end] for q in gold.quotes or ()] == ["Non, Roy"]
    assert [(r.label, r.keep) for r in gold.regions] == [
        ("date", False), ("body", True), ("related", False), ("body", True),
    ]  # fmt: skip
