"""The main job on the bundled sample, as a user runs it; then what the tables must hold."""

from __future__ import annotations

import json
from pathlib import Path

import duckdb
import pandas as pd
import polars as pl

from tests.conftest import PROJECT, Coupure
from transforms.normalize import normalize
from warehouse import scan
from warehouse.tables import TABLES


def table(root: Path, name: str) -> pl.DataFrame:
    return scan(name, root=root).collect()


def test_the_run_prints_a_summary(sample: Path) -> None:
    printed = (sample.parent / "stdout.txt").read_text()
    for words in ("articles published", "mentions", "quotes", "Cut:", "Most quoted", "scan("):
        assert words in printed
    assert str(sample) in printed


def test_all_inputs_are_accounted_for(sample: Path) -> None:
    (run,) = table(sample, "runs").to_dicts()
    assert run["status"] == "done"
    assert run["inputs"] == run["articles"] + run["unchanged"] + run["quarantined"]
    assert run["articles"] == table(sample, "articles").height >= 12
    assert run["quarantined"] == table(sample, "quarantine").height >= 2
    assert set(table(sample, "articles")["language"]) == {"fr", "en"}


def test_every_table_is_there_and_conforms(sample: Path) -> None:
    for name, contract in TABLES.items():
        frame = table(sample, name)
        assert contract.conform(frame).equals(frame.select(contract.names)), name
    for name in ("articles", "segments", "mentions", "quotes", "entities", "validation_results"):
        assert table(sample, name).height, name


def test_segments_tile_the_raw_text(sample: Path) -> None:
    raw = dict(table(sample, "raw_articles").select("article_id", "raw_text").iter_rows())
    segments = table(sample, "segments").sort("article_id", "segment_index")
    for (article_id,), frame in segments.partition_by("article_id", as_dict=True).items():
        starts, ends = frame["raw_start"].to_list(), frame["raw_end"].to_list()
        assert starts == [0, *ends[:-1]]
        assert ends[-1] == len(raw[article_id])


def test_offsets_lead_to_the_words_in_clean_and_raw_text(sample: Path) -> None:
    clean = dict(table(sample, "articles").select("article_id", "text").iter_rows())
    raw = dict(table(sample, "raw_articles").select("article_id", "raw_text").iter_rows())
    for name in ("mentions", "quotes"):
        for row in table(sample, name).iter_rows(named=True):
            assert clean[row["article_id"]][row["start"] : row["end"]] == row["text"]
            slice_ = raw[row["article_id"]][row["raw_start"] : row["raw_end"]]
            assert normalize(slice_).text.strip() == row["text"], name


def test_every_entity_named_is_listed(sample: Path) -> None:
    named = table(sample, "mentions").drop_nulls("entity_id")
    entities = table(sample, "entities")
    assert set(named["entity_id"]) == set(entities["entity_id"])
    assert entities["mention_count"].sum() == named.height
    speakers = table(sample, "quotes")["speaker_entity_id"].drop_nulls()
    assert set(speakers) <= set(entities["entity_id"])


def test_a_second_run_finds_nothing_to_do(sample_copy: Path, coupure: Coupure) -> None:
    before = {name: table(sample_copy, name) for name in TABLES if name != "runs"}
    done = coupure("run", "samples/inbox", "--warehouse", sample_copy)
    assert done.returncode == 0, done.stderr
    assert "Nothing to do" in done.stdout
    for name, frame in before.items():
        assert table(sample_copy, name).equals(frame), name


def test_pandas_duckdb_and_a_glob_read_the_same_rows(sample: Path) -> None:
    for name in ("articles", "mentions", "quotes", "entities"):
        rows = table(sample, name).height
        assert len(pd.read_parquet(sample / name)) == rows
        glob = f"{sample}/{name}/**/*.parquet"
        assert duckdb.sql(f"select count(*) from '{glob}'").fetchall() == [(rows,)]
        assert pl.read_parquet(glob).height == rows
        with duckdb.connect(str(sample / "catalog.duckdb"), read_only=True) as catalog:
            assert catalog.sql(f"select count(*) from {name}").fetchall() == [(rows,)]


def test_the_gate_judged_every_batch(sample: Path) -> None:
    results = table(sample, "validation_results")
    assert set(results["table"]) >= {"raw_articles", "articles", "segments", "mentions", "quotes"}
    assert results.filter(pl.col("severity") == "critical")["success"].all()


def test_status_show_tables_and_export(sample: Path, coupure: Coupure, tmp_path: Path) -> None:
    status = coupure("status", "--warehouse", sample)
    assert status.returncode == 0
    assert "done" in status.stdout
    assert "empty" in status.stdout, "the reasons of quarantine"
    quoted = table(sample, "quotes").drop_nulls("speaker_name").row(0, named=True)
    shown = coupure("show", quoted["article_id"][:10], "--warehouse", sample)
    assert shown.returncode == 0, shown.stderr
    assert quoted["speaker_name"] in shown.stdout
    assert "✂" in shown.stdout
    assert "quotes" in coupure("tables").stdout
    assert "speaker_name" in coupure("tables", "quotes").stdout
    for ending in (".csv", ".jsonl", ".parquet", ".json"):
        target = tmp_path / f"entities{ending}"
        done = coupure("export", "entities", "--to", target, "--warehouse", sample)
        assert done.returncode == 0, done.stderr
        assert target.stat().st_size
    rows = [json.loads(line) for line in (tmp_path / "entities.jsonl").read_text().splitlines()]
    assert len(rows) == table(sample, "entities").height
    assert len(pd.read_csv(tmp_path / "entities.csv")) == len(rows)


def test_bad_inputs_cost_no_neighbour_and_no_traceback(coupure: Coupure, tmp_path: Path) -> None:
    inbox = tmp_path / "inbox"
    inbox.mkdir()
    good = PROJECT / "samples" / "inbox"
    (inbox / "empty.txt").write_text("")
    (inbox / "blank.txt").write_text(" \n\n\t\n")
    (inbox / "binary.txt").write_bytes(bytes(range(256)) * 40)
    (inbox / "furniture.txt").write_text("Accueil\nPartager sur Facebook\nSource link\n")
    (inbox / "latin1.txt").write_bytes(
        "La préfète a annoncé jeudi la réouverture de la route côtière à Ploumanac'h, fermée "
        "depuis l'été.\n« Nous avons été entendus », a déclaré le maire, Yann Kéradec.\n".encode(
            "latin-1"
        )
    )
    (inbox / "broken.jsonl").write_text('{"text": \n{"title": "sans texte"}\n')
    first = sorted(good.rglob("*.txt"))[0]
    (inbox / "good.txt").write_bytes(first.read_bytes() or b"Le conseil a vote.")
    root = tmp_path / "warehouse"
    done = coupure("run", inbox, "--warehouse", root)
    assert done.returncode == 3, done.stdout + done.stderr
    assert "Traceback" not in done.stdout + done.stderr
    published = set(table(root, "articles")["source_uri"])
    assert {"latin1.txt", "good.txt"} <= published
    assert "préfète" in table(root, "articles").filter(source_uri="latin1.txt")["text"][0]
    rejected = dict(table(root, "quarantine").select("source_uri", "reason").iter_rows())
    assert {"empty.txt", "blank.txt", "binary.txt"} <= set(rejected)
    (run,) = table(root, "runs").to_dicts()
    assert run["inputs"] == run["articles"] + run["quarantined"] == 8
    again = coupure("run", inbox, "--warehouse", root)
    assert again.returncode == 0, "what was quarantined is known and not tried again"
