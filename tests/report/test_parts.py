"""What the report is made of: data as scripts, differences of words, words, colours."""

from __future__ import annotations

import json
import re
import tomllib
from datetime import UTC, datetime

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st
from polars.testing import assert_frame_equal

from flows.reporting import look
from report.articles import LONGEST, article_files
from report.charts import _whole, charts
from report.differences import NOT_HERE, ONLY_HERE, SAME, differences
from report.draw import NEEDED, PAGES, About, draw
from report.figures import figures
from report.kinds import FAMILY_OF
from report.people import people, statements
from report.scripts import literal, put
from report.stories import stories
from report.tables import address, by_shard, harmless, prepared
from report.writing import writers
from tests.architecture import ROOT
from tests.report.made import identity, tables
from warehouse.tables import TABLES

LOOK = look()
texts = st.text(st.characters(exclude_categories=["Cs"]))
values = st.recursive(
    st.none() | st.booleans() | st.integers() | texts,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(texts, inner, max_size=4),
    max_leaves=12,
)


# Data as scripts


@given(values)
def test_a_literal_is_json_without_markup(value: object) -> None:
    text = literal(value)
    assert not set("<>&\u2028\u2029\n") & set(text)
    assert json.loads(text) == value


def test_a_script_hands_over_its_value() -> None:
    assert put("a/1", {"</script>": 1}) == r'COUPURE.put("a/1",{"\u003c/script\u003e":1});' + "\n"


@given(st.lists(texts, min_size=1, max_size=5))
def test_harmless_texts_keep_their_length(rows: list[str]) -> None:
    clean = harmless(pl.DataFrame({"text": rows}, schema={"text": pl.String}))["text"].to_list()
    assert [len(text) for text in clean] == [len(text) for text in rows]
    assert not re.search(r"[\x00-\x08\r\x1b\x85\u202a-\u202e\u2066-\u2069\u2028]", "".join(clean))


@pytest.mark.parametrize("url", ["https://a.example/x?y#z", "HTTP://a.example"])
def test_a_reader_may_be_sent_there(url: str) -> None:
    assert address(url) == url


@pytest.mark.parametrize(
    "url",
    [
        None,
        "",
        "javascript:alert(1)",
        "data:text/html,x",
        "//a.example",
        "http://[",
        "file:///etc/passwd",
        "https:",
        "ftp://a.example",
    ],
)
def test_a_reader_is_not_sent_there(url: str | None) -> None:
    assert address(url) is None


# Differences


def test_differences_of_words_are_told_apart() -> None:
    runs = differences("Nous mettons ce chantier en pause", "On met ce chantier en pause, hélas")
    assert (ONLY_HERE, ", hélas") in runs
    assert [text for what, text in runs if what == NOT_HERE] == ["Nous mettons"]
    assert "".join(text for what, text in runs if what == SAME) == " ce chantier en pause"


def test_case_and_apostrophes_make_no_difference() -> None:
    assert differences("n’aurait Eu", "n'aurait eu") == [(SAME, "n'aurait eu")]


@given(texts, texts)
def test_the_runs_that_are_here_are_the_version(fullest: str, version: str) -> None:
    runs = differences(fullest, version)
    assert "".join(text for what, text in runs if what != NOT_HERE) == version
    assert all(text for _, text in runs)


# Tables


def test_every_row_is_in_one_file() -> None:
    frame = pl.DataFrame({"id": [identity(number) for number in range(500)]})
    parts = by_shard(frame, "id", 7)
    assert set(parts) <= set(range(7))
    assert_frame_equal(pl.concat(list(parts.values())).drop("_shard"), frame, check_row_order=False)
    assert all(int(id[:8], 16) % 7 == number for number, part in parts.items() for id in part["id"])


def test_spans_of_one_statement_are_counted_once() -> None:
    made = tables(3)
    quotes = made["quotes"]
    split = quotes.with_columns(
        utterance_index=pl.lit(0, pl.Int64),
        speaker_entity_id=pl.lit("e" * 16),
        speaker_name=pl.lit("Ada"),
    )
    said = statements(prepared(made | {"quotes": split}))
    assert said.height == 3
    (person,) = people(said).to_dicts()
    assert (person["statements"], person["articles"], person["sources"]) == (3, 3, 3)
    assert " […] " in said["text"][0]


def test_a_speaker_without_an_entity_is_one_by_name() -> None:
    made = tables(2)
    nameless = made["quotes"].with_columns(
        speaker_entity_id=pl.lit(None, pl.String), speaker_name=pl.lit("la voisine")
    )
    (person,) = people(statements(prepared(made | {"quotes": nameless}))).to_dicts()
    assert re.fullmatch("[0-9a-f]{16}", person["person_id"])


