"""Quarantine has a way back: everything rejected can be seen, and tried again."""

from __future__ import annotations

import json
import tarfile
from itertools import islice
from pathlib import Path
from typing import Any

import polars as pl
import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from flows.quarantine import Wanted, select, whole_entries
from flows.retrying import retry_entries
from flows.summary import RunSummary
from tests.flows.cheap import (
    VERSION,
    Spoilt,
    assert_sound,
    balanced,
    cheap_hands,
    cheap_run,
    cheap_settings,
    contents,
    quarantine,
)
from tests.hostile.cases import Scale, cases, kinds
from tests.lengths import examples
from warehouse.kept import parsed_record
from warehouse.store import Store

pytestmark = pytest.mark.usefixtures("no_catalogue")

TITLE_ONLY = '{"headline": "Sans texte", "corpus": "Le texte est ici.", "site": "Le Fanal"}'


def nothing_spoilt(text: str) -> str | None:
    return None


def retry(
    root: Path,
    *ids: str,
    version: str = VERSION,
    spoilt: Spoilt = nothing_spoilt,
    wanted: Wanted | None = None,
    **given_: Any,
) -> RunSummary:
    chosen = select(Store(root), wanted or Wanted(ids=ids))["quarantine_id"].to_list()
    return retry_entries(cheap_settings(root, **given_), version, cheap_hands(spoilt), chosen)


def only(root: Path) -> dict[str, Any]:
    (row,) = quarantine(root).to_dicts()
    return row


@pytest.fixture
def inbox(tmp_path: Path) -> Path:
    (tmp_path / "in").mkdir()
    return tmp_path / "in"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return tmp_path / "wh"


@pytest.mark.parametrize(("stage", "text"), [("transform", "BAD un"), ("validate", "WORSE un")])
def test_a_rejected_article_is_published_from_what_was_kept(
    inbox: Path, root: Path, stage: str, text: str
) -> None:
    (inbox / "a.txt").write_text(text)
    (inbox / "b.txt").write_text("bon")
    first = cheap_run(root, inbox)
    entry = only(root)
    assert (entry["stage"], entry["location"]) == (stage, str(inbox / "a.txt"))
    (inbox / "a.txt").unlink()
    summary = retry(root)
    assert (summary.kind, summary.inputs, summary.tally.articles) == ("retry", 1, 1)
    assert summary.exit_code == 0
    assert quarantine(root).is_empty()
    (closed,) = quarantine(root, standing=False).to_dicts()
    assert (closed["closed_by"], closed["closed_as"]) == (summary.run_id, "published")
    assert closed["run_id"] == first.run_id, "who rejected it is not forgotten"
    assert set(Store(root).read("articles")["text"]) == {text, "bon"}
    assert_sound(root)


def test_what_still_fails_stays_as_it_was_and_is_told(inbox: Path, root: Path) -> None:
    for name, text in {"a": "BAD un", "b": "BAD deux", "c": ""}.items():
        (inbox / f"{name}.txt").write_text(text)
    cheap_run(root, inbox)
    before = quarantine(root).sort("quarantine_id")

    def spoilt(text: str) -> str | None:
        return {"BAD un": "transform", "BAD deux": "validate"}.get(text)

    summary = retry(root, spoilt=spoilt)
    assert balanced(summary)
    assert dict(summary.still) == {"transform_reason": 1, "empty": 1}
    assert dict(summary.tally.quarantined) == {"validate_reason": 1}
    assert summary.exit_code == 3
    after = quarantine(root).sort("quarantine_id")
    same = before.filter(pl.col("source_uri") != "b.txt")
    assert after.filter(pl.col("source_uri") != "b.txt").equals(same)
    (new,) = after.filter(source_uri="b.txt").to_dicts()
    assert (new["stage"], new["run_id"]) == ("validate", summary.run_id)
    told = quarantine(root, standing=False).filter(source_uri="b.txt", stage="transform")
    assert told["closed_as"].to_list() == ["rejected_again"]
    again = cheap_run(root, inbox)
    assert (again.batches, again.unchanged) == (0, 3), "and a run knows them all"


