from __future__ import annotations

import pytest

from tests.transforms.quoting import quotes_in, spoken

NAMES = {
    "Claire Delmas": "PER", "Paul Mercier": "PER", "Anne Lebrun": "PER", "Igor Petrov": "PER",
    "Awa Diop": "PER", "Interfax": "ORG", "Tass": "ORG", "AFP": "ORG", "Solidaires": "ORG",
    "Orfane": "ORG", "France Inter": "ORG",
}  # fmt: skip


def speakers(*lines: str | tuple[str, str]) -> list[str | None]:
    return [quote.speaker_name for quote in quotes_in(*lines, names=NAMES)]


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("« C’est fini », a dit Mercier. Paul Mercier part.", "Paul Mercier"),
        ("« C’est fini », a dit son avocat, Me Paul Mercier.", "Paul Mercier"),
        ("« C’est fini », a dit Paul Mercier, le président du club.", "Paul Mercier"),
        ("Le porte-parole du port, Paul Mercier, a dit que tout allait bien.", "Paul Mercier"),
        ("« C’est fini », a indiqué mercredi à l’AFP Paul Mercier.", "Paul Mercier"),
        ("« C’est fini », a expliqué, dans un sourire, Paul Mercier.", "Paul Mercier"),
        ("« C’est fini », explique dans une tribune la députée Claire Delmas.", "Claire Delmas"),
        ("« C’est fini », a tenu à préciser Claire Delmas.", "Claire Delmas"),
        ("Claire Delmas, qui habite le port, affirme que tout va bien.", "Claire Delmas"),
        ("« C’est fini », affirme le syndicat Solidaires.", "Solidaires"),
        ("« C’est fini », affirme un porte-parole du ministère.", "porte-parole du ministère"),
        ("« C’est fini », assurent les organisateurs.", "organisateurs"),
        ("« C’est fini », indique-t-on dans l’entourage du maire.", "entourage du maire"),
        ("Pour son avocate, Me Anne Lebrun, la peine est « lourde ».", "Anne Lebrun"),
        ("Selon un rapport publié par Solidaires, les prix montent.", "Solidaires"),
        ("« C’est fini », ont écrit Paul Mercier et Anne Lebrun.", "Paul Mercier et Anne Lebrun"),
    ],
)
def test_the_phrase_by_the_cue(line: str, expected: str) -> None:
    assert speakers(line) == [expected]


def test_pronouns_follow_gender() -> None:
    assert speakers(
        "Paul Mercier a reçu Anne Lebrun. « Merci à tous », a-t-elle lancé.",
        "« De rien », a-t-il répondu.",
    ) == ["Anne Lebrun", "Paul Mercier"]


def test_this_latter_is_the_nearest() -> None:
    assert speakers(
        "Anne Lebrun a écrit à Claire Delmas. Cette dernière a répondu : « Je viens. »"
    ) == ["Claire Delmas"]


def test_plural_pronoun_is_the_pair() -> None:
    assert speakers(
        "Paul Mercier et Anne Lebrun ont signé la lettre. « Il faut agir », écrivent-ils."
    ) == ["Paul Mercier et Anne Lebrun"]


def test_a_role_is_who_it_describes() -> None:
    assert speakers(
        "La ministre de la Ville, Claire Delmas, a reçu le maire, Paul Mercier.",
        "« Tout va bien », a dit le maire. « Rien ne presse », a répondu la ministre.",
    ) == ["Paul Mercier", "Claire Delmas"]


def test_a_role_without_a_name_stays_a_role() -> None:
    assert speakers(
        "Paul Mercier a été arrêté. « Il a tout avoué », a dit le procureur de la région."
    ) == ["procureur de la région"]


def test_going_on_without_a_cue() -> None:
    assert speakers("« Nous partons », a dit Claire Delmas. « Il est temps de bouger. »") == [
        "Claire Delmas",
        "Claire Delmas",
    ]


