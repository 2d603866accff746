"""Readers: one conformance test for all formats, then what is particular to each."""

from __future__ import annotations

import csv
import io
import json
import os
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import polars as pl
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.warehouse.formatted import fits_the_contract
from warehouse.inputs import lines
from warehouse.inputs.decoding import decode
from warehouse.inputs.fields import valid_url
from warehouse.inputs.records import (
    FIELDS,
    Limits,
    RawRecord,
    RejectedRecord,
    article_id,
)
from warehouse.readers import read_inputs, suffixes

TEXT = "Le préfet a dit : « Ça suffit… »\n\nIl était à Nîmes.\n"
PAGE = (
    "<html lang='fr'><head><meta charset='utf-8'><title>Crue à Nîmes | Le Midi</title>"
    "<meta property='og:site_name' content='Le Midi'>"
    "<meta property='article:published_time' content='2024-05-02T08:00:00Z'>"
    "<link rel='canonical' href='https://lemidi.example/crue'></head><body><article>"
    "<h1>Crue à Nîmes</h1><p>Le préfet a dit : « Ça suffit… » devant la presse réunie hier matin "
    "au bord de la rivière.</p><p>Il était à Nîmes depuis la veille, avec les maires de la vallée "
    "et les secours.</p></article><script>alert(1)</script></body></html>"
)


def read(*paths: Path, **limits) -> list[RawRecord | RejectedRecord]:
    return list(read_inputs(paths, Limits(**limits)))


def parquet(rows: list[dict]) -> bytes:
    buffer = io.BytesIO()
    pl.DataFrame(rows).write_parquet(buffer)
    return buffer.getvalue()


def rows_as_csv(rows: list[dict], delimiter: str = ",") -> bytes:
    buffer = io.StringIO()
    writer = csv.DictWriter(buffer, list(rows[0]), delimiter=delimiter)
    writer.writeheader()
    writer.writerows(rows)
    return buffer.getvalue().encode()


def as_lines(rows: list[dict]) -> bytes:
    return "\n".join(json.dumps(row, ensure_ascii=False) for row in rows).encode()


def as_list(rows: list[dict]) -> bytes:
    return json.dumps(rows, ensure_ascii=False).encode()


STRUCTURED: dict[str, Callable[[list[dict]], bytes]] = {
    "jsonl": as_lines,
    "json": as_list,
    "csv": rows_as_csv,
    "parquet": parquet,
}


@pytest.mark.parametrize("reader", sorted(STRUCTURED))
def test_structured_records_keep_what_the_source_says(tmp_path: Path, reader: str) -> None:
    rows = [
        {
            "Headline": " Crue  à Nîmes ", "body": TEXT, "link": "https://a.example/1",
            "publishedAt": "2024-05-02T08:00:00+02:00", "byline": "Zoé Martin", "site": "Le Midi",
            "lang": "fr", "fetched_at": "2024-05-02T10:00:00+02:00", "unread": 3,
        },
        {
            "Headline": "", "body": "Autre texte.", "link": "", "publishedAt": "", "byline": "",
            "site": "", "lang": "", "fetched_at": "", "unread": 4,
        },
    ]  # fmt: skip
    path = tmp_path / f"x.{reader}"
    path.write_bytes(STRUCTURED[reader](rows))
    first, second = read(path)
    assert isinstance(first, RawRecord)
    assert isinstance(second, RawRecord)
    assert first.raw_text == TEXT
    assert first.url == "https://a.example/1"
    assert first.fetched_at == datetime(2024, 5, 2, 8, tzinfo=UTC)
    assert json.loads(first.hints or "") == {
        "title": "Crue à Nîmes", "date": "2024-05-02T08:00:00+02:00", "author": "Zoé Martin",
        "outlet": "Le Midi", "language": "fr",
    }  # fmt: skip
    assert first.source_uri == f"x.{reader}#1"
    assert second.source_uri == f"x.{reader}#2"
    assert (second.url, second.hints, second.fetched_at) == (None, None, None)
    assert second.article_id == article_id(None, second.source_uri)