def test_a_record_without_text_is_read_again_with_the_fields_of_today(
    inbox: Path, root: Path
) -> None:
    (inbox / "x.jsonl").write_text(f'{{"text": "bon"}}\n{TITLE_ONLY}\n')
    cheap_run(root, inbox)
    entry = only(root)
    assert (entry["reason"], entry["source_uri"]) == ("no_text", "x.jsonl#2")
    assert parsed_record(entry["record"])["fields"] == json.loads(TITLE_ONLY)
    (inbox / "x.jsonl").unlink()
    assert dict(retry(root).still) == {"no_text": 1}
    summary = retry(root, field_names={"text": "corpus"})
    assert summary.tally.articles == 1
    raw = Store(root).read("raw_articles").filter(source_uri="x.jsonl#2").row(0, named=True)
    assert (raw["raw_text"], raw["reader"]) == ("Le texte est ici.", "jsonl")
    assert json.loads(raw["hints"]) == {"outlet": "Le Fanal", "title": "Sans texte"}


FORMATS = {
    "x.csv": "headline,corpus,site\nSans texte,Le texte est ici.,Le Fanal\n",
    "x.json": f"[{TITLE_ONLY}]",
    "x.jsonl": TITLE_ONLY + "\n",
}


@pytest.mark.parametrize("name", FORMATS)
def test_what_a_retry_publishes_is_what_a_run_would(inbox: Path, tmp_path: Path, name: str) -> None:
    root, fresh = tmp_path / "wh", tmp_path / "fresh"
    (inbox / name).write_text(FORMATS[name])
    cheap_run(root, inbox)
    retry(root, field_names={"text": "corpus"})
    cheap_run(fresh, inbox, field_names={"text": "corpus"})
    assert contents(root) == contents(fresh)
    again = cheap_run(root, inbox, field_names={"text": "corpus"})
    assert (again.tally.articles, again.tally.rejected) == (0, 0)


def test_bytes_are_kept_to_the_bit(inbox: Path, root: Path) -> None:
    data = bytes(range(256)) * 40
    (inbox / "photo.txt").write_bytes(data)
    cheap_run(root, inbox)
    entry = only(root)
    assert entry["reason"] == "binary"
    from warehouse.kept import exact_bytes

    assert exact_bytes(entry["record"]) == data
    assert dict(retry(root).still) == {"binary": 1}


def test_what_is_too_large_to_keep_is_read_from_its_source(inbox: Path, root: Path) -> None:
    (inbox / "sub").mkdir()
    path = inbox / "sub" / "long.jsonl"
    lines = [json.dumps({"text": f"{n} " + "mot " * 80_000}) for n in range(3)]
    path.write_text("\n".join(lines))
    cheap_run(root, inbox, max_record_bytes=1_000)
    rows = quarantine(root).sort("source_uri")
    assert rows["source_uri"].to_list() == [f"sub/long.jsonl#{n}" for n in (1, 2, 3)]
    assert set(rows["location"]) == {str(path)}
    assert all("preview" in parsed_record(record) for record in rows["record"])
    assert all(len(record) < 20_000 for record in rows["record"])
    summary = retry(root, rows["quarantine_id"][1])
    assert (summary.inputs, summary.tally.articles) == (1, 1)
    assert Store(root).read("articles")["text"][0].startswith("1 mot")
    path.unlink()
    summary = retry(root)
    assert balanced(summary)
    assert (summary.tally.articles, dict(summary.still)) == (0, {"source_gone": 2})
    assert quarantine(root).height == 2


def test_a_member_of_an_archive_is_found_again(inbox: Path, root: Path, tmp_path: Path) -> None:
    (inbox / "sub").mkdir()
    big = tmp_path / "big.txt"
    big.write_text("mot " * 80_000)
    with tarfile.open(inbox / "sub" / "x.tar.gz", "w:gz") as archive:
        archive.add(big, "d/big.txt")
        archive.add(big, "big.txt")
    cheap_run(root, inbox, max_record_bytes=1_000)
    rows = quarantine(root)
    assert rows.height == 2
    wanted = rows.filter(pl.col("source_uri").str.ends_with("d/big.txt"))["quarantine_id"][0]
    summary = retry(root, wanted)
    assert summary.tally.articles == 1
    assert Store(root).read("articles")["source_uri"][0].endswith("d/big.txt")
    assert quarantine(root).height == 1


