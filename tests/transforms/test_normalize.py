"""Repairs, and the properties of the offset map."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from transforms.normalize import Normalized, normalize

REPAIRS = [
    (
        "a dit vouloir l' »ouverture totale » du port",
        "a dit vouloir l'« ouverture totale » du port",
    ),
    ("Les »vrais » chiffres", "Les « vrais » chiffres"),
    ("« Non »dit-elle", "« Non » dit-elle"),
    ("Les marÃ©es et lâ€™Ã©tÃ© Ã\u00a0 Nice", "Les marées et l’été à Nice"),
    ("au pied des Alpes.Alors que tout va", "au pied des Alpes. Alors que tout va"),
    ("a&nbsp;b &amp;amp; c &lt;3&#8230;", "a b & c <3…"),
    ("le ﬁnancement eﬃcace", "le financement efficace"),
    ("e\u0301te\u0301 a\u0300 Nice", "été à Nice"),
    ("19\u00a0juin  2024\u202f!", "19 juin 2024 !"),
    ("gou\u00adver\u200bne\ufeff", "gouverne"),
    ("le gouver-\nnement a\r\ndit", "le gouvernement a dit"),
    ("l´accord qu`il", "l’accord qu`il"),
    ("aujourd\u0092hui", "aujourd’hui"),
]
CLEAN = [
    "« Il n’a pas dit “oui” », a-t-elle répondu — sans rire… 12,5 % de l’œuvre.",
    "She said: ‘It’s fine.’ Booking.Com and www.exemple.test are sites (12:30).",
    "Il cite M. A. Dupont, J.-P. Martin et l'U.R.S.S. ; coût : 3,50 € l'unité.",
    "Un titre : « Le mot « juste » n'existe pas »",
    "LinkedIn et BlaBlaCar, YouTube, La La Land, MacLean, eBay et l'iPhone",
    "Étude n° 3 : R&D, AT&T, Q&R",
    "",
]


@pytest.mark.parametrize(("raw", "text"), REPAIRS)
def test_repairs(raw: str, text: str) -> None:
    assert normalize(raw).text == text


@pytest.mark.parametrize("text", CLEAN)
def test_clean_text_is_left_alone(text: str) -> None:
    assert normalize(text) == Normalized(text)


def test_spans_lead_to_the_raw_text_and_back() -> None:
    raw = "Il veut l' »ouverture&nbsp;totale » du port"
    normalized = normalize(raw)
    start = normalized.text.index("ouverture")
    end = start + len("ouverture totale")
    raw_start, raw_end = normalized.to_raw(start, end)
    assert raw[raw_start:raw_end] == "ouverture&nbsp;totale"
    assert normalized.to_text(raw_start, raw_end) == (start, end)


PIECES = st.sampled_from(
    ["é", "e\u0301", "Ã©", "â€™", "&amp;", "&lt;", "&nbsp;", "\u200b", "\u00ad", "ﬁ", "»", "«", " ", "  ",
     "\u00a0", "\n", "-\n", "l'", "qu’", "mot", "fin.", "Alors", "Ã ", "\x92", "1", ".", "A", "ette", "\u200d"]
)  # fmt: skip
TEXTS = st.lists(PIECES | st.text(max_size=3), max_size=25).map("".join)


@given(TEXTS)
def test_idempotent(raw: str) -> None:
    once = normalize(raw).text
    assert normalize(once).text == once


@given(TEXTS)
def test_edits_rebuild_the_text(raw: str) -> None:
    """Outside its edits the text is the raw text, character by character."""
    normalized = normalize(raw)
    position = text_position = 0
    for edit in normalized.edits:
        assert edit.raw_start - position == edit.start - text_position >= 0
        assert edit.raw_end >= edit.raw_start
        assert edit.end >= edit.start
        position, text_position = edit.raw_end, edit.end
    assert len(raw) - position == len(normalized.text) - text_position


@given(TEXTS, st.data())
def test_maps_are_monotone_and_cover(raw: str, data: st.DataObject) -> None:
    normalized = normalize(raw)
    start = data.draw(st.integers(0, len(normalized.text)))
    end = data.draw(st.integers(start, len(normalized.text)))
    raw_start, raw_end = normalized.to_raw(start, end)
    assert 0 <= raw_start <= raw_end <= len(raw)
    if raw_start < raw_end:  # what normalising put in has no place of its own in the raw text
        assert normalized.to_raw(*normalized.to_text(raw_start, raw_end)) == (raw_start, raw_end)
    if start < end:
        further = normalized.to_raw(start, len(normalized.text))
        assert further[0] == raw_start
        assert further[1] >= raw_end
