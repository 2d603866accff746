"""Backfill, pruning and quarantine as an operator types them, with the real pipeline."""

from __future__ import annotations

import json
import re
import shlex
import shutil
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import click
import polars as pl
import pytest

from flows.cli import main
from flows.outdated import raw_records
from tests.conftest import PROJECT, Coupure
from warehouse import scan
from warehouse.integrity import problems
from warehouse.store import Store
from warehouse.tables import TABLES

OPERATING = (PROJECT / "docs" / "operating.md").read_text(encoding="utf-8")
TEXT = """La route côtière rouvre après quatre mois de travaux

La préfète a annoncé jeudi la réouverture de la route côtière, fermée depuis l'éboulement de l'été.
Les riverains l'empruntaient pour se rendre au marché de Ploumanac'h et à l'école du bourg.

« Nous avons été entendus », a déclaré le maire, Yann Kéradec, devant une centaine d'habitants. La
mairie prévoit une fête sur le port samedi prochain, avec les pêcheurs et l'école de musique.
"""
VARYING = ("run_id", "batch_id", "ingested_at", "pipeline_version")


def documented() -> list[str]:
    blocks = re.findall(r"```sh\n(.*?)```", OPERATING, re.DOTALL)
    return [line for block in blocks for line in block.splitlines() if line.strip()]


def leaves(
    group: click.Group, path: tuple[str, ...] = ()
) -> Iterator[tuple[tuple[str, ...], click.Command]]:
    for name, command in group.commands.items():
        if isinstance(command, click.Group):
            yield from leaves(command, (*path, name))
        else:
            yield (*path, name), command


@pytest.mark.parametrize("line", documented())
def test_every_command_in_the_docs_is_one(line: str) -> None:
    words = shlex.split(line)
    assert words.pop(0) == "coupure"
    command: click.Command = main
    while isinstance(command, click.Group):
        command = command.commands[words.pop(0)]
    command.make_context("x", words)  # raises on an option or a value that is none


@pytest.mark.parametrize(
    "words", [("run",), ("backfill",), ("quarantine", "list"), ("quarantine", "retry")]
)
def test_help_gives_examples_that_are_commands(words: tuple[str, ...]) -> None:
    command = dict(leaves(main))[words]
    examples = re.findall(r"^\s+(coupure .*)$", command.help or "", re.MULTILINE)
    assert examples
    for example in examples:
        rest = shlex.split(example)[1 + len(words) :]
        command.make_context("x", rest)


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (("quarantine", "retry"), "--all"),
        (("quarantine", "list", "--stage", "reading"), "transform"),
        (("quarantine", "list", "--since", "hier"), "hier"),
        (("backfill", "--limit", "0"), "x>=1"),
        (("run", "none", "--prune"), "none"),
        (("run", "none", "--dry-run"), "none"),
    ],
)
def test_wrong_usage_exits_2(
    coupure: Coupure, tmp_path: Path, words: tuple[str, ...], says: str
) -> None:
    done = coupure(*words, cwd=tmp_path)
    assert done.returncode == 2, done.stderr
    assert says in done.stderr
    assert not list(tmp_path.iterdir()), "nothing was written"


@pytest.mark.parametrize(
    "words",
    [("backfill",), ("backfill", "--dry-run"), ("quarantine", "list"),
     ("quarantine", "retry", "--all"), ("quarantine", "show", "ab")],
)  # fmt: skip
def test_without_a_warehouse_nothing_is_made(
    coupure: Coupure, tmp_path: Path, words: tuple[str, ...]
) -> None:
    done = coupure(*words, cwd=tmp_path)
    assert done.returncode == 1, done.stderr
    assert len(done.stderr.strip().splitlines()) == 1
    assert "coupure run" in done.stderr
    assert not list(tmp_path.iterdir())


def outdate(root: Path) -> None:
    """Let all articles be of an older version: as after an upgrade."""
    store = Store(root)
    older = store.read("articles").with_columns(pipeline_version=pl.lit("0.0+older"))
    frames = {
        name: older if name == "articles" else store.read(name)
        for name in ("raw_articles", "articles", "segments", "mentions", "quotes")
    }
    with store.writer():
        store.stage("older", frames)
        store.publish("older", date(2024, 1, 1))


