"""Lines, tiling and the way back to the raw text."""

import polars as pl

from transforms.segment import Place, RawLocator, split_lines


def lines_of(text: str) -> pl.DataFrame:
    return split_lines(pl.DataFrame({"article_id": ["a"], "raw_text": [text]}))


def test_all_line_ends_count() -> None:
    text = "un\ndeux\r\ntrois\rquatre\u2028cinq\u2029six\vsept\fhuit"
    assert lines_of(text)["text"].to_list() == [
        "un",
        "deux",
        "trois",
        "quatre",
        "cinq",
        "six",
        "sept",
        "huit",
    ]


def test_blank_lines_are_counted_and_left_out() -> None:
    lines = lines_of("\n\n  un\n \u00a0\n\u200b\ndeux\n")
    assert lines.select("text", "raw_start").rows() == [("un", 4), ("deux", 12)]


def test_hard_wrapped_paragraphs_are_joined() -> None:
    text = (
        "Le conseil municipal a voté lundi soir un budget que la majorité\n"
        "présente comme un compromis et que l'opposition juge trop timide,\n"
        "après trois heures d'un débat tendu où chacun a rappelé ses prio-\n"
        "rités pour la ville.\n"
        "\n"
        "Le texte prévoit une baisse des dépenses de fonctionnement et une\n"
        "hausse des investissements dans les écoles et dans les transports\n"
        "publics.\n"
    )
    found = lines_of(text)["text"].to_list()
    assert len(found) == 2
    assert "ses priorités pour la ville." in found[0]


def test_one_huge_line() -> None:
    text = "Une phrase de plus. " * 20_000
    assert lines_of(text)["text"].to_list() == [text.strip()]


def test_locator_leads_back_through_repairs() -> None:
    raw = "Titre\n  Il est &agrave; l' »heure » dite.\nFin"
    places = [Place(0, 5, 0, 8, 0), Place(6, 32, 8, 38, 1), Place(33, 36, 38, 41, 2)]
    text = "Titre\nIl est à l'« heure » dite.\nFin"
    start = text.index("heure")
    raw_start, raw_end, index = RawLocator(places, raw).locate(start, start + 5)
    assert (raw[raw_start:raw_end], index) == ("heure", 1)


def test_locator_needs_no_map_where_the_clean_text_is_the_raw_one() -> None:
    lines = [("Titre", "Titre\n"), ("l'« heure » dite.", "l' »heure » dite.\n"), ("Fin.", "Fin. ")]
    text, raw, places = "", "", []
    for index, (clean, written) in enumerate(lines):
        ends = len(text) + len(clean), len(raw) + len(written)
        places.append(Place(len(text), ends[0], len(raw), ends[1], index))
        text, raw = f"{text}{clean}\n", raw + written
    with_text, without = RawLocator(places, raw, text), RawLocator(places, raw)
    for word in ("Titre", "heure", "dite", "Fin."):
        start = text.index(word)
        raw_start, raw_end, index = with_text.locate(start, start + len(word))
        assert raw[raw_start:raw_end] == word
        assert without.locate(start, start + len(word)) == (raw_start, raw_end, index)


def test_locator_refuses_spans_over_two_segments() -> None:
    import pytest

    places = [Place(0, 2, 0, 3, 0), Place(3, 5, 3, 5, 1)]
    with pytest.raises(ValueError, match="one kept segment"):
        RawLocator(places, "un\nde").locate(1, 4)