def test_a_story_counts_the_articles_that_are_shown() -> None:
    told = stories(prepared(tables(6)))
    assert told["articles"].to_list() == [4, 2]
    assert told["shared"].to_list() == [6, 6]


@pytest.mark.parametrize("count", [0, 1])
def test_a_warehouse_of_none_or_one_is_drawn(count: int) -> None:
    drawn = dict(
        draw(tables(count), LOOK, About(datetime(2025, 1, 1, tzinfo=UTC), count, "fr", "0"))
    )
    assert {f"{language}/{page}.html" for language in ("fr", "en") for page in PAGES} < set(drawn)
    assert 'url=fr/index.html"' in drawn["index.html"]


def test_an_empty_quarantine_and_no_runs_are_drawn() -> None:
    made = tables(4)
    for name in ("quarantine", "runs", "validation_results", "article_links", "segments"):
        made[name] = TABLES[name].empty()
    drawn = dict(draw(made, LOOK, About(datetime(2025, 1, 1, tzinfo=UTC), 9, "en", "0")))
    assert "Nothing was kept out." in drawn["en/quarantine.html"]
    assert "newest 4 of 9 articles" in drawn["en/index.html"]


def test_the_same_tables_give_the_same_files() -> None:
    about = About(datetime(2025, 1, 1, tzinfo=UTC), 5, "en", "0")
    made = tables(5)
    mixed = {name: frame.sample(fraction=1, shuffle=True, seed=1) for name, frame in made.items()}
    once, again = dict(draw(made, LOOK, about)), dict(draw(mixed, LOOK, about))
    assert [path for path in once if once[path] != again.get(path)] == []


# Words


def _places(text: str) -> list[str]:
    return sorted(set(re.findall(r"\{(\w+)\}", text)))


def test_both_languages_say_the_same_things() -> None:
    french, english = LOOK.words["fr"], LOOK.words["en"]
    assert set(french) == set(english)
    for key, text in english.items():
        assert _places(text) == _places(french[key]), key
        assert text.count("|") == french[key].count("|") == key.startswith("n_"), key


def test_every_word_that_is_asked_for_is_there() -> None:
    words = LOOK.words["en"]
    for name, text in LOOK.static.items():
        asked = re.findall(r'\bt\(\s*"(\w+)"', text)
        asked += [f"n_{key}" for key in re.findall(r'\bn\(\s*"(\w+)"', text)]
        assert [key for key in asked if key not in words] == [], name
    kinds = TABLES["segments"]["kind"].values
    assert kinds
    wanted = {f"kind_{kind}" for kind in kinds}
    for table, column, prefix in (
        ("mentions", "label", "label"), ("quotes", "kind", "quote"), ("quarantine", "stage", "stage"),
        ("utterance_reports", "wording", "wording"), ("article_links", "relation", "relation"),
        ("quarantine", "closed_as", "closed"),
    ):  # fmt: skip
        wanted |= {f"{prefix}_{value}" for value in TABLES[table][column].values or ()}
    assert wanted <= set(words)


def test_no_word_is_left_over() -> None:
    sources = "\n".join([*LOOK.static.values(), *LOOK.templates.values()])
    sources += "\n".join(path.read_text("utf-8") for path in (ROOT / "report").glob("*.py"))
    made = ("kind_", "label_", "quote_", "stage_", "wording_", "relation_", "closed_",
            "view_", "show_", "n_", "articles_by_")  # fmt: skip
    left = [
        key
        for key in LOOK.words["en"]
        if not key.startswith(made) and not re.search(rf"\b{key}\b", sources)
    ]
    assert left == []


def test_every_kind_that_is_cut_has_a_colour() -> None:
    kept = {"title", "standfirst", "subheading", "body", "pull_quote", "quote_attribution", "note"}
    assert set(FAMILY_OF) == set(TABLES["segments"]["kind"].values or ()) - kept


def test_the_tables_asked_for_are_tables() -> None:
    assert set(NEEDED) <= set(TABLES)


@pytest.mark.parametrize(
    ("language", "number", "share"), [("fr", "1\u202f234", "6,2\xa0%"), ("en", "1,234", "6.2%")]
)
def test_figures_are_written_as_the_language_has_it(language: str, number: str, share: str) -> None:
    write = writers(language, LOOK.words[language])
    assert write["number"](1234) == number
    assert write["share"](0.0623).replace("\u202f", "\xa0") == share
    assert write["n"]("articles", 1).endswith("article")
    assert write["n"]("articles", 0).endswith("article" if language == "fr" else "articles")


