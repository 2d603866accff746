"""Properties of the gate on made-up pages: what is valid passes, what is shifted does not."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import polars as pl
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from expectations.gate import judge
from tests.expectations.frames import MENTIONS, PAGE, QUOTES, RULES, article_id, batch, damage
from warehouse.tables import CUT_KINDS, KEPT_KINDS

few = settings(max_examples=10, deadline=None)
fewer = settings(max_examples=4, deadline=None)
lines = st.lists(
    st.tuples(
        st.sampled_from([kind for kind in (*KEPT_KINDS, *CUT_KINDS) if kind != "title"]),
        st.text(
            st.characters(exclude_categories=["Cs", "Cc", "Zl", "Zp"]), min_size=1, max_size=40
        ),
    ),
    max_size=8,
)


@few
@given(before=lines, after=lines)
def test_any_page_that_keeps_the_contract_passes(
    before: list[tuple[str, str]], after: list[tuple[str, str]]
) -> None:
    words = [*(words for words, *_ in MENTIONS), *(words for words, *_ in QUOTES)]
    cut_before = [(kind, text) for kind, text in before if kind in CUT_KINDS]
    assume(not any(word in text for word in words for _, text in (*before, *after)))
    verdict = judge(batch(2, [*cut_before, *PAGE, *after]), RULES)
    assert verdict.success, verdict.failures


@few
@given(
    place=st.sampled_from(
        [
            ("mentions", "mention_index", "start", "end"),
            ("quotes", "quote_index", "start", "end"),
            ("quotes", "quote_index", "speaker_start", "speaker_end"),
        ]
    ),
    row=st.integers(0, 2),
    shift=st.integers(-400, 400).filter(bool),
)
def test_a_shifted_span_never_passes(
    place: tuple[str, str, str, str], row: int, shift: int
) -> None:
    table, index, start, end = place
    frames = batch(2)
    shifted = damage(
        frames,
        table,
        {"article_id": article_id(1), index: row},
        **{start: pl.col(start) + shift, end: pl.col(end) + shift},
    )
    before, after = (
        each[table].filter(pl.col(index) == row).row(1, named=True) for each in (frames, shifted)
    )
    text = frames["articles"]["text"][1]
    assume(text[max(after[start], 0) : max(after[end], 0)] != text[before[start] : before[end]])
    assert set(judge(shifted, RULES).failed_articles) == {article_id(1)}


@fewer
@given(order=st.randoms(use_true_random=False))
def test_the_order_of_rows_does_not_matter(order: object) -> None:
    frames = damage(
        batch(3), "mentions", {"article_id": article_id(1), "mention_index": 0}, text="x"
    )
    seed = order.getrandbits(32)  # type: ignore[attr-defined]
    mixed = {
        name: frame.sample(fraction=1, shuffle=True, seed=seed) for name, frame in frames.items()
    }
    assert judge(mixed, RULES).failures == judge(frames, RULES).failures


def test_threads_do_not_mix_their_answers() -> None:
    def verdict(number: int) -> set[str]:
        row = {"article_id": article_id(number), "mention_index": 0}
        return set(judge(damage(batch(4), "mentions", row, text="x"), RULES).failed_articles)

    with ThreadPoolExecutor(4) as pool:
        assert list(pool.map(verdict, range(4))) == [{article_id(n)} for n in range(4)]


def test_ten_thousand_segments_take_seconds() -> None:
    page = [*PAGE, *[("body", f"Ligne {number} d’un long article.") for number in range(43)]]
    frames = batch(200, page)
    assert frames["segments"].height == 10_000
    judge(batch(1), RULES)  # imports
    start = time.perf_counter()
    assert judge(frames, RULES).success
    assert time.perf_counter() - start < 15


QUIET = """
import socket
def forbidden(*args, **kwargs):
    raise AssertionError("the gate opened a connection")
socket.socket.connect = socket.create_connection = socket.getaddrinfo = forbidden
from tests.expectations.frames import RULES, batch
from expectations.gate import judge
assert judge(batch(2), RULES).success
"""


def test_the_gate_writes_no_file_prints_nothing_and_stays_off_the_network(tmp_path: Path) -> None:
    home = tmp_path / "home"
    home.mkdir()
    root = Path(__file__).parents[2]
    environment = os.environ | {
        "HOME": str(home), "TMPDIR": str(home), "PYTHONPATH": str(root),
        "PYTHONDONTWRITEBYTECODE": "1",
    }  # fmt: skip
    done = subprocess.run(
        [sys.executable, "-W", "ignore", "-c", QUIET],
        cwd=home, env=environment, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
    assert list(home.iterdir()) == []


def test_the_gate_imports_great_expectations_late() -> None:
    code = "import sys, expectations.gate; sys.exit('great_expectations' in sys.modules)"
    root = Path(__file__).parents[2]
    done = subprocess.run([sys.executable, "-c", code], cwd=root, check=False)
    assert done.returncode == 0
