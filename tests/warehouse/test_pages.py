"""Pages written to keep their parser busy are read in time, and lose no text by it."""

from __future__ import annotations

import time

import pytest

from warehouse.inputs import fields
from warehouse.inputs.pages import page_record, plain_text
from warehouse.inputs.records import RawRecord, RejectedRecord
from warehouse.readers import read_inputs

SAID = [
    f"Le {n} mai, le préfet a dit que la route serait fermée jusqu'au {n + 9}." for n in range(3)
]
TEXT = "".join(f"<p>{line}</p>" for line in SAID)
MANY = " ".join(f"a{n}=1" for n in range(60_000))


@pytest.mark.parametrize(
    "page",
    [
        f"<html><body><p {MANY}>avant</p>{TEXT}",
        f"<html><body><p ' {MANY} <b>avant</b></p>{TEXT}",
        f'<html><body><p a="x>y" {MANY}>avant</p>{TEXT}',
        f"<html><script></SCRIPT><p {MANY}>avant</p>{TEXT}",
        f"<html><body>{'<table><tr><td>mot</td></tr></table>' * 3_000}{TEXT}",
    ],
    ids=["attributes", "open quote", "mark in a quote", "script", "tables"],
)  # fmt: skip
def test_a_costly_page_is_read_in_time(page: str) -> None:
    start = time.process_time()
    text, _ = page_record(page)
    assert time.process_time() - start < 10, "a minute and more without care"
    assert all(line in text for line in SAID)


@pytest.mark.parametrize(
    "kept",
    [
        f"<p title='{'mot ' * 3_000}'>court</p>",
        f"<img src='data:{'x' * 9_000}'>",
        f"<script>if (a<b) {{ {'c = 1; ' * 2_000} }}</script>",
        f"<!-- <a {'b ' * 5_000} -->",
        f"<style>a<b {'c ' * 5_000}</style>",
    ],
    ids=["long title", "picture", "script", "comment", "style"],
)
def test_what_is_merely_long_swallows_nothing(kept: str) -> None:
    text, told = page_record(
        f"<html><head><title>Titre</title></head><body>{kept}<article>{TEXT}</article>"
        "<a href='https://a.example/'>lien</a></body></html>"
    )
    assert all(line in text for line in SAID)
    assert "c = 1" not in text
    assert told["title"] == "Titre"


def test_a_costly_fragment_is_read_in_time() -> None:
    start = time.process_time()
    assert "mot" in plain_text(f"<p {MANY}>mot</p>")
    assert time.process_time() - start < 10


class PanicException(BaseException):
    """As parsers written in Rust raise it."""


@pytest.mark.parametrize("error", [ZeroDivisionError, RecursionError, PanicException])
def test_a_parsers_own_bug_costs_only_its_record(
    tmp_path, monkeypatch: pytest.MonkeyPatch, error: type[BaseException]
) -> None:
    def failing(page: str) -> None:
        raise error("no luck")

    monkeypatch.setattr(fields, "page_record", failing)
    (tmp_path / "a.html").write_text(TEXT)
    (tmp_path / "b.jsonl").write_text('{"html": "<p>a</p>"}\n{"text": "b"}\n')
    found = list(read_inputs([tmp_path]))
    assert [getattr(one, "reason", "ok") for one in found] == ["malformed", "malformed", "ok"]
    assert isinstance(found[0], RejectedRecord)
    assert f"{error.__name__}: no luck" in found[0].detail
    assert isinstance(found[2], RawRecord)


def test_an_interrupt_is_no_bug(tmp_path, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupted(page: str) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(fields, "page_record", interrupted)
    (tmp_path / "a.html").write_text(TEXT)
    with pytest.raises(KeyboardInterrupt):
        list(read_inputs([tmp_path]))