def test_an_older_version_does_not_come_back_over_the_newer(inbox: Path, root: Path) -> None:
    for day, name in ((1, "b"), (2, "a")):
        record = {
            "text": f"jour {day}",
            "url": "https://x.example/1",
            "fetched_at": f"2024-05-0{day}",
        }
        (inbox / f"{name}.jsonl").write_text(json.dumps(record))
    cheap_run(root, inbox)
    assert only(root)["reason"] == "older_version"
    summary = retry(root)
    assert dict(summary.still) == {"older_version": 1}
    assert Store(root).read("articles")["text"].to_list() == ["jour 2"]


def test_without_dates_a_retried_record_gives_way_to_what_is_published(
    inbox: Path, root: Path
) -> None:
    (inbox / "a.jsonl").write_text('{"text": "BAD", "url": "https://x.example/1"}')
    cheap_run(root, inbox)
    (inbox / "b.jsonl").write_text('{"text": "bon", "url": "https://x.example/1"}')
    cheap_run(root, inbox)
    summary = retry(root)
    assert dict(summary.tally.quarantined) == {"older_version": 1}
    assert Store(root).read("articles")["text"].to_list() == ["bon"]


def test_copies_of_a_rejected_record_close_with_it(inbox: Path, root: Path) -> None:
    for name in "abc":
        (inbox / f"{name}.jsonl").write_text('{"text": "BAD", "url": "https://x.example/1"}')
    first = cheap_run(root, inbox)
    assert dict(first.tally.quarantined) == {"transform_reason": 1, "copy_of_rejected": 2}
    summary = retry(root)
    assert balanced(summary)
    assert (summary.tally.articles, summary.unchanged) == (1, 2)
    assert quarantine(root).is_empty()
    assert_sound(root)


samples = st.sampled_from(
    ["bon", "bon aussi", "BAD un", "BAD deux", "WORSE", "", " \n", "{", "\0", "x" * 30]
)


@settings(
    max_examples=examples(3), deadline=None, phases=[Phase.explicit, Phase.reuse, Phase.generate],
    suppress_health_check=[HealthCheck.too_slow],
)  # fmt: skip
@given(
    rows=st.lists(st.tuples(samples, st.sampled_from([None, "/1", "/2"])), min_size=1, max_size=8),
    loose=st.lists(samples, max_size=4),
    size=st.integers(1, 3),
)
def test_after_a_retry_it_is_as_if_nothing_had_been_wrong(
    tmp_path_factory: pytest.TempPathFactory,
    rows: list[tuple[str, str | None]],
    loose: list[str],
    size: int,
) -> None:
    """The same inputs, first through a pipeline that fails on some, then through one that does not."""
    home = tmp_path_factory.mktemp("retry")
    inbox, root, fresh = home / "in", home / "wh", home / "fresh"
    inbox.mkdir()
    lines = [
        "{" if text == "{" else json.dumps({"text": text, "url": url and f"https://x.example{url}{n}"})
        for n, (text, url) in enumerate(rows)
    ]  # fmt: skip
    (inbox / "x.jsonl").write_text("\n".join(lines))
    for number, text in enumerate(loose):
        (inbox / f"{number}.txt").write_text(text)
    assert balanced(cheap_run(root, inbox, batch_articles=size))
    summary = retry(root, batch_articles=size)
    assert balanced(summary)
    assert_sound(root)
    cheap_run(fresh, inbox, spoilt=nothing_spoilt)
    assert contents(root) == contents(fresh)
    key = ["source_uri", "reason", "stage"]
    assert sorted(quarantine(root).select(key).rows()) == sorted(
        quarantine(fresh).select(key).rows()
    )
    runs = Store(root).read("runs").sort("started_at")
    made = quarantine(root, standing=False).group_by("run_id").len()
    assert dict(made.iter_rows()) == {
        name: count for name, count in runs.select("run_id", "quarantined").rows() if count
    }


