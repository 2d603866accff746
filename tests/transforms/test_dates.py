"""The shapes of printed dates, their precision, and what is not read."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flows.resources import lexicon
from transforms.pages.times.dates import DateLexicon, DateReader

READER = DateReader(tuple(DateLexicon.from_mapping(lexicon(x, "dates")) for x in ("fr", "en")))
PARIS = ZoneInfo("Europe/Paris")
FETCHED = datetime(2024, 6, 20, 10, 0, tzinfo=UTC)


def utc(*parts: int) -> datetime:
    return datetime(*parts, tzinfo=UTC)  # type: ignore[arg-type, misc]


STATED = [
    ("Publié le 4 mai 2021 à 14h05", utc(2021, 5, 4, 12, 5), "minute"),
    ("Publié le 04/05/2021 à 14:05", utc(2021, 5, 4, 12, 5), "minute"),
    ("Publié le 12-09-23 à 06h15 - Mis à jour le 12-09-23 à 07h02", utc(2023, 9, 12, 4, 15), "minute"),
    ("Mis à jour le 5 mai 2021 à 9h - Publié le 4 mai 2021 à 14h05", utc(2021, 5, 4, 12, 5), "minute"),
    ("Le 1er janvier 2020", utc(2020, 1, 1), "day"),
    ("mardi, septembre 3, 2024", utc(2024, 9, 3), "day"),
    ("12.12.2019, 07h36", utc(2019, 12, 12, 6, 36), "minute"),
    ("Le 16/08/2023 à 9:42", utc(2023, 8, 16, 7, 42), "minute"),
    ("jeudi 13 août 2020", utc(2020, 8, 13), "day"),
    ("Publié le 27 Mar 20 à 9:21", utc(2020, 3, 27, 8, 21), "minute"),
    ("Publié le 23 avril 2023 à 16 h 13 HAE", utc(2023, 4, 23, 20, 13), "minute"),
    ("21 oct. 2022 à 10:15", utc(2022, 10, 21, 8, 15), "minute"),
    ("Mai 2018", utc(2018, 5, 1), "month"),
    ("date 2024-06", utc(2024, 6, 1), "month"),
    ("2022-01-02T03:04:00Z", utc(2022, 1, 2, 3, 4), "minute"),
    ("2022-01-02T03:04:00+05:30", utc(2022, 1, 1, 21, 34), "minute"),
    ("2022-01-02", utc(2022, 1, 2), "day"),
    ("Published 6:12 AM EDT, Tue June 11, 2024", utc(2024, 6, 11, 10, 12), "minute"),
    ("Updated 2:14 AM GMT+2, April 3, 2024", utc(2024, 4, 3, 0, 14), "minute"),
    ("June 4, 2024, 10:15 p.m. UTC", utc(2024, 6, 4, 22, 15), "minute"),
    ("Tuesday, 4 June 2024", utc(2024, 6, 4), "day"),
    ("Publié: 04.05.2021, 14h05Mis à jour: 04.05.2021, 19h05", utc(2021, 5, 4, 12, 5), "minute"),
    ("Le 27-Nov-2023", utc(2023, 11, 27), "day"),
    ("02/09/2024 04:05 PM EST", utc(2024, 2, 9, 21, 5), "minute"),
    ("Publié 31. janvier 2023, 10:09", utc(2023, 1, 31, 9, 9), "minute"),
    ("Édition du 16 - 02 - 2021", utc(2021, 2, 16), "day"),
    ("16.II.2024", utc(2024, 2, 16), "day"),
    ("Publié le 14 août à 14 h 03 (2023)", utc(2023, 8, 14, 12, 3), "minute"),
    ("By Ana CostaMay 4, 2021", utc(2021, 5, 4), "day"),
    ("Monday June 3, 2024 12:05 am GMT", utc(2024, 6, 3, 0, 5), "minute"),
    ("N° 56 — semaine du 25 septembre au 1er octobre 2025", utc(2025, 9, 25), "day"),
    ("Samedi 3 et dimanche 4 mai 2024", utc(2024, 5, 3), "day"),
    ("12-18 March 2024", utc(2024, 3, 12), "day"),
    ("March 30 to April 2, 2024", utc(2024, 3, 30), "day"),
    ("p. 4 - 12 mars 2024", utc(2024, 3, 12), "day"),
    ("2024/03/12 18:04", utc(2024, 3, 12, 17, 4), "minute"),
    ("12/03 - 18h04 (2024)", utc(2024, 3, 12, 17, 4), "minute"),
    ("12 mars 2024 à 18h04 et mis à jour à 19h", utc(2024, 3, 12, 17, 4), "minute"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "when", "precision"), STATED)
def test_reads_what_is_stated(text: str, when: datetime, precision: str) -> None:
    stated = READER.read(text, PARIS)
    assert stated is not None
    assert (stated.when, stated.precision) == (when, precision)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "hier à 20h",
        "il y a 3 heures",
        "2 novembre",
        "14h05",
        "31/02/2021",
        "Publié à 4 h 00",
        "99/99/9999",
    ],
)
def test_invents_nothing(text: str) -> None:
    assert READER.read(text, PARIS) is None


@pytest.mark.parametrize(
    ("text", "when", "precision"),
    [
        ("il y a 3 heures", utc(2024, 6, 20), "day"),
        ("20 minutes ago", utc(2024, 6, 20, 9, 40), "minute"),
        ("hier à 21:14", utc(2024, 6, 19, 19, 14), "minute"),
        ("Yesterday", utc(2024, 6, 19), "day"),
        ("2 novembre", utc(2023, 11, 2), "day"),
    ],
)
def test_relative_dates_need_a_reference(text: str, when: datetime, precision: str) -> None:
    stated = READER.read(text, PARIS, FETCHED)
    assert stated is not None
    assert (stated.when, stated.precision) == (when, precision)


def test_an_ambiguous_english_date_is_left_alone() -> None:
    assert READER.read("5/6/2024", PARIS, day_first=False) is None
    stated = READER.read("13/6/2024", PARIS, day_first=False)
    assert stated is not None
    assert stated.when == utc(2024, 6, 13)


@given(st.datetimes(datetime(1990, 1, 1), datetime(2069, 12, 31)))
def test_a_printed_day_is_read_back(day: datetime) -> None:
    for text in (f"{day:%d/%m/%Y}", f"{day:%d.%m.%Y}", f"{day:%Y-%m-%d}"):
        stated = READER.read(text, PARIS)
        assert stated is not None
        assert (stated.when.date(), stated.precision) == (day.date(), "day")


@given(st.text(max_size=60))
def test_any_text_is_read_without_error(text: str) -> None:
    READER.read(text, PARIS, FETCHED)


def test_weekdays() -> None:
    assert READER.weekday("mer. 29/10 — 23:18") == 2
    assert READER.weekday("Sunday, 2 June") == 6
    assert READER.weekday("29 mars 2024") is None
