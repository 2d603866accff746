from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.transforms.quoting import quotes_in, said

NAMES = {
    "Claire Delmas": "PER", "Paul Mercier": "PER", "Igor Petrov": "PER", "Solidaires": "ORG",
    "Le Courrier": "ORG", "Interfax": "ORG", "Liège": "LOC",
}  # fmt: skip


def found(*lines: str | tuple[str, str], language: str = "fr") -> list[tuple[str, str]]:
    return said(quotes_in(*lines, names=NAMES, language=language))


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        # Direct: the marks hold all that is said.
        ("« Nous partons demain », a déclaré Paul Mercier.", [("direct", "Nous partons demain")]),
        ("Paul Mercier a répondu : « Je reste. »", [("direct", "Je reste.")]),
        (
            "« Nous partons », a dit Paul Mercier, « et nous reviendrons ».",
            [("direct", "Nous partons"), ("direct", "et nous reviendrons")],
        ),
        (
            "« Nous partons, a-t-il insisté, et nous reviendrons. »",
            [("direct", "Nous partons"), ("direct", "et nous reviendrons.")],
        ),
        ("“On s’en va”, raconte-t-elle.", [("direct", "On s’en va")]),
        (
            "« Il faut (…) tout revoir », tranche la ministre.",
            [("direct", "Il faut (…) tout revoir")],
        ),
        # Mixed: a reported clause with the speaker's own words in it, or those words alone.
        (
            "Claire Delmas affirme que le chantier « avance bien » depuis mars.",
            [("mixed", "le chantier « avance bien » depuis mars")],
        ),
        ("Claire Delmas affirme que « rien n’est joué ».", [("direct", "rien n’est joué")]),
        ("Claire Delmas a dénoncé une « trahison ».", [("mixed", "trahison")]),
        (
            "Claire Delmas a salué « le courage » des habitants.",
            [("mixed", "« le courage » des habitants")],
        ),
        (
            "« Je vends ici, raconte ce jeune livreur. Et je reste. »",
            [("direct", "Je vends ici"), ("direct", "Et je reste.")],
        ),
        (
            "Selon Claire Delmas, le projet reste « prioritaire ».",
            [("mixed", "le projet reste « prioritaire »")],
        ),
        # Indirect: no marks, an explicit source and cue.
        (
            "Claire Delmas a annoncé que le pont rouvrirait lundi.",
            [("indirect", "le pont rouvrirait lundi")],
        ),
        ("Paul Mercier affirme avoir tout vu.", [("indirect", "avoir tout vu")]),
        ("Paul Mercier a promis de revenir samedi.", [("indirect", "revenir samedi")]),
        ("Le syndicat appelle à voter dimanche.", [("indirect", "voter dimanche")]),
        (
            "Le pont rouvrira lundi, a indiqué la préfecture.",
            [("indirect", "Le pont rouvrira lundi")],
        ),
        (
            "Selon Paul Mercier, les travaux coûtent trop cher.",
            [("indirect", "les travaux coûtent trop cher")],
        ),
        (
            "Les travaux coûtent trop cher, d’après Paul Mercier.",
            [("indirect", "Les travaux coûtent trop cher")],
        ),
        (
            "Pour Paul Mercier, économiste à Liège, la réforme arrive trop tard.",
            [("indirect", "la réforme arrive trop tard")],
        ),
        (
            "Pour la première ministre, la réforme arrive trop tard.",
            [("indirect", "la réforme arrive trop tard")],
        ),
        (
            "À en croire le syndicat, 3 000 postes sont menacés.",
            [("indirect", "3 000 postes sont menacés")],
        ),
        (
            "Claire Delmas accuse la région de bloquer les crédits.",
            [("indirect", "la région de bloquer les crédits")],
        ),
        (
            "Claire Delmas a dit que le budget suivrait et que rien ne manquerait.",
            [("indirect", "le budget suivrait et que rien ne manquerait")],
        ),
        # Anybody may speak where a whole clause stands before the comma.
        (
            "Le quai fermera mardi, ont annoncé les deux camps.",
            [("indirect", "Le quai fermera mardi")],
        ),
        # What is judged, refused, asked for: the words alone, titles though they look like.
        (
            "Paul Mercier a jugé l’opération « conforme au droit ».",
            [("mixed", "conforme au droit")],
        ),
        ("Paul Mercier n’a pas exclu « des poursuites ».", [("mixed", "des poursuites")]),
        ("Paul Mercier a appelé les élus « à la retenue ».", [("mixed", "à la retenue")]),
        (
            "Paul Mercier a écrit dans « La Gazette » que le phare serait vendu.",
            [("indirect", "le phare serait vendu")],
        ),
        # A sentence of its own is direct, short as it may be.
        ("Paul Mercier soupire. « Rien que du vent. »", [("direct", "Rien que du vent.")]),
        # What describes the speaker inside the marks is the journalist's.
        (
            "« On part tôt, explique Paul Mercier, pêcheur à Liège. Le vent tourne. »",
            [("direct", "On part tôt"), ("direct", "Le vent tourne.")],
        ),
        (
            "« On part tôt, dit Paul Mercier, de son vrai nom Pavel. Le vent tourne. »",
            [("direct", "On part tôt"), ("direct", "Le vent tourne.")],
        ),
        # The journalist's comment stays out.
        (
            "Claire Delmas accuse la région d’avoir tout cédé, ce que celle-ci dément.",
            [("indirect", "la région d’avoir tout cédé")],
        ),
        (
            "Claire Delmas a assuré que le pont tiendrait, un avis que peu partagent.",
            [("indirect", "le pont tiendrait")],
        ),
        (
            "Claire Delmas a assuré que le pont tiendrait, alors que des fissures apparaissent.",
            [("indirect", "le pont tiendrait")],
        ),
    ],
)
def test_spans_and_kinds(line: str, expected: list[tuple[str, str]]) -> None:
    assert found(line) == expected


