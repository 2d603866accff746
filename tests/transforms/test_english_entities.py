"""English entities on sixteen short articles of ours that nothing was trained on."""

from __future__ import annotations

from pathlib import Path

import pytest

from flows.resources import gazetteer
from tests.transforms.marked import counted, document, expected, pairs
from transforms.mentions import find_mentions

HERE = Path(__file__).parent
FLOORS = {"english": 0.89, "english_second": 0.84, "english_third": 0.91}


@pytest.mark.slow
@pytest.mark.parametrize("written", FLOORS)
def test_strict_f1_keeps_its_floor(written: str) -> None:
    right, found, wanted = counted(HERE / f"{written}.toml", "en")
    assert 2 * right / (found + wanted) > FLOORS[written], (right, found, wanted)


@pytest.mark.parametrize(
    ("read", "right"),
    [
        ("[PER|Zarvolo], which makes pumps, is for sale.", "[ORG|Zarvolo], which"),
        ("It was [PER|Zarvolo]'s chief executive who paid.", "[ORG|Zarvolo]'s"),
        ("Then [ORG|Ama Quill], who lives in a van, laughed.", "[PER|Ama Quill], who"),
        ("So said [ORG|Hajiya Laraba Quill] at noon.", "[PER|Laraba Quill]"),
        ("He told the [LOC|Daily Zarvolo] so.", "[ORG|Daily Zarvolo]"),
        ("[PER|Publican Ama Quill] said so.", "[PER|Ama Quill]"),
        ("A haul worth [ORG|N4.2bn] and [LOC|R6 million] was found.", ""),
        ("[PER|BENGALURU]: The court sat.", "[LOC|BENGALURU]:"),
        ("She wrote so on [ORG|X.]", "[ORG|X]"),
        ("Rain fell on [LOC|M6] drivers.", "[LOC|M6]"),
        ("The [LOC|Ghana-led] force left.", "[LOC|Ghana]"),
        ("The [LOC|Malian-led] force left.", ""),
        ("Then the [ORG|UK Prime] Minister spoke.", "[LOC|UK]"),
        ("The [ORG|Kenyan Foreign] Minister spoke.", ""),
        (
            "So said [ORG|Peru's Ministry of Health] at noon.",
            "[LOC|Peru]'s [ORG|Ministry of Health]",
        ),
        ("It rained in [LOC|northern Peru] and in a [LOC|Danish town].", "[LOC|Peru]"),
        ("She left [LOC|Elko], [LOC|Nev]., for good.", "[LOC|Elko], [LOC|Nev.]"),
        ("“[PER|Admittedly], it rained,” he said.", ""),
        ("Rain fell in [LOC|Ghana-held Upper Quill].", "[LOC|Ghana]-held [LOC|Upper Quill]"),
        ("He wrote for [ORG|CNN's Quill Hour] on Monday.", "[ORG|CNN]'s [ORG|Quill Hour]"),
        ("Then [PER|Ama Quill's Garden] shut.", "[PER|Ama Quill]"),
        ("She sits for [LOC|Elko] ([ORG|D.], [LOC|Nev.]).", "[LOC|Elko] ([LOC|Nev.])"),
        ("So Secretary of [ORG|State Ama Quill] said.", "[PER|Ama Quill]"),
        ("So the president of [PER|Ghana Ama Quill] said.", "[LOC|Ghana] [PER|Ama Quill]"),
        ("Then [ORG|PM Sunak] rose.", "[PER|Sunak]"),
        ("He is no [ORG|Putin], they said.", "[PER|Putin]"),
    ],
)
def test_what_stands_around_corrects_the_model(read: str, right: str) -> None:
    assert pairs(find_mentions(document(read, language="en"), gazetteer("en"))) == expected(right)


def test_a_town_is_not_its_council_in_short() -> None:
    lines = (
        "The [ORG|Wexcombe Council] met.",
        "Rain fell in [LOC|Wexcombe].",
        "Staff at [ORG|Zarvolo Foods] knew that [LOC|Zarvolo] was closing.",
    )
    found = pairs(find_mentions(document(*lines, language="en"), gazetteer("en")))
    assert ("Wexcombe", "LOC") in found
    assert ("Zarvolo", "ORG") in found


def test_a_given_name_is_the_person_named_in_full() -> None:
    lines = ("[PER|Quillian Amadi] sang.", "It was [LOC|Quillian] who wept.")
    found = pairs(find_mentions(document(*lines, language="en"), gazetteer("en")))
    assert ("Quillian", "PER") in found
