"""Gold from outside: its loaders, on files made up here."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from tests.eval import shared
from tests.eval.frames import perfect
from tests.eval.report import evaluate

SEED = "12 mai\r\n\r\nxx Ana Brun parle. « Oui », dit-elle, « oui ».\nLire aussi"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "seeds").mkdir()
    (tmp_path / "seeds" / "a.txt").write_bytes(SEED.encode())
    body = SEED.split("\n")[2]
    lines = [_line("12 mai", "date", False), _line("", "blank", False),
             _line(body, "body", True, [{"start": 0, "end": 2, "label": "metadata"}]),
             _line("Lire aussi", "paywall", False)]  # fmt: skip
    name, first, last = SEED.index("Ana"), SEED.index("Oui"), SEED.index("oui")
    _write(tmp_path / "seed_lines_gold.jsonl", lines)
    entity = {"start": name, "end": name + 8, "label": "PER", "canonical": "Ana Brun"}
    _write(tmp_path / "seed_entities_gold.jsonl", [{**entity, "file": "a.txt", "optional": False}])
    quote = {"parts": [[first, first + 3], [last, last + 3]], "type": "direct", "id": "1",
             "speaker_resolved": "Ana Brun", "speaker_accept": ["Brun"], "cue_lemma": "dire",
             "via": None, "medium": None, "optional": False, "file": "a.txt"}  # fmt: skip
    term = {**quote, "parts": [[0, 2]], "type": "scare", "id": "2", "speaker_resolved": None}
    _write(tmp_path / "seed_quotes_gold.jsonl", [quote, term])
    return tmp_path


def test_seeds(folder: Path) -> None:
    [gold] = shared.seeds(folder)
    cut = [gold.raw[r.start : r.end].strip() for r in gold.regions if r.keep is False]
    assert cut == ["12 mai", "", "xx", "Lire aussi"]
    assert [gold.raw[q.start : q.end] for q in gold.quotes or ()] == ["Oui", "oui", "12"]
    assert [q.kind for q in gold.quotes or ()] == ["direct", "direct", "term"]
    assert len({q.utterance for q in gold.quotes or ()}) == 2
    assert gold.truncated
    scores = evaluate([gold], perfect([gold]))
    assert set(scores.values()) == {1.0}


def test_pages_near_and_full(tmp_path: Path) -> None:
    lines = [{"text": "Menu", "label": "drop", "kind": "nav"}, {"text": "Corps", "label": "keep"},
             {"text": "Tweet", "label": "neutral"}]  # fmt: skip
    page = {"id": "p", "lang": "fr", "truncated": False, "near": [1, 3], "lines": lines}
    (tmp_path / "pages").mkdir()
    _write(tmp_path / "pages" / "pages.jsonl", [page])
    [near], [full] = shared.pages(tmp_path, near=True), shared.pages(tmp_path, near=False)
    assert near.raw == "Corps\nTweet"
    assert full.raw == "Menu\nCorps\nTweet"
    assert [r.keep for r in full.regions] == [False, True, None]
    assert near.article_id != full.article_id


def test_news(tmp_path: Path) -> None:
    (tmp_path / "orangesum").mkdir()
    quote = {"start": 0, "end": 3, "type": "direct", "speaker": "", "cue": "", "via": "RTL"}
    _write(tmp_path / "orangesum" / "quotes.jsonl", [{"id": "1", "text": "Oui", "quotes": [quote]}])
    [gold] = shared.news(tmp_path, "quotes")
    assert gold.entities is None
    assert [q.speaker for q in gold.quotes or ()] == [None]
    assert list(shared.sets(tmp_path)) == ["news quotes"]


def test_an_absent_folder_holds_nothing(tmp_path: Path) -> None:
    assert shared.sets(tmp_path / "nowhere") == {}


def _line(text: str, label: str, keep: bool, inline: Any = None) -> dict[str, Any]:
    return {"file": "a.txt", "text": text, "label": label, "keep": keep, "inline": inline}


def _write(path: Path, records: list[dict[str, Any]]) -> None:
    path.write_text("\n".join(json.dumps(record) for record in records), encoding="utf-8")