def test_who_stands_between_two_quotations_says_the_second() -> None:
    assert speakers(
        "« Nous partons », a dit Claire Delmas. Paul Mercier n’est pas d’accord. « Je reste ici. »"
    ) == ["Claire Delmas", "Paul Mercier"]


def test_a_first_quotation_without_a_speaker_waits_for_one() -> None:
    assert speakers(
        "« Je n’oublierai jamais. » Ce jour-là, « tout a changé », dit Anne Lebrun."
    ) == [
        "Anne Lebrun",
        "Anne Lebrun",
    ]


@pytest.mark.parametrize(
    ("line", "via", "medium"),
    [
        ("« C’est fini », a déclaré Igor Petrov selon Tass.", "Tass", None),
        ("« C’est fini », a déclaré Igor Petrov à l’AFP.", "AFP", None),
        ("« C’est fini », a déclaré Igor Petrov dans un communiqué.", None, "communiqué"),
        ("« C’est fini », a écrit Igor Petrov sur Twitter.", None, "Twitter"),
        ("Au micro de France Inter, Igor Petrov a dit que tout allait bien.", None, "France Inter"),
    ],
)
def test_via_and_medium_are_not_the_speaker(line: str, via: str | None, medium: str | None) -> None:
    [quote] = quotes_in(line, names=NAMES)
    assert (quote.speaker_name, quote.via, quote.medium) == ("Igor Petrov", via, medium)


def test_a_medium_that_relays_a_report_is_via() -> None:
    [quote] = quotes_in(
        "Claire Delmas a annoncé que le pont rouvrirait lundi, rapporte l’AFP.", names=NAMES
    )
    assert (quote.text, quote.speaker_name, quote.via) == (
        "le pont rouvrirait lundi",
        "Claire Delmas",
        "AFP",
    )


def test_a_pull_quote_and_its_attribution() -> None:
    quotes = quotes_in(
        ("pull_quote", "Nous ne lâcherons rien"),
        ("quote_attribution", "Awa Diop, porte-parole du collectif"),
        "« Nous ne lâcherons rien », a répété Awa Diop mardi.",
        names=NAMES,
    )
    assert spoken(quotes) == [("Nous ne lâcherons rien", "Awa Diop")] * 2


def test_a_block_quotation_and_the_line_that_says_whose_it_is() -> None:
    quotes = quotes_in(
        "Le comité attend une réponse depuis octobre.",
        "On ne trouvera personne pour conduire à ce prix.",
        ("quote_attribution", "Une citation de Awa Diop, porte-parole du collectif"),
        "Les parents, eux, attendent.",
        names=NAMES,
    )
    assert spoken(quotes) == [("On ne trouvera personne pour conduire à ce prix.", "Awa Diop")]


def test_a_pull_quote_echoes_the_body() -> None:
    quotes = quotes_in(
        ("pull_quote", "Nous ne lâcherons rien"),
        "« C’est long, mais nous ne lâcherons rien », a répété Awa Diop mardi.",
        names=NAMES,
    )
    assert [quote.speaker_name for quote in quotes] == ["Awa Diop", "Awa Diop"]
    assert quotes[0].evidence == "pull_quote [echo]"


@pytest.mark.parametrize(
    "head", ["14h32 – {}", "14 h 32. {}", "[14:32] {}", "• 14h32 : {}", "14.32 {}"]
)
def test_a_clock_time_is_no_part_of_what_is_said(head: str) -> None:
    quotes = quotes_in(
        head.format("« La digue tiendra », a dit Paul Mercier."),
        head.format("Le pont fermera ce soir, a annoncé Claire Delmas."),
        names=NAMES,
    )
    assert spoken(quotes) == [
        ("La digue tiendra", "Paul Mercier"),
        ("Le pont fermera ce soir", "Claire Delmas"),
    ]


