"""The scorer against scores worked out by hand."""

from __future__ import annotations

from typing import Any
from xml.etree import ElementTree

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.eval import score
from tests.eval.frames import perfect
from tests.eval.gold import Gold, Quotation, compile_article, load_all
from tests.eval.report import by_article, evaluate

SOURCE = """
<article id="s" lang="fr" title="Deux digues pour Arvenne" byline="Léa Roy" section="Région"
 published="2024-05-12T18:20+02:00" precision="minute" truncated="true" remaining="40">
<line label="navigation">abcdefgh</line>
<line label="title">Deux digues pour <e l="LOC">Arvenne</e></line>
<line>« <q t="direct" s="Ana Brun" u="a" cue="dire">Il faut agir</q> », dit <e l="PER" n="Ana Brun">Ana Brun</e>, « <q t="direct" s="Ana Brun" u="a" cue="dire">et vite</q> ».</line>
<line>Selon <e l="PER" n="Ana Brun">Brun</e>, <q t="indirect" s="Ana Brun" cue="selon">le mur cède</q>. Elle dénonce <q t="mixed" s="Ana Brun" cue="dénoncer">« une honte » pour <e l="LOC">Arvenne</e></q>.</line>
<line>Le « <q t="term">plan bleu</q> » de l’<e l="ORG" alt="LOC">Élysée</e> plaît aux <e l="MISC">Arvennais</e>.</line>
<line label="related">ABCDEFGHIJKL</line>
</article>
"""


def article() -> Gold:
    return compile_article(ElementTree.fromstring(SOURCE.replace("\n title", " title")), "s")


def test_gold_against_itself_is_perfect() -> None:
    articles = load_all()
    scores = evaluate(articles, perfect(articles))
    assert scores
    assert {name: value for name, value in scores.items() if value != 1.0} == {}


def test_every_measure_is_there_for_our_articles() -> None:
    articles = load_all()
    wanted = {
        "removal.f1", "quotes_kept", "entities.PER.f1", "entities.ORG.f1", "entities.LOC.f1",
        "entities.all.f1", "names.b3", "names.persons", "quotes.direct.f1", "quotes.mixed.f1",
        "quotes.indirect.f1", "quotes.direct+mixed.f1", "quotes.all.f1", "quotes.all.exact",
        "speakers", "end_to_end", "terms_left", "rows_no_terms", "via", "utterances", "truncation",
        "truncation.f1", "title", "date", "time", "byline", "section", "remaining",
    }  # fmt: skip
    assert wanted <= evaluate(articles, perfect(articles)).keys()


def test_nothing_found_scores_nothing() -> None:
    frames = {name: frame.clear() for name, frame in perfect([article()]).items()}
    scores = evaluate([article()], frames)
    assert scores["removal.recall"] == 1.0  # all of it is cut
    for name in ("quotes_kept", "entities.all.f1", "quotes.all.f1", "end_to_end", "title", "date"):
        assert scores[name] == 0.0, name


def test_removal_counts_letters_and_digits() -> None:
    gold = article()
    frames = perfect([gold])
    # Gold cuts 8 + 12 letters. Keep the second cut, and cut the title (21 letters) instead.
    swap = pl.col("kind").is_in(["title", "related"])
    segments = frames["segments"].with_columns(is_kept=pl.col("is_kept") ^ swap)
    scores = evaluate([gold], {**frames, "segments": segments})
    assert scores["removal.precision"] == pytest.approx(8 / 29)
    assert scores["removal.recall"] == pytest.approx(8 / 20)
    assert scores["removal.f1"] == pytest.approx(16 / 49)
    assert scores["quotes_kept"] == 1.0
    # Of 4 kept lines with 4, 8, 11 and 9 words the first is lost, and one word more is kept.
    assert scores["kept_lines.f1"] == pytest.approx(2 * 3 / (4 + 4))
    assert scores["kept_words.f1"] == pytest.approx(2 * 28 / (29 + 32))


def test_a_quotation_cut_is_a_quotation_lost() -> None:
    gold = article()
    frames = perfect([gold])
    line = gold.raw.index("Selon")
    segments = frames["segments"].with_columns(
        is_kept=pl.col("is_kept") & ~(pl.col("raw_start") == line)
    )
    assert evaluate([gold], {**frames, "segments": segments})["quotes_kept"] == 2 / 4


def test_regions_without_verdict_do_not_count() -> None:
    source = SOURCE.replace('label="related"', 'label="related" keep="either"')
    gold = compile_article(ElementTree.fromstring(source), "s")
    frames = perfect([gold])
    keep_it = perfect([gold])["segments"]
    cut_it = keep_it.with_columns(is_kept=pl.col("is_kept") & (pl.col("kind") != "related"))
    for segments in (keep_it, cut_it):
        assert evaluate([gold], {**frames, "segments": segments})["removal.f1"] == 1.0