@pytest.mark.parametrize("reader", sorted(STRUCTURED))
def test_one_bad_record_costs_only_itself(tmp_path: Path, reader: str) -> None:
    rows = [{"text": text} for text in ("un", " ", "deux", "a\0b", "x" * 2_000, "trois")]
    path = tmp_path / f"x.{reader}"
    path.write_bytes(STRUCTURED[reader](rows))
    found = read(path, max_record_bytes=1_000)
    texts = [one.raw_text for one in found if isinstance(one, RawRecord)]
    assert texts == ["un", "deux", "trois"]
    reasons = [one.reason for one in found if isinstance(one, RejectedRecord)]
    assert reasons == ["empty", "binary", "too_large"]


@pytest.mark.parametrize("reader", sorted(STRUCTURED))
def test_records_without_a_text_field_are_rejected_with_the_names_found(
    tmp_path: Path, reader: str
) -> None:
    path = tmp_path / f"x.{reader}"
    path.write_bytes(STRUCTURED[reader]([{"id": "1", "headline": "Titre"}]))
    (found,) = read(path)
    assert isinstance(found, RejectedRecord)
    assert found.reason == "no_text"
    assert "headline" in found.detail


@pytest.mark.parametrize("reader", sorted(STRUCTURED))
def test_field_names_can_be_given(tmp_path: Path, reader: str) -> None:
    path = tmp_path / f"x.{reader}"
    path.write_bytes(STRUCTURED[reader]([{"Corps": TEXT, "text": "autre"}]))
    (guessed,) = read(path)
    (given_,) = read(path, fields={**FIELDS, "text": ("corps", *FIELDS["text"])})
    assert isinstance(guessed, RawRecord)
    assert isinstance(given_, RawRecord)
    assert (guessed.raw_text, given_.raw_text) == ("autre", TEXT)


def test_a_change_of_text_url_or_hint_is_a_change_and_a_new_fetch_is_not(tmp_path: Path) -> None:
    def hash_of(**more: str) -> str:
        path = tmp_path / "x.json"
        path.write_text(
            json.dumps({"text": "a", "title": "t", "url": "https://a.example/1", **more})
        )
        (found,) = read(path)
        assert isinstance(found, RawRecord)
        return found.content_hash

    assert hash_of() == hash_of(fetched_at="2024-01-01") == hash_of(unread="x")
    changed = {hash_of(), hash_of(text="b"), hash_of(title="u"), hash_of(url="https://a.example/2")}
    assert len(changed) == 4


def test_plain_text_keeps_its_newlines(tmp_path: Path) -> None:
    data = "Titre\r\n\r\nUn.\rDeux.\n\n\n"
    (tmp_path / "x.txt").write_bytes(data.encode())
    (found,) = read(tmp_path)
    assert isinstance(found, RawRecord)
    assert found.raw_text == data


def test_a_page_gives_text_and_what_it_says_of_itself(tmp_path: Path) -> None:
    (tmp_path / "x.html").write_text(PAGE)
    (found,) = read(tmp_path)
    assert isinstance(found, RawRecord)
    assert "depuis la veille" in found.raw_text
    assert "alert" not in found.raw_text
    assert found.url == "https://lemidi.example/crue"
    hints = json.loads(found.hints or "")
    assert hints["title"] == "Crue à Nîmes"
    assert hints["date"] == "2024-05-02"
    assert (hints["outlet"], hints["language"]) == ("Le Midi", "fr")