def test_backfill_works_what_was_landed_without_the_sources(
    sample_copy: Path, coupure: Coupure
) -> None:
    before = {name: scan(name, root=sample_copy).collect() for name in TABLES}
    count = before["articles"].height
    outdate(sample_copy)
    assert (
        f"{count} articles are of an older" in coupure("status", "--warehouse", sample_copy).stdout
    )
    version = Store(sample_copy).manifest().version
    told = coupure("backfill", "--dry-run", "--warehouse", sample_copy)
    assert (told.returncode, f"{count} articles" in told.stdout) == (0, True), told.stderr
    assert Store(sample_copy).manifest().version == version
    outlet = before["articles"]["outlet"].drop_nulls()[0]
    part = coupure("backfill", "--outlet", outlet, "--limit", "1", "--warehouse", sample_copy)
    assert part.returncode == 0, part.stdout + part.stderr
    assert f"{count - 1} articles are of an older" in part.stdout
    rest = coupure("backfill", "--warehouse", sample_copy)
    assert rest.returncode == 0, rest.stdout + rest.stderr
    for name in ("raw_articles", "articles", "segments", "mentions", "quotes"):
        key = TABLES[name].key
        old = before[name].drop(VARYING, strict=False).sort(key)
        assert (
            scan(name, root=sample_copy).collect().drop(VARYING, strict=False).sort(key).equals(old)
        ), name
    assert problems(Store(sample_copy)) == []
    nothing = coupure("backfill", "--warehouse", sample_copy)
    assert "Nothing to do" in nothing.stdout


def test_quarantine_listed_shown_and_tried_again(tmp_path: Path, coupure: Coupure) -> None:
    inbox, root = tmp_path / "in", tmp_path / "wh"
    inbox.mkdir()
    (inbox / "x.jsonl").write_text(json.dumps({"site": "Le Fanal", "prose": TEXT}) + "\n{\n")
    (inbox / "menu.txt").write_text("Accueil\nPartager sur Facebook\nSource link\n")
    assert coupure("run", inbox, "--warehouse", root).returncode == 3
    shutil.rmtree(inbox)
    listed = coupure("quarantine", "list", "--warehouse", root)
    assert listed.returncode == 0, listed.stderr
    assert "3 entries" in listed.stdout
    lines = coupure("quarantine", "list", "--json", "--stage", "read", "--warehouse", root).stdout
    rows = [json.loads(line) for line in lines.splitlines()]
    assert {row["reason"] for row in rows} == {"no_text", "malformed"}
    assert {row["location"] for row in rows} == {str(inbox / "x.jsonl")}
    (entry,) = [row for row in rows if row["reason"] == "no_text"]
    assert entry["record"]["fields"]["prose"] == TEXT
    shown = coupure("quarantine", "show", entry["quarantine_id"][:8], "--warehouse", root)
    assert TEXT.splitlines()[0] in shown.stdout
    again = coupure("quarantine", "retry", "--all", "--warehouse", root)
    assert again.returncode == 3, again.stderr
    assert "none published" in again.stdout
    assert "Still in quarantine: 1 × no_text" in again.stdout
    fields = {"COUPURE_FIELD_NAMES": '{"text": "prose"}'}
    done = coupure(
        "quarantine", "retry", entry["quarantine_id"][:8], "--warehouse", root, extra=fields
    )
    assert done.returncode == 0, done.stdout + done.stderr
    assert scan("articles", root=root).collect()["outlet"].to_list() == ["Le Fanal"]
    assert "2 entries" in coupure("quarantine", "list", "--warehouse", root).stdout
    everything = coupure("quarantine", "list", "--all", "--warehouse", root).stdout
    assert "published" in everything
    assert problems(Store(root)) == []
    runs = scan("runs", root=root).sort("started_at").collect()
    assert runs["kind"].to_list() == ["ingest", "retry", "retry"]
    told = runs["articles"] + runs["unchanged"] + runs["quarantined"]
    assert told.to_list() == runs["inputs"].to_list()


def test_pruning_as_typed(tmp_path: Path, sample_copy: Path, coupure: Coupure) -> None:
    inbox = tmp_path / "in"
    inbox.mkdir()
    (inbox / "a.txt").write_text(TEXT)
    (inbox / "b.txt").write_text(TEXT.replace("jeudi", "vendredi"))
    count = Store(sample_copy).rows("articles")
    coupure("run", inbox, "--warehouse", sample_copy)
    assert Store(sample_copy).rows("articles") == count + 2
    (inbox / "a.txt").unlink()
    told = coupure("run", inbox, "--prune", "--dry-run", "--warehouse", sample_copy)
    assert (told.returncode, "To prune: 1 articles" in told.stdout) == (0, True), told.stdout
    assert Store(sample_copy).rows("articles") == count + 2
    done = coupure("run", inbox, "--prune", "--warehouse", sample_copy)
    assert done.returncode == 0, done.stderr
    assert "Pruned: 1 articles" in done.stdout
    assert Store(sample_copy).rows("articles") == count + 1
    assert problems(Store(sample_copy)) == []


def test_raw_articles_give_back_the_records_that_were_read(sample: Path) -> None:
    rows = scan("raw_articles", root=sample).collect().sort("article_id")
    again = list(raw_records(Store(sample), rows["article_id"].to_list()))
    assert [r.raw_text for r in again] == rows["raw_text"].to_list()
    assert [r.fetched_at for r in again] == rows["fetched_at"].to_list()
