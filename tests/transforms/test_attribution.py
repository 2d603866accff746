"""Who is meant: candidates, the forms that stand for a speaker, nesting and confidence."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.transforms.quoting import quotes_in, said, spoken, words
from transforms.layers import Quote
from transforms.speech.confidence import calibrated
from transforms.speech.speakers.anaphors import Anaphor, Option, softmax

NAMES = {
    "Claire Delmas": "PER", "Paul Mercier": "PER", "Anne Lebrun": "PER", "Awa Diop": "PER",
    "Jean Roy": "PER", "Orfane": "ORG", "Les Petits Pas": "ORG", "AFP": "ORG", "Ruiz": "PER",
    "Lyon": "LOC", "SAN JOSE": "LOC", "Palisade": "ORG",
}  # fmt: skip


def speakers(*lines: str | tuple[str, str], language: str = "fr") -> list[str | None]:
    return [quote.speaker_name for quote in quotes_in(*lines, names=NAMES, language=language)]


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("L’un d’eux, Jean Roy, dit avoir tout perdu.", "Jean Roy"),
        ("L’un des avocats, Me Jean Roy, a dit que tout allait bien.", "Jean Roy"),
        ("Un de ses voisins, Jean Roy, n’en revient pas : « On a tout perdu hier. »", "Jean Roy"),
        ("Son candidat, l’homme d’affaires Jean Roy, affirme avoir gagné.", "Jean Roy"),
        ("« C’est beau », explique le metteur en scène Jean Roy.", "Jean Roy"),
        ("« C’est beau », a dit un de ses proches.", "proche"),
        ("Invité d’Orfane, le maire Jean Roy, de passage, juge que tout va bien.", "Jean Roy"),
        ("D’après une note d’Orfane consultée par l’AFP, les prix montent.", "Orfane"),
        ("Le plan, jugé « trop cher » par Claire Delmas, est retiré.", "Claire Delmas"),
        ("« C’est non », s’emporte, joint par téléphone, Jean Roy.", "Jean Roy"),
        ("« C’est non », rétorque depuis Lyon son associé, Jean Roy.", "Jean Roy"),
        ("« C’est non », promettent d’une seule voix les élus.", "élus"),
    ],
)
def test_the_phrase_that_names(line: str, expected: str) -> None:
    assert speakers(line) == [expected]


def test_datelines_are_no_speakers() -> None:
    assert speakers("SAN JOSE — Ruiz said the plant would close.", language="en") == ["Ruiz"]
    assert speakers(
        "SAN JOSE, Calif. — Palisade, once a giant, said Tuesday it would cut 90 jobs.",
        language="en",
    ) == ["Palisade"]


def test_a_cue_before_the_quotation() -> None:
    assert speakers("Hier, Jean Roy insiste. « Nous ne partirons pas d’ici. »") == ["Jean Roy"]


def test_who_is_introduced_without_a_name() -> None:
    assert speakers("Une voisine a tout vu. « Il courait », dit-elle.") == ["voisine"]


def test_a_role_in_the_narrative_is_its_holder() -> None:
    assert speakers(
        "La glaciologue Claire Delmas a reçu Anne Lebrun.",
        "La glaciologue remontera en mai. « La glace fond », dit-elle.",
    ) == ["Claire Delmas"]


def test_a_body_is_one_that_fits() -> None:
    assert speakers(
        "L’association Les Petits Pas et le groupe Orfane se sont vus lundi.",
        "« Nous irons au bout », a prévenu l’association.",
    ) == ["Les Petits Pas"]


def test_a_title_runs_ahead_of_the_name() -> None:
    first, _ = quotes_in(
        ("title", "« On a tout perdu », témoigne le gérant"),
        "Le gérant, Jean Roy, est arrivé à l’aube. « On a tout perdu », répète-t-il.",
        names=NAMES,
    )
    assert first.speaker_name == "Jean Roy"


def test_in_her_eyes() -> None:
    assert spoken(
        quotes_in("Claire Delmas a voté contre. À ses yeux, le plan est mort.", names=NAMES)
    ) == [("le plan est mort", "Claire Delmas")]


def test_a_question_holds_what_others_say() -> None:
    quotes = quotes_in(
        ("title", "Claire Delmas, juge de ligne : entretien"),
        "Jean Roy affirme que vous mentez. Que lui répondez-vous ?",
        "« Qu’il vienne me le dire en face, je l’attends. »",
        "Et demain, que ferez-vous de vos journées ?",
        "« Je dormirai, puis je reprendrai le travail. »",
        names=NAMES,
    )
    assert [(quote.kind, quote.speaker_name) for quote in quotes] == [
        ("indirect", "Jean Roy"),
        ("direct", "Claire Delmas"),
        ("direct", "Claire Delmas"),
    ]


def test_nested_quotations_name_the_one_around() -> None:
    outer, inner = quotes_in(
        "« Mon père m’a dit : “Tu partiras demain matin” et je suis parti », raconte Jean Roy.",
        names=NAMES,
    )
    assert (outer.nested_in, inner.nested_in) == (None, 0)
    assert (outer.speaker_name, inner.speaker_name) == ("Jean Roy", "père")
    assert inner.text == "Tu partiras demain matin"


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("Jean Roy dit n’avoir rien vu.", "n’avoir rien vu"),
        ("Jean Roy a demandé si la route serait fermée.", "si la route serait fermée"),
        ("Jean Roy demande que la route soit fermée.", "la route soit fermée"),
        ("Selon Jean Roy, une élue locale, la route est fermée.", "la route est fermée"),
        ("La route, c’est fini, a dit Jean Roy, dont la voix tremble.", "La route, c’est fini"),
    ],
)
def test_spans_without_marks(line: str, expected: str) -> None:
    assert [text for _, text in said(quotes_in(line, names=NAMES))] == [expected]


def test_only_the_marked_words_are_hers() -> None:
    [quote] = quotes_in(
        "Le pic est attendu « entre midi et deux », selon le mot de Claire Delmas.", names=NAMES
    )
    assert quote.text == "entre midi et deux"


_ANAPHOR = Anaphor("pronoun", Quote(0, 1, "x", "direct", 0, "incise", 0.5), 0)
_FEATURES = st.dictionaries(st.sampled_from(["a", "b", "c"]), st.floats(-3, 3), max_size=3)


@given(st.lists(_FEATURES, min_size=1, max_size=6), _FEATURES)
def test_shares_add_up_to_one(options: list[dict[str, float]], weights: dict[str, float]) -> None:
    shares = softmax({"pronoun": weights})(_ANAPHOR, [Option(None, found) for found in options])
    assert sum(shares) == pytest.approx(1)
    assert min(shares) >= 0


@given(st.floats(0, 1), st.floats(0, 1))
def test_confidence_grows_with_the_share(one: float, other: float) -> None:
    lexicon = words("fr")
    for method in (*lexicon.confidence, "unheard of"):
        low, high = (calibrated(method, share, lexicon) for share in sorted((one, other)))
        assert 0 <= low <= high <= 1


def test_every_weight_is_of_a_kind_that_is_asked_for() -> None:
    for language in ("fr", "en"):
        assert set(words(language).weights) == {"pronoun", "role", "body", "none"}