def test_a_page_of_very_many_elements_is_read_in_time(tmp_path: Path) -> None:
    link = "<p>Une phrase <a href='/x'>assez</a> longue, avec des mots.</p>"
    page = "<html><title>T</title><body><!-- c --><noscript><p>n</p></noscript>" + link * 40_000
    (tmp_path / "x.html").write_text(page + "<p>Fin.</p><style>a{}</style>")
    (found,) = read(tmp_path)
    assert isinstance(found, RawRecord)
    assert found.raw_text.startswith("Une phrase assez longue")
    assert found.raw_text.endswith("\nFin.")
    assert json.loads(found.hints or "") == {"title": "T"}


def test_a_page_with_an_xml_declaration(tmp_path: Path) -> None:
    (tmp_path / "x.xhtml").write_text(f"\n<?xml version='1.0' encoding='utf-8'?>\n{PAGE}")
    (found,) = read(tmp_path)
    assert isinstance(found, RawRecord)
    assert "depuis la veille" in found.raw_text


def test_a_front_page_as_canonical_address_does_not_merge_articles(tmp_path: Path) -> None:
    for name in "ab":
        page = PAGE.replace("https://lemidi.example/crue", "https://lemidi.example/")
        (tmp_path / f"{name}.html").write_text(page.replace("veille", f"veille {name}"))
    one, other = read(tmp_path)
    assert one.article_id != other.article_id


@pytest.mark.parametrize(
    ("charset", "encoding"),
    [("utf-8", "utf-8"), ("iso-8859-1", "cp1252"), ("iso-8859-15", "iso8859-15"), ("", "cp1252")],
)
def test_the_charset_of_a_page_is_what_it_declares(
    tmp_path: Path, charset: str, encoding: str
) -> None:
    page = PAGE.replace("<meta charset='utf-8'>", f"<meta charset='{charset}'>" if charset else "")
    (tmp_path / "x.html").write_bytes(page.replace("…", "").encode(charset or "cp1252"))
    (found,) = read(tmp_path)
    assert isinstance(found, RawRecord)
    assert found.encoding == encoding
    assert "préfet" in found.raw_text


def test_markup_in_a_text_field_becomes_lines(tmp_path: Path) -> None:
    body = "<p>Un <b>gras</b> mot.</p><!-- x --><p>Deux<br>trois &amp; quatre</p><script>z</script>"
    rows = [{"text": body}, {"html": PAGE}, {"text": "La balise </p> seule ne compte pas."}]
    (tmp_path / "x.jsonl").write_bytes(as_lines(rows))
    texts = [one.raw_text for one in read(tmp_path) if isinstance(one, RawRecord)]
    assert texts[0] == "Un gras mot.\nDeux\ntrois & quatre"
    assert "depuis la veille" in texts[1]
    assert texts[2] == rows[2]["text"]


@pytest.mark.parametrize(
    "content",
    [
        '[{"text": "a"}, {"text": "b"}]',
        '{"text": "a"}\n{"text": "b"}\n',
        '{"articles": [{"text": "a"}, {"text": "b"}], "status": "ok"}',
        '\ufeff [\n{"text": "a"} ,\n {"text": "b"}\n]\n',
    ],
)
def test_json_of_several_shapes(tmp_path: Path, content: str) -> None:
    (tmp_path / "x.json").write_text(content)
    found = read(tmp_path)
    assert [(one.source_uri, getattr(one, "raw_text", one)) for one in found] == [
        ("x.json#1", "a"),
        ("x.json#2", "b"),
    ]


def test_one_json_object_has_the_files_uri_and_paragraphs_are_joined(tmp_path: Path) -> None:
    author = [{"name": "Zoé"}, "Max"]
    (tmp_path / "x.json").write_text(json.dumps({"text": ["Un.", "Deux."], "author": author}))
    (found,) = read(tmp_path)
    assert isinstance(found, RawRecord)
    assert (found.source_uri, found.raw_text) == ("x.json", "Un.\nDeux.")
    assert json.loads(found.hints or "") == {"author": "Zoé, Max"}