def test_entities_want_span_and_label() -> None:
    gold = article()
    rows = [_row(gold, "Arvenne", "LOC"), _row(gold, "Ana Brun", "ORG"), _row(gold, "Selon", "PER"),
            _row(gold, "Élysée", "LOC"), _row(gold, "Arvennais", "LOC")]  # fmt: skip
    counts = score.entities(gold, rows)
    # Right: Arvenne (1 of 2), Élysée as LOC (alt). Wrong: label of Ana Brun, Selon. Arvennais is
    # optional. Not found: Ana Brun, Brun, the second Arvenne.
    assert counts["all"] == score.Counts(2, 4, 5)
    assert counts["LOC"] == score.Counts(2, 2, 3)
    assert counts["PER"] == score.Counts(0, 1, 2)
    assert counts["ORG"] == score.Counts(0, 1, 0)
    twice = score.entities(gold, [_row(gold, "Arvenne", "LOC")] * 2)
    assert twice["LOC"] == score.Counts(1, 2, 2)


def test_b_cubed_by_hand() -> None:
    # Gold clusters {0, 1}, {2}; predicted {0}, {1, 2}.
    names = [("ana brun", "ana brun"), ("ana brun", "brun"), ("arvenne", "brun")]
    assert score.b_cubed(names) == (1 + 1 / 2 + 1 / 2, 1 / 2 + 1 / 2 + 1)


def test_names_of_a_set() -> None:
    gold = article()
    frames = perfect([gold])
    surname = pl.col("raw_start") == gold.raw.index("Brun,", gold.raw.index("Selon"))
    mentions = frames["mentions"].with_columns(
        name=pl.when(surname).then(pl.lit("Brun")).otherwise("name")
    )
    scores = evaluate([gold], {**frames, "mentions": mentions})
    # 5 mentions; the two of Ana Brun now stand in clusters of their own: precision 1, recall 4/5.
    assert scores["names.b3"] == pytest.approx(2 * 0.8 / 1.8)
    assert scores["names.persons"] == 1 / 2


def test_quotations_by_type() -> None:
    gold = article()
    rows = [
        _said(gold, "« Il faut agir », dit", "direct", "Ana Brun"),  # trimmed: 12 of 17 or more
        _said(gold, "le mur cède", "mixed", "Brun"),  # wrong type, wrong speaker
        _said(gold, "« une honte »", "mixed", "Ana Brun"),  # IoU .45 or so
        _said(gold, "plan bleu", "mixed", "Élysée"),  # a term
    ]
    match = score.match_quotes(gold, rows)
    ious = sorted(round(pair.iou, 2) for pair in match.pairs)
    assert ious == [round(12 / 19, 2), 1.0]
    assert match.terms_taken == 1
    assert match.counts({"direct"}, lambda pair: True) == score.Counts(1, 1, 2)
    assert match.counts({"mixed"}, lambda pair: True) == score.Counts(0, 3, 1)
    assert match.counts({"indirect"}, lambda pair: True) == score.Counts(0, 0, 1)
    everything = score.KINDS["all"]
    assert match.counts(everything, lambda pair: True) == score.Counts(2, 4, 4)
    assert match.counts(everything, lambda pair: pair.iou == 1) == score.Counts(1, 4, 4)
    assert match.counts(everything, score.speaker_right) == score.Counts(1, 4, 4)


def test_an_alternative_type_is_right_too() -> None:
    source = SOURCE.replace('t="mixed" s', 't="mixed" alt="direct" s')
    gold = compile_article(ElementTree.fromstring(source), "s")
    rows = [_said(gold, "« une honte » pour Arvenne", "direct", "Ana Brun")]
    match = score.match_quotes(gold, rows)
    assert match.counts({"direct"}, lambda pair: True) == score.Counts(1, 1, 3)
    assert match.counts({"mixed"}, lambda pair: True) == score.Counts(0, 0, 0)


def test_optional_quotations_are_left_out() -> None:
    source = SOURCE.replace('t="indirect" s', 't="indirect" optional="true" s')
    gold = compile_article(ElementTree.fromstring(source), "s")
    for rows in ([], [_said(gold, "le mur cède", "indirect", None)]):
        match = score.match_quotes(gold, rows)
        assert match.counts(score.KINDS["all"], lambda pair: True) == score.Counts(0, 0, 3)


def test_split_utterances_must_share_their_index() -> None:
    gold = article()
    frames = perfect([gold])
    apart = frames["quotes"].with_row_index("n").with_columns(utterance_index=pl.col("n"))
    assert evaluate([gold], frames)["utterances"] == 1.0
    assert evaluate([gold], {**frames, "quotes": apart})["utterances"] == 0.0


