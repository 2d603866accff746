"""Canonical names: persons of a document, countries, acronyms, aliases in two languages."""

from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from flows.resources import gazetteer, names
from tests.transforms.marked import document
from transforms.layers import Mention
from transforms.mentions import find_mentions
from transforms.names import Names, country_code, entity_id, resolve
from transforms.naming.acronyms import is_acronym
from transforms.naming.persons import tidy_person
from transforms.typography import fold


def resolved(*lines: str, language: str = "fr") -> list[Mention]:
    parsed = document(*lines, language=language)
    return resolve(parsed, find_mentions(parsed, gazetteer(language)), names())


def named(*lines: str, language: str = "fr") -> list[tuple[str, str]]:
    return [(mention.text, mention.name) for mention in resolved(*lines, language=language)]


def one(marked: str, language: str = "fr") -> Mention:
    (mention,) = resolved(marked, language=language)
    return mention


@pytest.mark.parametrize(
    ("marked", "code"),
    [
        ("la [LOC|RPDC] dit", "KP"),
        ("la [LOC|Corée du Nord] dit", "KP"),
        ("la [LOC|République populaire démocratique de Corée] dit", "KP"),
        ("la [LOC|Corée du Sud] dit", "KR"),
        ("la [LOC|Fédération de Russie] dit", "RU"),
        ("la [LOC|RDC] dit", "CD"),
        ("la [LOC|République du Congo] dit", "CG"),
        ("la [LOC|Cote d’Ivoire] dit", "CI"),
        ("aux [LOC|Etats-Unis] hier", "US"),
        ("aux [LOC|USA] hier", "US"),
        ("en [LOC|CHINE] hier", "CN"),
    ],
)
def test_countries_have_their_code(marked: str, code: str) -> None:
    mention = one(marked)
    assert country_code(mention.name, mention.label, names()) == code
    assert mention.method.endswith(":country")


@pytest.mark.parametrize("name", ["Paris", "Europe", "OTAN", "Texas"])
def test_no_code_for_what_is_no_country(name: str) -> None:
    assert country_code(name, "LOC", names()) is None
    assert country_code("France", "ORG", names()) is None


@pytest.mark.parametrize(
    ("french", "english"),
    [
        ("la [LOC|Corée du Nord] dit", "from [GPE|North Korea] now"),
        ("l'[ORG|OTAN] dit", "of [ORG|NATO] now"),
        ("les [ORG|Nations unies] disent", "the [ORG|United Nations] said"),
        ("à [LOC|Londres] hier", "in [GPE|London] now"),
        ("avec [PER|Vladimir Poutine] hier", "with [PERSON|Vladimir Putin] now"),
        ("la [ORG|Maison-Blanche] dit", "the [ORG|White House] said"),
    ],
)
def test_one_entity_in_two_languages(french: str, english: str) -> None:
    ours, theirs = one(french), one(english, "en")
    assert ours.entity_id == theirs.entity_id is not None
    assert ours.name == theirs.name


def test_surname_is_the_person_named_in_full() -> None:
    assert named("[PER|Ana Kovarec] parle. M. [PER|Kovarec] sort.", "Et [PER|A. Kovarec] rit.") == [
        ("Ana Kovarec", "Ana Kovarec"),
        ("Kovarec", "Ana Kovarec"),
        ("A. Kovarec", "Ana Kovarec"),
    ]


def test_initials_are_the_person_named_in_full() -> None:
    found = named("[PER|Ana Rey-Costa] répond.", "[PER|A. R.-C.] : Rien.", "[PER|Z. K.] : Si.")
    assert found[1] == ("A. R.-C.", "Ana Rey-Costa")
    assert found[2] == ("Z. K.", "Z. K.")


def test_surname_of_two_is_left_alone() -> None:
    *_, last = resolved("[PER|Ana Kovarec] et [PER|Luc Kovarec] parlent.", "[PER|Kovarec] sort.")
    assert (last.name, last.entity_id, last.method) == ("Kovarec", None, "model:unresolved")


def test_surname_alone_is_nobody() -> None:
    mention = one("Hier, [PER|Kovarec] est sorti.")
    assert (mention.name, mention.entity_id) == ("Kovarec", None)


def test_madame_is_not_the_monsieur_named_in_full() -> None:
    found = resolved(
        "M. [PER|Jean Kovarec] parle.", "Mme [PER|Kovarec] sort, M. [PER|Kovarec] rit."
    )
    assert [mention.name for mention in found] == ["Jean Kovarec", "Kovarec", "Jean Kovarec"]
    assert found[1].entity_id is None
    assert found[1].method == "model:unresolved"


def test_courtesy_tells_two_of_a_name_apart() -> None:
    found = named(
        "Mme [PER|Ana Kovarec] et M. [PER|Luc Kovarec] parlent.",
        "Mme [PER|Kovarec] sort. M. [PER|Kovarec] la suit. [PER|Kovarec] rit.",
    )
    assert [name for _, name in found[2:]] == ["Ana Kovarec", "Luc Kovarec", "Kovarec"]


def test_nobody_is_guessed_where_both_bear_the_surname() -> None:
    found = resolved(
        "[PER|Dominique Kovarec] parle.",
        "Mme [PER|Kovarec] sort. M. [PER|Kovarec] la suit. [PER|Kovarec] rit.",
    )
    assert [mention.entity_id for mention in found[1:]] == [None, None, None]


def test_courtesy_alone_changes_nothing() -> None:
    found = named("[PER|Dominique Kovarec] parle.", "Mme [PER|Kovarec] sort.", "[PER|Kovarec] rit.")
    assert {name for _, name in found} == {"Dominique Kovarec"}