@pytest.mark.parametrize(
    ("row", "hints"),
    [
        ({"title": {"rendered": "Crue &amp; vent"}, "content": {"rendered": "<p>Un.</p><p>Deux.</p>"},
          "link": "https://a.example/1", "excerpt": {"rendered": "<p>Bref.</p>"}, "date": "2024-05-02"},
         {"title": "Crue & vent", "standfirst": "Bref.", "date": "2024-05-02"}),
        ({"maintext": "Un.\nDeux.", "source_domain": "a.example", "date_publish": "2024-05-02",
          "authors": ["Zoé", "Max"], "url": "https://a.example/1"},
         {"outlet": "a.example", "date": "2024-05-02", "author": "Zoé, Max"}),
        ({"_id": "7", "_source": {"body": ["Un.", "Deux."], "headline": "T", "url": "https://a.example/1"}},
         {"title": "T"}),
        ({"text": "Un.\nDeux.", "source": "https://a.example/1", "hostname": "a.example"},
         {"outlet": "a.example"}),
        ({"content": [{"type": "p", "text": "Un."}, {"type": "p", "text": "Deux."}],
          "uri": "article/7", "link": "https://a.example/1"}, {}),
        ({"@type": "NewsArticle", "articleBody": "Un.\nDeux.", "headline": "T", "author": {"name": "Zoé"},
          "publisher": {"name": "Le Midi"}, "url": "https://a.example/1"},
         {"title": "T", "author": "Zoé", "outlet": "Le Midi"}),
    ],
    ids=["content system", "crawler", "search engine", "address as source", "blocks", "linked data"],
)  # fmt: skip
def test_usual_shapes_of_records_are_guessed(tmp_path: Path, row: dict, hints: dict) -> None:
    (tmp_path / "x.json").write_text(json.dumps(row))
    (found,) = read(tmp_path)
    assert isinstance(found, RawRecord), found
    assert (found.raw_text, found.url) == ("Un.\nDeux.", "https://a.example/1")
    assert json.loads(found.hints or "{}") == hints


def test_a_field_may_be_given_by_its_path(tmp_path: Path) -> None:
    row = {"doc": {"Parts": {"main": TEXT}, "text": "autre"}, "meta": {"head": "T"}, "a.b": "N"}
    (tmp_path / "x.json").write_text(json.dumps(row))
    names = {**FIELDS, "text": ("doc.parts.main",), "title": ("Meta.Head",), "outlet": ("a.b",)}
    (found,) = read(tmp_path, fields=names)
    assert isinstance(found, RawRecord)
    assert found.raw_text == TEXT
    assert json.loads(found.hints or "") == {"title": "T", "outlet": "N"}


def test_json_nested_too_deep_costs_only_itself(tmp_path: Path) -> None:
    deep = '{"text": "a", "more": ' + "[" * 150 + "]" * 150 + "}"
    fine = '{"text": "b", "more": ' + "[" * 90 + "]" * 90 + "}"
    (tmp_path / "x.jsonl").write_text(f"{deep}\n{fine}\n")
    (tmp_path / "y.json").write_text(f"[{deep}, {fine}]")
    found = read(tmp_path)
    assert [getattr(one, "reason", "ok") for one in found] == ["too_deep", "ok"] * 2


def test_what_follows_a_value_that_never_ends_is_not_waited_for(tmp_path: Path) -> None:
    broken = '[{"text": "a"}, {"text": "b",, ' + '{"text": "c"}, ' * 400_000 + "]"
    (tmp_path / "x.json").write_text(broken)
    _, rest = read(tmp_path)
    assert getattr(rest, "reason", "") == "malformed"
    assert len(getattr(rest, "record", "")) < 3_000