@pytest.mark.parametrize(
    ("right", "said", "same"),
    [
        ("Ana Brun", "Ana Brun", True),
        ("Ana Brun", "ana brun", True),
        ("Ana Brun", "Brun", False),
        ("Ana Brun", "", False),
        ("Jean-Luc Roy", "Jean Luc Roy", True),
        ("porte-parole du parquet", "la porte-parole du parquet", True),
        ("habitants", "des habitants du quartier", True),
        ("porte-parole du parquet de Lille", "porte-parole", True),
        ("ministère de la Santé", "ministre de la Santé", False),
        ("Renault", "Renault Trucks", False),
        ("l’Insee", "Insee", True),
    ],
)
def test_speakers(right: str, said: str, same: bool) -> None:
    gold = Quotation(0, 1, "direct", right)
    for row in (
        {"speaker_name": said, "speaker_text": "elle"},
        {"speaker_name": None, "speaker_text": said},
    ):
        assert score.speaker_right(score.Pair(gold, row, 1.0)) is same


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("« Oui »", "Oui"),
        ("“It is over,”", "It is over"),
        ("— Bonjour", "Bonjour"),
        ("qu’« il pleut »", "il pleut"),
        ("que la pluie « tombe »", "la pluie « tombe"),
        ('that "it rains"', "it rains"),
        ("quelle honte !", "quelle honte !"),
        ("Fini.", "Fini."),
        ("«  »", ""),
    ],
)
def test_trim(text: str, left: str) -> None:
    start, end = score.trim(text, 0, len(text))
    assert text[start:end] == left


@given(st.text(alphabet="que «»“”\"' —,tha.ab", max_size=30))
def test_trim_twice_is_trim_once(text: str) -> None:
    once = score.trim(text, 0, len(text))
    assert score.trim(text, *once) == once
    assert 0 <= once[0] <= once[1] <= len(text)


@given(
    st.tuples(st.integers(0, 9), st.integers(1, 9)), st.tuples(st.integers(0, 9), st.integers(1, 9))
)
def test_iou_is_symmetric_and_bounded(a: tuple[int, int], b: tuple[int, int]) -> None:
    one, other = (a[0], a[0] + a[1]), (b[0], b[0] + b[1])
    share = score.iou(one, other)
    assert share == score.iou(other, one)
    assert 0 <= share <= 1
    assert (share == 1) == (one == other)


@pytest.mark.parametrize(
    ("column", "value", "measure"),
    [
        ("title", "Deux digues", "title"),
        ("byline", "Léo Roy", "byline"),
        ("section", "Sports", "section"),
        ("is_truncated", False, "truncation"),
        ("remaining_pct", 4.0, "remaining"),
        ("published_precision", "day", "date"),
    ],
)
def test_facts(column: str, value: Any, measure: str) -> None:
    gold = article()
    frames = perfect([gold])
    wrong = frames["articles"].with_columns(pl.lit(value).alias(column))
    assert evaluate([gold], frames)[measure] == 1.0
    assert evaluate([gold], {**frames, "articles": wrong})[measure] == 0.0


def test_the_printed_day_is_right_in_either_zone_and_the_instant_in_one() -> None:
    gold = article()
    frames = perfect([gold])
    later = frames["articles"].with_columns(pl.col("published_at").dt.offset_by("2h"))
    scores = evaluate([gold], {**frames, "articles": later})
    assert (scores["date"], scores["time"]) == (1.0, 0.0)
    next_day = frames["articles"].with_columns(pl.col("published_at").dt.offset_by("1d"))
    assert evaluate([gold], {**frames, "articles": next_day})["date"] == 0.0


def test_a_row_an_article() -> None:
    articles = load_all()[:20]
    frame = by_article(articles, perfect(articles))
    assert frame["article"].to_list() == [gold.id for gold in articles]


def _row(gold: Gold, text: str, label: str) -> dict[str, Any]:
    start = gold.raw.index(text)
    return {"raw_start": start, "raw_end": start + len(text), "label": label, "name": text}


def _said(gold: Gold, text: str, kind: str, speaker: str | None) -> dict[str, Any]:
    start = gold.raw.index(text)
    return {"raw_start": start, "raw_end": start + len(text), "kind": kind,
            "speaker_name": speaker, "speaker_text": speaker, "via": None,
            "utterance_index": start}  # fmt: skip


def test_a_nested_prediction_without_gold_is_no_error() -> None:
    frames = perfect([article()])
    quotes = frames["quotes"]
    extra = quotes.head(1).with_columns(
        raw_start=pl.lit(0, quotes.schema["raw_start"]),
        raw_end=pl.lit(8, quotes.schema["raw_end"]),
    )
    nested = extra.with_columns(nested_in=pl.lit(1))
    with_nested = evaluate(
        [article()], {**frames, "quotes": pl.concat([quotes, nested], how="diagonal")}
    )
    with_plain = evaluate([article()], {**frames, "quotes": pl.concat([quotes, extra])})
    assert with_nested["quotes.all.precision"] == 1.0
    assert with_plain["quotes.all.precision"] < 1.0
