"""Encodings: what was written is what is read, in every encoding that news comes in."""

from __future__ import annotations

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from warehouse.inputs.decoding import decode, decode_html
from warehouse.inputs.records import Rejection

SENTENCES = (
    "L’été dernier, le maire a déclaré : « Nous n’avons pas cédé ».",
    "Un seul é dans une longue phrase sans autre accent, comme il en est tant.",
    "Déjà vu à Genève",
    "Où ça ? À Noël, chez Zoé — dit-elle…",
    "The minister said: “We won’t yield” – and left the café.",
)


@pytest.mark.parametrize("text", SENTENCES)
@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "utf-16-le", "utf-16-be", "cp1252", "mac_roman"])  # fmt: skip
def test_western_text(text: str, encoding: str) -> None:
    assert decode(text.encode(encoding)).text == text


@pytest.mark.parametrize("encoding", ["latin-1", "iso8859_15", "cp850"])
def test_older_encodings_of_accents(encoding: str) -> None:
    text = "L'été dernier, le maire a déclaré : «Nous n'avons pas cédé à Genève.»"
    assert decode(text.encode(encoding)).text == text


def test_the_euro_and_the_ligature_tell_latin_9_from_windows() -> None:
    text = "Le cœur du marché : 5 € de plus pour un déjeuner."
    assert decode(text.encode("iso8859_15")).text == text
    assert decode(text.encode("cp1252")).text == text


@given(text=st.text(st.characters(codec="utf-8", exclude_categories=["Cs", "Cc"]), min_size=1))
def test_utf8_is_kept_to_the_letter(text: str) -> None:
    found = decode(text.encode())
    assert found.text == text.removeprefix("\ufeff")
    assert found.encoding == "utf-8"


@pytest.mark.parametrize("mark", ["utf-8-sig", "utf-16", "utf-32"])
def test_byte_order_marks_are_read_and_taken_off(mark: str) -> None:
    assert decode("Texte d’été\r\n".encode(mark)).text == "Texte d’été\r\n"


def test_a_few_broken_bytes_do_not_spoil_the_accents() -> None:
    data = "Déjà l’été, à Nîmes.".encode() * 5
    broken = data[:20] + b"\xff" + data[20:] + b"\xe2\x80"
    found = decode(broken)
    assert found.encoding == "utf-8"
    assert found.text.count("Déjà") == 5
    assert 2 <= found.text.count("\N{REPLACEMENT CHARACTER}") <= 3


def test_other_scripts_are_left_to_the_detector() -> None:
    text = "Президент заявил, что договор будет подписан в ближайшее время. " * 5
    assert decode(text.encode("cp1251")).text == text


@pytest.mark.parametrize(
    "data",
    [
        bytes(range(256)) * 4,
        b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR" + bytes(300),
        b"Texte\x00avec un nul",
        random.Random(1).randbytes(5_000),
        bytes(1 + n % 8 for n in range(600)),
    ],
)
def test_binary_data_are_rejected(data: bytes) -> None:
    with pytest.raises(Rejection) as caught:
        decode(data)
    assert caught.value.reason == "binary"


def test_what_the_server_says_goes_before_what_the_page_says() -> None:
    page = "<meta charset='cp850'><p>« L'été à Genève »</p>"
    assert decode_html(page.encode("cp1252"), "windows-1252").text == page
    assert decode_html(page.encode("cp850")).text == page
    assert decode_html(page.encode(), "windows-1252").text == page, "UTF-8 is never anything else"


@pytest.mark.parametrize(
    "charset", ["punycode", "idna", "utf-7", "unicode_escape", "zlib", "rot13", "x"]
)
def test_what_is_no_charset_of_pages_is_not_believed(charset: str) -> None:
    page = f"<meta charset='{charset}'><p>L'été dernier à Genève, +AOk-</p>"
    found = decode_html(page.encode("cp1252"))
    assert (found.text, found.encoding) == (page, "cp1252")