def test_a_text_of_very_many_lines_is_rejected_unless_they_are_blank(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("mot\n\n" * 30)
    (tmp_path / "b.txt").write_text("mot\n" * 31)
    (tmp_path / "c.txt").write_text("\n \r\n" * 500 + "mot")
    found = read(tmp_path, max_record_lines=30)
    assert [getattr(one, "reason", "ok") for one in found] == ["ok", "too_large", "ok"]


def test_rejections_of_one_file_are_told_one_by_one_up_to_a_limit(tmp_path: Path) -> None:
    (tmp_path / "x.jsonl").write_text('7\n{"text": ""}\n' * 500 + '{"text": "fin"}\n')
    found = read(tmp_path, max_rejections=10)
    assert len(found) == 12
    assert [one.raw_text for one in found if isinstance(one, RawRecord)] == ["fin"]
    assert isinstance(found[-1], RejectedRecord)
    assert found[-1].reason == "too_many_rejections"
    assert "495 × malformed" in found[-1].detail
    assert "495 × empty" in found[-1].detail


def test_a_very_wide_table_is_read_in_time(tmp_path: Path) -> None:
    names = ",".join(f"c{n}" for n in range(100_000))
    row = "," * 100_000 + "Texte."
    (tmp_path / "x.csv").write_text(f"{names},text\n" + f"{row}\n" * 20)
    assert [getattr(one, "raw_text", "") for one in read(tmp_path)] == ["Texte."] * 20


def test_nulls_in_a_json_list_are_counted(tmp_path: Path) -> None:
    (tmp_path / "x.json").write_text('[null, {"text": "a"}, null]')
    found = read(tmp_path)
    assert [getattr(one, "reason", "ok") for one in found] == ["malformed", "ok", "malformed"]
    (tmp_path / "x.json").write_text("[]")
    (nothing,) = read(tmp_path)
    assert isinstance(nothing, RejectedRecord)
    assert nothing.reason == "empty"


def test_what_follows_a_broken_json_value_is_told(tmp_path: Path) -> None:
    (tmp_path / "x.json").write_text('[{"text": "a"}, {"text": "b", }, {"text": "c"}]')
    first, rest = read(tmp_path)
    assert isinstance(first, RawRecord)
    assert isinstance(rest, RejectedRecord)
    assert (rest.source_uri, rest.reason) == ("x.json#2", "malformed")


def test_jsonl_is_named_by_line_and_read_line_by_line(tmp_path: Path) -> None:
    lines = [
        b"\xef\xbb\xbf" + '{"text": "é1"}'.encode(), b"", b"{broken", b"[1, 2]",
        '{"text": "é5"}'.encode("cp1252"), b'{"text": "' + b"[" * 100_000, b"[" * 100_000,
        b'{"text": "\\ud83d cass\\u00e9"}', b'{"text": "\\ud83d\\ude00"}', b"\x00\xff\x00\x01",
        b'{"text": "u' + "\u2028".encode() + b'v"}', b'{"text": "z"}',
    ]  # fmt: skip
    (tmp_path / "x.jsonl").write_bytes(b"\r\n".join(lines))
    found = read(tmp_path)
    read_ = {int(one.source_uri.split("#")[1]): one for one in found}
    texts = {number: one.raw_text for number, one in read_.items() if isinstance(one, RawRecord)}
    assert texts == {
        1: "é1", 5: "é5", 8: "\N{REPLACEMENT CHARACTER} cassé", 9: "😀", 11: "u\u2028v", 12: "z",
    }  # fmt: skip
    reasons = {n: one.reason for n, one in read_.items() if isinstance(one, RejectedRecord)}
    assert reasons == {
        3: "malformed", 4: "malformed", 6: "malformed", 7: "too_deep", 10: reasons[10]
    }  # fmt: skip
    assert reasons[10] in ("binary", "malformed")


def test_after_many_guesses_the_usual_one_is_taken(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(lines, "_MAX_GUESSES", 4)
    asked: list[bytes] = []
    monkeypatch.setattr(lines, "decode", lambda data: asked.append(data) or decode(data))
    text = '{"text": "L\'été à Genève, où le maire a cédé"}\n'
    data = b'{"text": "a"}\n' * 5_000 + text.encode("cp1252") * 20 + b"\0\xff\n" + text.encode()
    (tmp_path / "x.jsonl").write_bytes(data)
    found = read(tmp_path)[5_000:]
    assert [getattr(one, "encoding", "") for one in found] == ["cp1252"] * 20 + ["", "utf-8"]
    assert all("Genève" in one.raw_text for one in found if isinstance(one, RawRecord))
    assert len(asked) == 5, "four guesses, and the line with a NUL"


def test_a_line_beyond_the_limit_is_skipped_without_being_held(tmp_path: Path) -> None:
    long = b'{"text": "' + b"x" * 3_000_000 + b'"}'
    (tmp_path / "x.jsonl").write_bytes(long + b'\n{"text": "b"}\n' + long)
    found = read(tmp_path, max_record_bytes=1_000_000)
    assert [getattr(one, "reason", "ok") for one in found] == ["too_large", "ok", "too_large"]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "cp1252", "utf-8-sig"])