# Colours


def _colours() -> dict[str, tuple[str, str]]:
    style = LOOK.static["report.css"]
    found = re.findall(r"(--[\w-]+): light-dark\((#\w{6}), (#\w{6})\)", style)
    return {name: (light, dark) for name, light, dark in found}


def _luminance(colour: str) -> float:
    parts = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    linear = [p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    high, low = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


def _pairs() -> list[tuple[str, str]]:
    grounds = ("--ground", "--card")
    families = sorted(set(FAMILY_OF.values()))
    entities = [f"--e-{label}" for label in TABLES["mentions"]["label"].values or ()]
    marked = [f"--q-{kind}" for kind in TABLES["quotes"]["kind"].values or ()]
    return [
        *((ink, ground) for ink in ("--ink", "--quiet", "--mark", "--bad", "--warn", "--good", *entities)
          for ground in grounds),
        *((f"--f-{family}", f"--f-{family}-soft") for family in families),
        *((ink, ground) for ink in ("--ink", *entities) for ground in marked),
        *((ink, "--mark-soft") for ink in ("--ink", "--mark", "--quiet", *entities)),
        ("--card", "--mark"), ("--card", "--ink"), ("--ins-ink", "--ins"), ("--del-ink", "--del"),
    ]  # fmt: skip


@pytest.mark.parametrize(("ink", "ground"), _pairs())
@pytest.mark.parametrize("scheme", [0, 1], ids=["light", "dark"])
def test_text_stands_out_from_its_ground(ink: str, ground: str, scheme: int) -> None:
    colours = _colours()
    assert contrast(colours[ink][scheme], colours[ground][scheme]) >= 4.5


def test_contrast_is_that_of_the_standard() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)


def test_bars_stand_out_from_their_card() -> None:
    colours = _colours()
    for name in [f"--s{number}" for number in range(1, 8)]:
        for scheme in (0, 1):
            assert contrast(colours[name][scheme], colours["--card"][scheme]) >= 3, name


def test_packages_carry_what_the_report_is_made_with() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    assert project["tool"]["setuptools"]["package-data"]["report"] == ["assets/**/*"]
    assert "report*" in project["tool"]["setuptools"]["packages"]["find"]["include"]


def test_a_page_too_long_to_show_is_clipped_and_says_so() -> None:
    made = tables(1)
    longer = made["raw_articles"].with_columns(raw_text=pl.col("raw_text") + "x" * (LONGEST + 9))
    drawn = dict(article_files(prepared(made | {"raw_articles": longer})))
    (article,) = json.loads(drawn["data/a/0.js"].partition(",")[2].rstrip(");\n")).values()
    assert len(article["raw"]) == LONGEST < article["length"]
    assert article["segments"]


@pytest.mark.parametrize(("highest", "values"), [(3, [0, 1, 2, 3]), (0, [0]), (11, None)])
def test_axes_of_few_things_have_no_halves(highest: int, values: list[int] | None) -> None:
    axis = _whole(pl.Series([0, highest])).to_dict()
    assert axis.get("values") == values


def test_a_course_is_drawn_from_two_runs_on() -> None:
    made = tables(4)
    one = made | {
        "runs": made["runs"].head(1),
        "validation_results": made["validation_results"].filter(success=True),
    }
    drawn = {chart.id: chart for chart in charts(figures(prepared(one)), LOOK.words["en"])}
    assert drawn["runs"].spec is None
    assert drawn["checks"].spec is None
    assert drawn["checks"].told == "No check failed in the runs shown."
    both = {chart.id: chart for chart in charts(figures(prepared(made)), LOOK.words["en"])}
    assert both["runs"].spec
    assert both["checks"].spec


def test_the_figures_are_those_of_the_tables() -> None:
    made = tables(10)
    found = figures(prepared(made))
    assert (found.articles, found.truncated, found.sources, found.undated) == (10, 2, 9, 0)
    assert found.by_time["articles"].sum() == 10
    assert found.by_source.filter(source="Le Phare")["articles"].item() == 2
    cut = made["segments"].filter(~pl.col("is_kept"))
    whole = sum(map(len, made["raw_articles"]["raw_text"]))
    characters = sum(cut["raw_end"] - cut["raw_start"])
    assert found.cut_share == pytest.approx(characters / whole)
    assert found.by_kind["rows"].sum() == cut.height
    assert found.by_run["critical"].to_list() == [1, 1, 0, 1, 1, 0, 1, 1]
    worst = found.worst.row(0, named=True)
    assert (worst["runs"], worst["rows"]) == (6, 12)