@pytest.mark.parametrize(
    "line",
    [
        "Le film « La Grande Vague » sort mercredi.",
        "Surnommé « le Boss », il jouait dans « Les Amants du port ».",
        "La candidate de « Chante avec moi » a gagné.",
        "Le « pass culture » arrive à l’école.",
        "Paul Mercier voulait partir, mais il craignait que la mer soit trop forte.",
        "Selon les besoins, on ajoute du sel.",
        "Pour l’instant, la route est fermée.",
        "Pour la première fois, la ville a mené un exercice.",
        "Pour le premier trimestre, le groupe prévoit une baisse.",
        "Le juge a pris note de la demande, une menace que tous redoutent.",
    ],
)
def test_what_is_no_quotation(line: str) -> None:
    assert found(line) == []


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        (("title", "Claire Delmas : « Je suis prête »"), [("direct", "Je suis prête")]),
        (("title", "« Je suis prête » : Claire Delmas raconte"), [("direct", "Je suis prête")]),
        (
            ("title", "Les prix vont baisser, selon Claire Delmas"),
            [("indirect", "Les prix vont baisser")],
        ),
        (
            ("title", "Inflation : les prix vont baisser, promet Claire Delmas"),
            [("indirect", "les prix vont baisser")],
        ),
        (
            ("title", "La ville et le port signent un accord : Paul Mercier"),
            [("indirect", "La ville et le port signent un accord")],
        ),
    ],
)
def test_headlines(line: tuple[str, str], expected: list[tuple[str, str]]) -> None:
    assert found(line) == expected


def test_a_quotation_over_two_lines_is_one_utterance() -> None:
    quotes = quotes_in(
        "« Le chantier a pris du retard.",
        "« Nous allons le rattraper », a promis Claire Delmas.",
        names=NAMES,
    )
    assert said(quotes) == [
        ("direct", "Le chantier a pris du retard."),
        ("direct", "Nous allons le rattraper"),
    ]
    assert {quote.utterance_index for quote in quotes} == {0}
    assert {quote.speaker_name for quote in quotes} == {"Claire Delmas"}


def test_spans_split_by_an_incise_share_their_utterance() -> None:
    quotes = quotes_in("« Oui, dit-il, demain. » Puis : « Non, peut-être », a-t-il ajouté.")
    assert [quote.utterance_index for quote in quotes[:2]] == [0, 0]
    assert quotes[2].utterance_index == 1


def test_dialogue_with_dashes() -> None:
    quotes = quotes_in(
        "– Vous partez déjà ? demanda Paul Mercier.",
        "– Oui, répondit Claire Delmas, il est tard.",
        "— Restez encore un peu.",
        names=NAMES,
    )
    assert [(quote.text, quote.speaker_name) for quote in quotes] == [
        ("Vous partez déjà ?", "Paul Mercier"),
        ("Oui", "Claire Delmas"),
        ("il est tard.", "Claire Delmas"),
        ("Restez encore un peu.", "Paul Mercier"),
    ]


def test_a_list_with_dashes_is_no_dialogue() -> None:
    assert found("– un litre de lait", "– deux œufs frais") == []