@pytest.mark.parametrize("suffix", ["jsonl", "csv", "json", "txt"])
def test_encodings_of_every_text_format(tmp_path: Path, encoding: str, suffix: str) -> None:
    content = {"txt": TEXT, "csv": f'text,title\n"{TEXT}",é\n'}.get(
        suffix, json.dumps({"text": TEXT}, ensure_ascii=False)
    )
    (tmp_path / f"x.{suffix}").write_bytes(content.encode(encoding))
    (found,) = read(tmp_path)
    assert isinstance(found, RawRecord), found
    assert found.raw_text == TEXT
    assert found.encoding.replace("-sig", "") == encoding.replace("-sig", "")


@pytest.mark.parametrize("delimiter", list(",;\t|"))
def test_delimiters(tmp_path: Path, delimiter: str) -> None:
    rows = [{"title": "T", "text": f'Un, "deux"; trois\t|\nquatre {n}'} for n in range(3)]
    (tmp_path / "x.csv").write_bytes(rows_as_csv(rows, delimiter))
    found = read(tmp_path)
    assert [one.raw_text for one in found if isinstance(one, RawRecord)] == [
        row["text"] for row in rows
    ]


def test_an_unclosed_mark_costs_only_its_row(tmp_path: Path) -> None:
    lines = ["text,title", "un,a", '"deux,b', "trois,c", '"qua\ntre",d', "cinq,e,f,g", "six"]
    (tmp_path / "x.csv").write_text("\n".join(lines))
    found = read(tmp_path)
    texts = [one.raw_text for one in found if isinstance(one, RawRecord)]
    assert [one.source_uri for one in found] == [f"x.csv#{n}" for n in range(1, len(found) + 1)]
    assert texts[0] == "un"
    assert texts[-3:] == ["trois", "qua\ntre", "six"]
    assert sum(isinstance(one, RejectedRecord) for one in found) == 2


def test_a_csv_of_broken_rows_ends(tmp_path: Path) -> None:
    (tmp_path / "x.csv").write_text("text\n" + '"a" b\n' * 5_000)
    found = read(tmp_path)
    assert {getattr(one, "reason", "ok") for one in found} == {"malformed"}
    assert len(found) == 101
    assert "Not read on" in found[-1].detail  # type: ignore[union-attr]


def test_a_parquet_of_any_string_type_and_with_nulls(tmp_path: Path) -> None:
    for number, kind in enumerate((pa.string(), pa.large_string(), pa.string_view())):
        table = pa.table({
            "text": pa.array(["un", None, "trois"], kind),
            "date": pa.array([datetime(2024, 1, 1), None, None]),
            "n": [1, 2, 3],
        })  # fmt: skip
        pq.write_table(table, tmp_path / f"{number}.parquet")
    found = read(tmp_path)
    assert [getattr(one, "raw_text", one.source_uri) for one in found] == [
        "un", "0.parquet#2", "trois", "un", "1.parquet#2", "trois", "un", "2.parquet#2", "trois",
    ]  # fmt: skip
    assert json.loads(getattr(found[0], "hints", "")) == {"date": "2024-01-01T00:00:00"}


