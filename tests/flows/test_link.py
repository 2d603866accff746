"""Linking in a warehouse: the same whatever came when; what changes, changes; ids stay."""

from __future__ import annotations

import random
from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import polars as pl
import pytest

from flows.link import forgotten, link_at_once, link_tables
from flows.unlinked import backlog_of
from tests.conftest import Coupure
from tests.lengths import IS_WHOLE
from warehouse.batches import Changes
from warehouse.integrity import problems
from warehouse.store import Store
from warehouse.tables import TABLES

pytestmark = pytest.mark.usefixtures("no_catalogue")

FIRST = datetime(2024, 5, 1, 8, tzinfo=UTC)
NOW = datetime(2024, 6, 1, tzinfo=UTC)
Article = dict[str, Any]
TABLE_NAMES = ("stories", "story_articles", "article_links", "utterances", "utterance_reports",
               "fingerprints")  # fmt: skip
SYLLABLES = [one + two for one in "bdfglmprtv" for two in "aeiou"]


def made(count: int, seed: int = 1, undated: float = 0.15) -> list[Article]:
    """Articles on a few events of a few weeks: copies, rewordings, some without a date."""
    rng = random.Random(seed)

    def words(number: int) -> list[str]:
        return ["".join(rng.choices(SYLLABLES, k=4)) for _ in range(number)]

    def some(of: Sequence[str]) -> str:
        share = rng.choice([0.45, 0.7, 1.0])
        return " ".join(word for word in of if rng.random() < share) or of[0]

    events = [
        {"day": rng.randrange(18), "words": words(10), "said": [words(8), words(8)],
         "speaker": " ".join(words(2)).title()}
        for _ in range(max(1, count // 5))
    ]  # fmt: skip
    articles = []
    for number in range(count):
        event: dict[str, Any] = rng.choice(events)
        title, said = some(event["words"][:6]), [some(words) for words in event["said"]]
        day = event["day"] + rng.choice([0, 0, 1, 2, 3])
        articles.append(
            {
                "id": f"{seed:04x}{number:012x}",
                "title": title,
                "text": f"{title}\n{some(event['words'])} {' '.join(said)}",
                "outlet": rng.choice(["Un", "Deux", "Trois", None]),
                "published_at": None if rng.random() < undated
                else FIRST + timedelta(days=day, minutes=rng.randrange(600)),
                "quotes": [
                    (rng.choice([event["speaker"], event["speaker"].split()[1], None]), text)
                    for text in said
                ],
            }
        )  # fmt: skip
    return articles


def frames(articles: Sequence[Article]) -> dict[str, pl.DataFrame]:
    rows: dict[str, list[dict[str, Any]]] = {
        name: [] for name in ("raw_articles", "articles", "segments", "mentions", "quotes")
    }
    for one in articles:
        id, text = one["id"], one["text"]
        source = {"article_id": id, "source_uri": id, "content_hash": f"{len(text):064x}"}
        rows["raw_articles"].append(
            source | {"reader": "text", "encoding": "utf-8", "raw_text": text}
        )
        rows["articles"].append(
            source
            | {"outlet": one["outlet"], "language": "fr", "title": one["title"], "text": text,
               "published_at": one["published_at"],
               "published_precision": "minute" if one["published_at"] else None,
               "word_count": 20, "is_truncated": False, "cut_share": 0.0, "pipeline_version": "1",
               "run_id": "run", "ingested_at": NOW}
        )  # fmt: skip
        whole = {"article_id": id, "start": 0, "end": len(text), "raw_start": 0,
                 "raw_end": len(text), "text": text}  # fmt: skip
        rows["segments"].append(
            whole | {"segment_index": 0, "kind": "body", "is_kept": True, "score": 1.0}
        )
        for index, (speaker, words) in enumerate(one["quotes"]):
            start = text.find(words)
            place = {"start": start, "end": start + len(words), "raw_start": start,
                     "raw_end": start + len(words), "text": words}  # fmt: skip
            rows["quotes"].append(
                {"article_id": id, "quote_index": index, "utterance_index": index,
                 "kind": "direct", "speaker_name": speaker,
                 "speaker_label": "PER" if speaker else None, "confidence": 1.0,
                 "evidence": "made"} | place
            )  # fmt: skip
    return {name: _frame(name, found) for name, found in rows.items()}


def _frame(name: str, rows: list[dict[str, Any]]) -> pl.DataFrame:
    schema = TABLES[name].polars_schema
    known = list(rows[0]) if rows else []
    frame = pl.DataFrame(rows, schema={column: schema[column] for column in known})
    missing = [
        pl.lit(None, schema[column]).alias(column) for column in schema if column not in known
    ]
    return frame.with_columns(missing).select(schema.names())


def publish(store: Store, articles: Sequence[Article], batch: str, most: int = 1000) -> None:
    """Publish a batch, and link what is new."""
    store.stage(batch, frames(articles))
    store.publish(batch, date(2024, 6, 1))
    link(store, most)


def link(store: Store, most: int = 1000) -> None:
    changed = link_tables(store, most)
    store.publish(f"link-{store.manifest().version}", date(2024, 6, 1), snapshots=changed)


def linked(root: Path, batches: Sequence[Sequence[Article]], most: int = 1000) -> Store:
    store = Store(root)
    with store.writer():
        for number, batch in enumerate(batches):
            publish(store, batch, f"batch{number}", most)
    return store


def state(store: Store) -> dict[str, list[str]]:
    """All that linking says, but for ids that were used before."""
    found = {name: store.read(name) for name in TABLE_NAMES}
    found["former_ids"] = store.read("former_ids").filter(pl.col("day").is_not_null())
    found["articles"] = store.read("articles").select("article_id", "story_id")
    found["quotes"] = store.read("quotes").select("article_id", "quote_index", "utterance_id")
    return {name: sorted(map(repr, frame.rows())) for name, frame in found.items()}


@pytest.fixture(scope="module")
def articles() -> list[Article]:
    return made(60)


@pytest.fixture(scope="module")
def whole(articles: list[Article], tmp_path_factory: pytest.TempPathFactory) -> Store:
    """All articles, linked at once."""
    return linked(tmp_path_factory.mktemp("whole"), [articles])


def test_the_made_up_articles_are_worth_it(whole: Store) -> None:
    assert whole.read("story_articles")["day"].null_count() > 3
    assert 5 < whole.rows("stories") < 55
    assert whole.read("stories")["article_count"].max() > 2  # type: ignore[operator]
    assert whole.rows("article_links") > 3
    assert whole.rows("utterances") < whole.rows("utterance_reports") - 10
    assert whole.read("former_ids").filter(pl.col("day").is_not_null()).height > 0, "merges too"


@pytest.mark.parametrize(
    ("seed", "batches", "most"),
    [(1, 2, 1000), (2, 7, 1000), (3, 3, 5), (4, 6, 1)] if IS_WHOLE else [(1, 2, 1000), (4, 3, 6)],
)
def test_order_batches_and_portions_decide_nothing(
    articles: list[Article], whole: Store, tmp_path: Path, seed: int, batches: int, most: int
) -> None:
    mixed = random.Random(seed).sample(articles, len(articles))
    store = linked(tmp_path, [mixed[number::batches] for number in range(batches)], most)
    assert state(store) == state(whole)
    assert list(problems(store)) == []


def test_everything_is_linked_and_nothing_is_left(whole: Store) -> None:
    assert not backlog_of(whole)
    assert whole.read("articles")["story_id"].null_count() == 0
    assert whole.read("quotes")["utterance_id"].null_count() == 0
    assert list(problems(whole)) == []
    assert set(link_at_once(whole)) == {"entities"}, "there is nothing else to say"


def test_members_and_groups_agree(whole: Store) -> None:
    stories, members = whole.read("stories"), whole.read("story_articles")
    counted = members.group_by("story_id").agg(
        articles=pl.len().cast(pl.Int64), first=pl.col("seen_at").min()
    )
    both = stories.join(counted, on="story_id", how="full")
    assert both.filter(pl.col("article_count").ne_missing(pl.col("articles"))).is_empty()
    assert both.filter(pl.col("first_seen").ne_missing(pl.col("first"))).is_empty()
    reports = whole.read("utterance_reports")
    full = reports.filter(pl.col("wording") == "fullest")
    assert full["utterance_id"].is_unique().all()
    said = whole.read("utterances").join(full, on="utterance_id", suffix="_report")
    assert said.height == whole.rows("utterances")
    assert said["text"].equals(said["text_report"])
    nearest = members.drop_nulls(["nearest_id", "day"]).join(
        members.select(nearest_id="article_id", of="story_id"), on="nearest_id"
    )
    assert nearest["story_id"].equals(nearest["of"])


def test_a_late_beginning_reaches_the_end_of_a_long_story(tmp_path: Path) -> None:
    """Its first article gives the story its id, on days that are far from its own too."""
    chain = made(14, seed=5, undated=0)
    for number, one in enumerate(chain):
        one |= {name: chain[0][name] for name in ("title", "text", "quotes")}
        one["published_at"] = FIRST + timedelta(days=4 * number)
    late = linked(tmp_path / "late", [chain[1:], chain[:1]], most=3)
    assert late.rows("stories") == 1
    assert not backlog_of(late)
    assert state(late) == state(linked(tmp_path / "whole", [chain]))


def test_what_leaves_leaves_no_trace(articles: list[Article], tmp_path: Path) -> None:
    kept, leaving = articles[:45], articles[45:]
    store = linked(tmp_path / "some", [articles])
    ids = pl.DataFrame({"article_id": [one["id"] for one in leaving]})
    with store.writer():
        store.publish("prune", date(2024, 6, 2), changes=Changes(removed=ids))
        link(store)
    assert state(store) == state(linked(tmp_path / "kept", [kept]))
    assert list(problems(store)) == []


def test_an_article_that_comes_again_is_linked_anew(
    articles: list[Article], tmp_path: Path
) -> None:
    """With other words, on another day, or without a date."""
    changed = [
        articles[0] | {"title": articles[1]["title"], "text": articles[1]["text"], "quotes": []},
        articles[2] | {"published_at": FIRST + timedelta(days=60)},
        articles[3] | {"published_at": None},
        articles[4] | {"published_at": FIRST - timedelta(days=60)},
    ]
    ids = {one["id"] for one in changed}
    store = linked(tmp_path / "first", [articles, changed], most=5)
    once = linked(tmp_path / "once", [[one for one in articles if one["id"] not in ids] + changed])
    assert state(store) == state(once)
    assert list(problems(store)) == []


def test_ids_stay_when_days_come_one_after_the_other(
    articles: list[Article], tmp_path: Path
) -> None:
    dated = sorted(
        (one for one in articles if one["published_at"]), key=lambda one: one["published_at"]
    )
    store = Store(tmp_path)
    before: dict[str, str] = {}
    with store.writer():
        for number in range(0, len(dated), 9):
            publish(store, dated[number : number + 9], f"batch{number}")
            now = dict(store.read("articles").select("article_id", "story_id").iter_rows())
            former = dict(store.read("former_ids").select("former_id", "current_id").iter_rows())
            for article, id in before.items():
                while id in former:
                    id = former[id]
                assert now[article] == id, "the id of before leads to the id of today"
            before = now


def test_an_id_that_an_earlier_article_takes_over_is_a_former_one(tmp_path: Path) -> None:
    early, late = made(2, seed=9, undated=0)
    late |= {"title": early["title"], "text": early["text"], "quotes": early["quotes"]}
    early["published_at"], late["published_at"] = FIRST, FIRST + timedelta(days=1)
    store = linked(tmp_path, [[late], [early]])
    assert store.rows("stories") == 1
    former = store.read("former_ids").filter(kind="story")
    assert former["current_id"].to_list() == store.read("stories")["story_id"].to_list()
    assert former["former_id"].to_list() != former["current_id"].to_list()


def test_all_can_be_forgotten_and_linked_again(articles: list[Article], tmp_path: Path) -> None:
    store = linked(tmp_path, [articles[:30], articles[30:]])
    before = state(store)
    with store.writer():
        store.publish("forget", date(2024, 6, 2), snapshots=forgotten(store))
        assert store.rows("stories") == store.rows("utterance_reports") == 0
        assert store.read("quotes")["utterance_id"].is_null().all()
        assert list(problems(store)) == []
        link(store)
    assert state(store) == before


def test_a_new_day_touches_no_old_file(articles: list[Article], tmp_path: Path) -> None:
    """But for those of the days around, and of the batch itself."""
    dated = [one for one in articles if one["published_at"]]
    old = [one for one in dated if one["published_at"] < FIRST + timedelta(days=4)]
    new = [one for one in dated if one["published_at"] > FIRST + timedelta(days=12)]
    store = linked(tmp_path, [old])
    before = {file.path: file.sha256 for file in store.manifest().files if file.table != "entities"}
    with store.writer():
        publish(store, new, "new")
    after = {file.path: file.sha256 for file in store.manifest().files}
    empty = {path for path in before if "/empty" in path}
    assert {path: after.get(path) for path in before.keys() - empty} == {
        path: digest for path, digest in before.items() if path not in empty
    }


@pytest.mark.slow
def test_the_command_links(sample_copy: Path, coupure: Coupure) -> None:
    store = Store(sample_copy)
    assert not backlog_of(store), "a run links at its end"
    before = state(store)
    done = coupure("link", "--again", "--warehouse", sample_copy)
    assert done.returncode == 0, done.stderr
    assert f"{store.rows('stories')} stories" in done.stdout
    assert state(store) == before
    missing = coupure("link", "--warehouse", sample_copy / "nowhere")
    assert missing.returncode == 1
    assert "no warehouse" in missing.stderr