def test_interview_answers_are_the_interviewee_s() -> None:
    quotes = quotes_in(
        ("title", "Entretien avec Claire Delmas"),
        "Pourquoi avoir quitté l’institut ?",
        "Je voulais retrouver le terrain.",
        "Et maintenant ?",
        "Maintenant, je forme des jeunes.",
        names=NAMES,
    )
    assert [(quote.text, quote.speaker_name) for quote in quotes] == [
        ("Je voulais retrouver le terrain.", "Claire Delmas"),
        ("Maintenant, je forme des jeunes.", "Claire Delmas"),
    ]


def test_questions_of_an_explainer_are_no_interview() -> None:
    lines = (
        "Que s’est-il passé ?",
        "Un train a déraillé mardi.",
        "Quelles sont les causes ?",
        "La voie était usée.",
    )
    assert found(*lines) == []


def test_names_before_a_colon() -> None:
    quotes = quotes_in(
        "Le Courrier : Êtes-vous inquiet ?",
        "Paul Mercier : Non, les chiffres sont bons.",
        names=NAMES,
    )
    assert [(quote.text, quote.speaker_name) for quote in quotes] == [
        ("Non, les chiffres sont bons.", "Paul Mercier")
    ]


def test_a_line_without_a_parse_still_has_its_direct_quotations() -> None:
    from tests.transforms.quoting import model, words
    from transforms.layers import Document, Line, Paragraph
    from transforms.quotes import find_quotes

    text = "« Nous partons demain », a-t-il déclaré."
    doc = model("fr").make_doc(text)
    document = Document("0" * 16, "fr", text, (Paragraph(Line(0, "body", 0, text), doc),))
    assert said(find_quotes(document, [], words("fr"))) == [("direct", "Nous partons demain")]


def test_initials_and_dashes_in_an_interview() -> None:
    quotes = quotes_in(
        "Vous partez bientôt ?",
        "Claire Delmas : Oui, demain.",
        "Et après ?",
        "C. D. : Je reviendrai.",
        "– Sans doute en mai.",
        names=NAMES,
    )
    assert [(quote.text, quote.speaker_name) for quote in quotes] == [
        ("Oui, demain.", "Claire Delmas"),
        ("Je reviendrai.", "Claire Delmas"),
        ("Sans doute en mai.", "Claire Delmas"),
    ]


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("“We are leaving,” said John Smith.", [("direct", "We are leaving")]),
        ("“It was hard,” he added.", [("direct", "It was hard")]),
        ("Smith said that the plant would close.", [("indirect", "the plant would close")]),
        ("According to the ministry, prices fell.", [("indirect", "prices fell")]),
        ("She described it as a “disaster”.", [("mixed", "disaster")]),
        ("Prices fell in May, the ministry said.", [("indirect", "Prices fell in May")]),
        ("Smith told the paper he would not resign.", [("indirect", "he would not resign")]),
        ("“No,” Jane Doe told reporters, “we can’t.”", [("direct", "No"), ("direct", "we can’t.")]),
        ("The film “Gone Again” opens on Friday.", []),
        ("Smith sighed. “Only rocks.”", [("direct", "Only rocks.")]),
    ],
)
def test_english(line: str, expected: list[tuple[str, str]]) -> None:
    names = {"John Smith": "PER"}
    assert said(quotes_in(line, names=names, language="en")) == expected


@settings(max_examples=40, deadline=None)
@given(
    st.lists(
        st.sampled_from(
            ["« ", " »", '"', "“", "”", "'", ", ", ". ", " : ", "– ", "Paul Mercier", "a dit",
             "dit-il", "que", "selon", "il", "le ministre", "partir", "Nous partons", "et", "?", ":"]
        ),
        max_size=14,
    ),
    st.sampled_from(["body", "title", "subheading", "pull_quote", "quote_attribution"]),
)  # fmt: skip
def test_any_line_gives_slices_in_order(parts: list[str], kind: str) -> None:
    text = " ".join(parts).strip() or "."
    quotes = quotes_in((kind, text), "« Fin », dit-elle.", names=NAMES)
    assert quotes == sorted(quotes, key=lambda quote: quote.start)
    assert [q.utterance_index for q in quotes][:1] in ([], [0])
    seen = list(dict.fromkeys(q.utterance_index for q in quotes))
    assert seen == list(range(len(seen)))
    for quote in quotes:
        assert quote.text.strip()
        assert quote.kind in ("direct", "mixed", "indirect")
        assert 0 <= quote.confidence <= 1
        assert "\n" not in quote.text