def test_a_damaged_parquet_keeps_the_rows_before_the_damage(tmp_path: Path) -> None:
    path = tmp_path / "x.parquet"
    texts = [f"{n} " + "".join(chr(97 + (n * k) % 26) for k in range(3_000)) for n in range(400)]
    pq.write_table(pa.table({"text": texts}), path, row_group_size=100, use_dictionary=False)
    data = bytearray(path.read_bytes())
    middle = len(data) * 5 // 8
    data[middle : middle + 2_000] = os.urandom(2_000)
    path.write_bytes(data)
    found = read(path)
    good = [one.raw_text for one in found if isinstance(one, RawRecord)]
    assert 100 <= len(good) < 400
    assert good[:100] == texts[:100]
    assert isinstance(found[-1], RejectedRecord)
    assert found[-1].reason == "malformed"


@pytest.mark.parametrize(
    ("value", "is_one"),
    [
        ("https://a.example/x?y=é#z", True), ("HTTP://A.EXAMPLE", True), (" https://a.example/x ", True),
        ("www.a.example/x", False), ("/relative", False), ("javascript:alert(1)", False),
        ("https://a b", False), ("https://", False), (None, False), (7, False),
        ("https://a.example/" + "x" * 3_000, False), ("ftp://a.example/x", False),
    ],
)  # fmt: skip
def test_what_is_an_address(value: object, is_one: bool) -> None:
    assert (valid_url(value) is not None) is is_one


@pytest.mark.parametrize(
    ("told", "hour"),
    [
        ("2024-05-02T10:00:00+02:00", 8), ("2024-05-02T08:00:00Z", 8), ("2024-05-02 08:00", 8),
        ("Thu, 02 May 2024 08:00:00 GMT", 8), (1714636800, 8), (1714636800000, 8),
        ("hier", None), (True, None), (1e300, None), ("9999-12-31T23:59:59-12:00", None),
    ],
)  # fmt: skip
def test_times_of_fetching(tmp_path: Path, told: object, hour: int | None) -> None:
    (tmp_path / "x.json").write_text(json.dumps({"text": "a", "fetched_at": told}))
    (found,) = read(tmp_path)
    assert isinstance(found, RawRecord)
    expected = None if hour is None else datetime(2024, 5, 2, hour, tzinfo=UTC)
    assert found.fetched_at == expected


@given(data=st.binary(max_size=400), suffix=st.sampled_from(sorted(suffixes())))
@settings(max_examples=150, deadline=None)
def test_random_bytes_never_raise(tmp_path_factory, data: bytes, suffix: str) -> None:
    path = tmp_path_factory.mktemp("in") / f"x{suffix}"
    path.write_bytes(data)
    fits_the_contract(read(path))


json_values = st.recursive(
    st.none() | st.booleans() | st.floats() | st.integers() | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=6,
)  # fmt: skip


@given(rows=st.lists(
    st.dictionaries(st.sampled_from(["text", "html", "url", "title", "author", "date", "fetched_at", "é"]), json_values)
    | json_values, max_size=5,
))  # fmt: skip
@settings(max_examples=150, deadline=None)
def test_any_json_gives_a_record_or_a_reason_for_each_line(tmp_path_factory, rows: list) -> None:
    path = tmp_path_factory.mktemp("in") / "x.jsonl"
    path.write_text("".join(json.dumps(row) + "\n" for row in rows))
    found = read(path)
    expected = [f"x.jsonl#{n + 1}" for n in range(len(rows))] or ["x.jsonl"]
    assert [one.source_uri for one in found] == expected
    fits_the_contract(found)