def test_an_entry_of_a_live_page_keeps_its_speaker_to_itself() -> None:
    assert speakers(
        "14h32 – Le maire, Paul Mercier : « La digue tiendra. »",
        "« Nous avons du sable. »",
        "14h05 – Les secours arrivent. « Il faut évacuer maintenant. »",
        "13h40 – « Nous avons tout perdu. » Claire Delmas, voisine du port, pleure.",
    ) == ["Paul Mercier", "Paul Mercier", None, "Claire Delmas"]


def test_entries_under_headings_with_a_clock_time() -> None:
    assert speakers(
        ("subheading", "14h32 – Le maire inquiet"),
        "« Nous manquons de sable », a dit Paul Mercier.",
        ("subheading", "14h05 – Une école fermée"),
        "« Les enfants vont bien. » La directrice, Anne Lebrun, rassure les parents.",
    ) == ["Paul Mercier", "Anne Lebrun"]


def test_one_clock_time_makes_no_live_page() -> None:
    assert speakers(
        "« La digue tiendra », a dit Paul Mercier.", "14h05 – « Nous avons du sable. »"
    ) == ["Paul Mercier", "Paul Mercier"]


def test_english_entries_of_a_live_page() -> None:
    quotes = quotes_in(
        "2:32 p.m. — Governor Ann Lowe: “The levee will hold.”",
        "2:05 p.m. — “Stay home,” said Mark Hill, the fire chief.",
        "1:40 p.m. — Rain again. “We lost it all.”",
        names={"Ann Lowe": "PER", "Mark Hill": "PER"},
        language="en",
    )
    assert spoken(quotes) == [
        ("The levee will hold.", "Ann Lowe"),
        ("Stay home", "Mark Hill"),
        ("We lost it all.", None),
    ]


def test_english_layouts() -> None:
    names = {"Ann Lowe": "PER", "Mark Hill": "PER"}
    interview = quotes_in(
        ("title", "Ann Lowe: ‘I am leaving’"),
        "Why leave now?",
        "I am tired of this job, and so is my daughter.",
        "What did you tell Mark Hill?",
        "I told him we were leaving.",
        names=names,
        language="en",
    )
    assert [quote.speaker_name for quote in interview] == ["Ann Lowe"] * 3
    assert not any("Why" in quote.text or "What did" in quote.text for quote in interview)
    pulled = quotes_in(
        ("pull_quote", "We will not pay twice"),
        "“It is simple: we will not pay twice,” Mark Hill said.",
        names=names,
        language="en",
    )
    assert pulled[0].evidence == "pull_quote [echo]"
    assert {quote.speaker_name for quote in pulled} == {"Mark Hill"}


def test_evidence_names_rule_and_cue() -> None:
    [quote] = quotes_in("« C’est fini », a déclaré Igor Petrov.", names=NAMES)
    assert quote.evidence == "incise: a déclaré [name]"
    assert quote.cue is not None
    assert quote.cue.text == "a déclaré"
    assert quote.speaker is not None
    assert quote.speaker.text == "Igor Petrov"
    assert (quote.speaker_entity_id, quote.speaker_label) == ("Igor Petrov", "PER")


def test_a_name_is_surer_than_a_pronoun() -> None:
    named, pronoun = quotes_in(
        "Paul Mercier a vu Igor Petrov. « A bien », a dit Petrov à Mercier. "
        "« B aussi », a-t-il dit.",
        names=NAMES,
    )
    assert named.confidence > pronoun.confidence


def test_english_pronouns_and_roles() -> None:
    names = {"Jane Doe": "PER", "John Smith": "PER", "Reuters": "ORG"}
    quotes = quotes_in(
        "Prosecutor Jane Doe met John Smith. “It is over,” she told Reuters.",
        "“We will see,” said Mr Smith.",
        names=names,
        language="en",
    )
    assert [quote.speaker_name for quote in quotes] == ["Jane Doe", "John Smith"]
    assert quotes[0].via == "Reuters"