def test_what_could_not_be_opened_closes_when_it_can(inbox: Path, root: Path) -> None:
    (inbox / "a.csv").write_text("colonne\nun\ndeux\n")
    (inbox / "b.jsonl").write_text("")
    cheap_run(root, inbox)
    assert dict(quarantine(root).select("source_uri", "reason").rows()) == {
        "a.csv": "no_text", "b.jsonl": "empty",
    }  # fmt: skip
    summary = retry(root, wanted=Wanted(reason="no_text"), field_names={"text": "colonne"})
    assert (summary.inputs, summary.tally.articles, summary.exit_code) == (2, 2, 0)
    (inbox / "b.jsonl").write_text('{"text": "trois"}')
    cheap_run(root, inbox, field_names={"text": "colonne"})
    assert quarantine(root).is_empty()
    closed = quarantine(root, standing=False)["closed_as"]
    assert set(closed) == {"published"}


@pytest.mark.parametrize("kind", kinds())
def test_a_retry_finds_wrong_what_a_run_finds_wrong(inbox: Path, root: Path, kind: str) -> None:
    """From what was kept or from the source: nothing that was rejected for a reason of its own
    passes, or is rejected for another reason, for being read by itself."""
    for number, case in enumerate(islice(cases(11, Scale(), kind), 8)):
        (inbox / str(number)).mkdir()
        case.write(inbox / str(number))
    limits = {"max_record_bytes": 500_000, "max_members": 1_000, "max_rejections": 500}
    cheap_run(root, inbox, spoilt=nothing_spoilt, **limits)
    before = quarantine(root, standing=False).sort("quarantine_id")
    if before.is_empty():
        return
    summary = retry(root, **limits)
    assert balanced(summary)
    assert quarantine(root, standing=False).sort("quarantine_id").equals(before)
    assert (summary.tally.articles, summary.tally.rejected) == (0, 0)


@pytest.fixture
def mixed(inbox: Path, root: Path) -> Path:
    (inbox / "a.txt").write_text("BAD")
    (inbox / "b.txt").write_text("")
    (inbox / "c.jsonl").write_text(
        TITLE_ONLY + '\n{"title": "x", "url": "https://www.lejour.example/1"}'
    )
    cheap_run(root, inbox)
    return root


def test_entries_are_chosen_by_stage_reason_outlet_day_and_id(mixed: Path) -> None:
    store = Store(mixed)

    def sources(**chosen: Any) -> list[str]:
        return sorted(select(store, Wanted(**chosen))["source_uri"])

    assert sources() == ["a.txt", "b.txt", "c.jsonl#1", "c.jsonl#2"]
    assert sources(stage="transform") == ["a.txt"]
    assert sources(reason="no_text") == ["c.jsonl#1", "c.jsonl#2"]
    assert sources(outlet="le fanal") == ["c.jsonl#1"]
    assert sources(outlet="LeJour.example") == ["c.jsonl#2"]
    today = select(store, Wanted())["quarantined_at"][0].date()
    assert len(sources(since=today)) == 4
    assert sources(since=today.replace(year=today.year + 1)) == []
    ids = select(store, Wanted(reason="empty"))["quarantine_id"].to_list()
    assert sources(ids=(ids[0][:10],)) == ["b.txt"]
    with pytest.raises(LookupError, match="no such entry"):
        select(store, Wanted(ids=("zz",)))
    with pytest.raises(LookupError, match="4 entries begin"):
        select(store, Wanted(ids=("",)))
    assert [row["quarantine_id"] for row in whole_entries(store, ids * 2)] == ids * 2


def test_a_pruned_source_closes_its_entries(mixed: Path, inbox: Path) -> None:
    (inbox / "a.txt").unlink()
    summary = cheap_run(mixed, inbox, prune=True)
    assert summary.pruned == 0, "it was never published"
    left = quarantine(mixed)
    assert "a.txt" not in left["source_uri"].to_list()
    closed = quarantine(mixed, standing=False).filter(source_uri="a.txt")
    assert closed["closed_as"].to_list() == ["gone"]
    (inbox / "a.txt").write_text("BAD")
    assert cheap_run(mixed, inbox).tally.rejected == 1, "should it come back, it is tried again"