def test_a_line_in_the_alias_file_is_enough() -> None:
    mine = {"ORG": {"Laiterie du Morvec": ["LDM"]}, "PER": {"Ana Kovarec": ["La Kova"]}}
    names = Names.build([{}], [mine])
    parsed = document("La [ORG|LDM] engage [PER|La Kova].")
    found = resolve(parsed, find_mentions(parsed, gazetteer("fr")), names)
    assert [(mention.name, mention.method.split(":")[1]) for mention in found] == [
        ("Laiterie du Morvec", "alias"),
        ("Ana Kovarec", "alias"),
    ]


def test_hyphenated_surname_is_not_a_full_name() -> None:
    found = named("[PER|Ana Diop-Ferrier] parle.", "[PER|Diop-Ferrier] sort, [PER|Diop] aussi.")
    assert {name for _, name in found} == {"Ana Diop-Ferrier"}
    assert one("Hier, [PER|Diop-Ferrier] sort.").entity_id is None


def test_compound_surname_and_longer_name() -> None:
    found = named("[PER|Rosa Le Guennec] parle.", "[PER|Le Guennec] sort.")
    assert {name for _, name in found} == {"Rosa Le Guennec"}
    found = named("[PER|Jean Awa Kovarec] parle.", "[PER|Awa Kovarec] sort.")
    assert {name for _, name in found} == {"Jean Awa Kovarec"}


def test_other_spelling_of_a_surname() -> None:
    found = named("[PER|Vladimir Poutine] parle.", "[PER|Putin] sort.")
    assert {name for _, name in found} == {"Vladimir Poutine"}


@pytest.mark.parametrize("form", ["Kim Jong Un", "Kim Jong-Un", "KIM JONG UN", "Kim Jong‑un"])
def test_one_kim(form: str) -> None:
    assert one(f"avec [PER|{form}] hier").name == "Kim Jong-un"


def test_two_kims() -> None:
    first, second, alone = resolved(
        "[PER|Kim Jong-un] suit [PER|Kim Jong-il].", "[PER|Kim] se tait."
    )
    assert first.entity_id != second.entity_id
    assert alone.entity_id is None


def test_acronym_spelled_out_here_wins() -> None:
    found = named(
        "Le [ORG|Comité de soutien aux apiculteurs] ([ORG|CSA]) proteste.", "Le [ORG|CSA] insiste."
    )
    assert {name for _, name in found} == {"Comité de soutien aux apiculteurs"}
    assert one("Le [ORG|CSA] insiste.").name == "Conseil supérieur de l'audiovisuel"


def test_unknown_organisation_is_itself() -> None:
    mention = one("Chez [ORG|Zarvia  Pharma] hier")
    assert (mention.name, mention.method) == ("Zarvia Pharma", "model:surface")
    assert mention.entity_id == entity_id("ORG", "Zarvia Pharma")


def test_label_parts_entities() -> None:
    assert entity_id("PER", "Nantes") != entity_id("LOC", "Nantes") != entity_id("ORG", "Nantes")
    assert len(entity_id("PER", "é")) == 16


@pytest.mark.parametrize(
    ("short", "full", "right"),
    [
        ("OMS", "Organisation mondiale de la santé", True),
        ("Insee", "Institut national de la statistique et des études économiques", True),
        ("OFEV", "Office fédéral de l’environnement", True),
        ("SADC", "Communauté de développement d'Afrique australe", True),
        ("CGT", "Fédération des cheminots", False),
        ("LR", "Laboratoires Zarvia", False),
        ("oms", "Organisation mondiale de la santé", False),
        ("A", "Agence Zarvia", False),
    ],
)
def test_acronyms(short: str, full: str, right: bool) -> None:
    assert is_acronym(short, full) is right


@pytest.mark.parametrize(
    ("text", "tidy"),
    [
        ("MARIE LE GOFF", "Marie Le Goff"),
        ("Jean-Luc KOVAREC", "Jean-Luc Kovarec"),
        ("Moon Jae In", "Moon Jae-in"),
        ("Awa N’Diaye", "Awa N'Diaye"),
        ("J.D. Kovarec", "J.D. Kovarec"),
    ],
)
def test_tidy_person(text: str, tidy: str) -> None:
    assert tidy_person(text) == tidy


@given(st.text(max_size=30))
@example("Ǽ ŉ ″ ᴭ")  # a ligature, an apostrophe, two marks within one letter
def test_fold_is_stable(text: str) -> None:
    assert fold(fold(text)) == fold(text)


@given(st.permutations(["[PER|Ana Kovarec] parle.", "[PER|Kovarec] sort.", "[PER|Luc Obi] rit."]))
def test_order_of_lines_does_not_matter(lines: list[str]) -> None:
    found = sorted((mention.text, mention.entity_id) for mention in resolved(*lines))
    assert found == sorted(
        (text, entity_id("PER", name))
        for text, name in [
            ("Ana Kovarec", "Ana Kovarec"),
            ("Kovarec", "Ana Kovarec"),
            ("Luc Obi", "Luc Obi"),
        ]
    )


def test_capitals_apart_from_the_one_name_that_they_abbreviate() -> None:
    found = named(
        "L’[ORG|Union des pêcheurs du Golfe] a répondu lundi.",
        "L’[ORG|UPG] refuse, le [ORG|CRB] aussi.",
    )
    assert ("UPG", "Union des pêcheurs du Golfe") in found
    assert ("CRB", "CRB") in found


def test_capitals_of_two_names_are_left_alone() -> None:
    found = named(
        "L’[ORG|Union des pêcheurs du Golfe] et l’[ORG|Union des planteurs de Gagnoa] négocient.",
        "L’[ORG|UPG] refuse.",
    )
    assert ("UPG", "UPG") in found
