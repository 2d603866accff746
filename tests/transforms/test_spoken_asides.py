"""What stands between a speaker and what is said: asides, long roles, split clauses, layouts."""

from __future__ import annotations

import pytest

from tests.transforms.quoting import quotes_in, said, spoken

NAMES = dict.fromkeys(
    ("Claire Delmas", "Paul Mercier", "Anne Lebrun", "Jean Roy", "Enora Le Gall", "Ana Duarte"),
    "PER",
)
NAMES |= {"Orfane": "ORG", "AFP": "ORG", "Vouvant": "LOC", "Palisade": "ORG"}


def found(*lines: str | tuple[str, str], language: str = "fr") -> list[tuple[str, str]]:
    return said(quotes_in(*lines, names=NAMES, language=language))


def speakers(*lines: str | tuple[str, str], language: str = "fr") -> list[str | None]:
    return [quote.speaker_name for quote in quotes_in(*lines, names=NAMES, language=language)]


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        # Asides between commas.
        ("Orfane demande, elle, à la mairie de vérifier les ponts.", "vérifier les ponts"),
        ("Sa sœur, elle, tranche : le bateau restera à quai.", "le bateau restera à quai"),
        (
            "Orfane affirme, dans un communiqué, avoir prévenu le préfet.",
            "avoir prévenu le préfet",
        ),
        ("La maire exige de l’État qu’il répare la digue.", "il répare la digue"),
        # A tag of the tagger does not hide "qu'".
        ("Orfane a indiqué samedi soir qu’une digue avait cédé.", "une digue avait cédé"),
        # One cue inside what another reports.
        (
            "Jean Roy affirme que sa cheffe, Anne Lebrun, lui a répondu que tout allait bien.",
            "sa cheffe, Anne Lebrun, lui a répondu que tout allait bien",
        ),
        # Of whom an agent accuses, and what an infinitive reports of saying.
        ("Paul Mercier, accusé par Jean Roy d’avoir menti hier, se tait.", "avoir menti hier"),
        ("Jean Roy affirme n’avoir rien dit à la police.", "n’avoir rien dit à la police"),
        (
            "Claire Delmas a annoncé dans un entretien, à paraître vendredi, que la digue tenait.",
            "la digue tenait",
        ),
        # Who says it: somebody among several, documents, a name with a noun nobody knows.
        ("Le vent tourne et la mer monte, a résumé un de ses élèves.", "Le vent tourne et la mer monte"),
        ("Trois puits dépassent la norme, révèlent des analyses.", "Trois puits dépassent la norme"),
        ("Pour l’ostéologue Anne Lebrun, la digue a cédé trop tôt.", "la digue a cédé trop tôt"),
    ],
)  # fmt: skip
def test_one_report(line: str, expected: str) -> None:
    assert found(line) == [("indirect", expected)]


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        # An incise may split a clause before its verb, or stand before a further clause.
        (
            "Le taux de reprise, précise-t-elle, atteint « 64 % » au nord.",
            [("mixed", "Le taux de reprise"), ("mixed", "atteint « 64 % » au nord")],
        ),
        (
            "Une enquête aura lieu en mai, indique-t-il, et ses résultats seront publiés.",
            [
                ("indirect", "Une enquête aura lieu en mai"),
                ("indirect", "et ses résultats seront publiés"),
            ],
        ),
        (
            "« On part demain », a dit Jean Roy, pour qui rien ne presse.",
            [("direct", "On part demain"), ("indirect", "rien ne presse")],
        ),
        # A link before the incise is the journalist's.
        ("Mais, dit Jean Roy, la digue tient.", [("indirect", "la digue tient")]),
        ("Or, précise Jean Roy, la digue tient.", [("indirect", "la digue tient")]),
        # Where somebody speaks is no part of what is said.
        (
            "« On gagne, savoure le coach, Jean Roy, au micro d’Orfane. On rentre. »",
            [("direct", "On gagne"), ("direct", "On rentre.")],
        ),
        # A mark that is missing stood before the incise.
        ("« On gagne, lâche Jean Roy. Il lui reste un match.", [("direct", "On gagne")]),
        # A noun with the marked words that only qualify it.
        ("Jean Roy dénonce un plan « irréaliste ».", [("mixed", "un plan « irréaliste »")]),
        ("Jean Roy dénonce « un plan irréaliste ».", [("mixed", "un plan irréaliste")]),
        # A short answer; doubled angle marks.
        ("La réponse arrive un jour plus tard : « Parfait. Efface. »", [("direct", "Parfait. Efface.")]),
        ("<<Nous avons livré trois lots>>, répond Jean Roy.", [("direct", "Nous avons livré trois lots")]),
        # The whole of whom somebody accuses.
        (
            "Jean Roy accuse en outre les bailleurs d’avoir fermé les yeux.",
            [("indirect", "les bailleurs d’avoir fermé les yeux")],
        ),
    ],
)  # fmt: skip
def test_spans(line: str, expected: list[tuple[str, str]]) -> None:
    assert found(line) == expected


@pytest.mark.parametrize(
    ("line", "speaker"),
    [
        # A name behind a long role is whose role it is.
        ("L’avocat de Mme Lebrun, Me Jean Roy, assure que tout va bien.", "Jean Roy"),
        ("Le directeur faisant fonction, Jean Roy, indique que tout va bien.", "Jean Roy"),
        (
            "« On part », a dit le ministre du Tourisme, du Patrimoine et de la Culture, Jean Roy.",
            "Jean Roy",
        ),
        # The father of somebody is another; an agent and its participle are no subject.
        ("Le père du matelot Jean Roy assure que tout va bien.", "père du matelot Jean Roy"),
        ("Une source locale citée par l’AFP affirme que tout va bien.", "source locale"),
        # Neither a length of time nor an adjective speaks.
        ("« On part », tweetait pourtant, trois semaines plus tard, Jean Roy.", "Jean Roy"),
        ("« On part », a assuré, le 12 juin, Jean Roy.", "Jean Roy"),
        ("« On part », a dit l’un de ses proches. Jean Roy se tait.", "proche"),
    ],
)
def test_who_says_it(line: str, speaker: str) -> None:
    assert speakers(line) == [speaker]


def test_who_stands_trial_is_the_defendant_and_his_lawyer_is_not() -> None:
    assert speakers(
        "Jean Roy, 46 ans, couvreur, est jugé pour vol. « Il n’a rien pris », plaide son avocate, "
        "Me Claire Delmas. « Je conteste tout », souffle le prévenu."
    ) == ["Claire Delmas", "Jean Roy"]


def test_what_used_to_be_said_is_said_by_whom_the_article_is_about() -> None:
    assert speakers(
        ("title", "Jean Roy, la voix du port, s’est tu"),
        "Jean Roy est mort mardi. Il avait appris à chanter auprès de son oncle Paul Mercier.",
        "« On m’a demandé de faire court », racontait-il en 2011.",
    ) == ["Jean Roy"]


def test_an_answer_is_not_the_asker_s() -> None:
    assert speakers(
        "Jean Roy, patron du caseyeur, baisse les yeux. « Qui tenait la veille ? », demande Anne "
        "Lebrun, la présidente. Jean Roy hésite. « Le petit. » Et le radar ? « En panne. »"
    )[1:] == ["Jean Roy", "Jean Roy"]


def test_a_signed_line_is_what_its_signer_says() -> None:
    assert (
        quotes_in(
            "La digue a tenu toute la nuit, et le bourg a dormi.",
            "On a appris à lire la mer comme un livre. Quand elle est noire, on remonte.",
            "— Jean Roy, éclusier de Vouvant",
            "La préfecture n’a pas souhaité répondre.",
            names=NAMES,
        )[0].speaker_name
        == "Jean Roy"
    )
    assert not found("Le vent tombe.", "Personne n’est venu ce soir-là.", "— Jean Roy, à Vouvant")


def test_a_dialogue_behind_a_colon_needs_no_incise() -> None:
    lines = ("Jean Roy raconte son embauche :", "— Vous savez nager ?", "— Oui, madame.")
    assert found(*lines) == [("direct", "Vous savez nager ?"), ("direct", "Oui, madame.")]
    assert not found("Le menu du jour", "— Soupe de poisson", "— Tarte aux pommes")


def test_turns_that_answer_each_other_are_a_dialogue_of_two() -> None:
    quotes = quotes_in(
        "La présidente, Anne Lebrun, se tourne vers le prévenu, Jean Roy.",
        "- Avez-vous lu ces lettres, monsieur ?",
        "- J’en recevais trente par semaine.",
        "- Ce n’est pas ma question.",
        names=NAMES,
    )
    assert [quote.speaker_name for quote in quotes] == ["Anne Lebrun", "Jean Roy", "Anne Lebrun"]


def test_marks_that_the_next_line_opens_again_keep_their_rest() -> None:
    assert found(
        "« Il tient deux livres, plaide Jean Roy. Dans l’un, il ment.",
        "« Je ne lis que l’autre. »",
    ) == [
        ("direct", "Il tient deux livres"),
        ("direct", "Dans l’un, il ment."),
        ("direct", "Je ne lis que l’autre."),
    ]


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("According to her, the canal has lost its depth.", "the canal has lost its depth"),
        ("Ana Duarte said in a notice to the Palisade exchange that repairs would wait.",
         "repairs would wait"),
        ("Sources in the governor’s office said no letter had come.", "no letter had come"),
        ("Ana Duarte said the crew of 23, most of them young, were well.",
         "the crew of 23, most of them young, were well"),
        ("The rice, she said, would be given away.", "The rice"),
    ],
)  # fmt: skip
def test_english_reports(line: str, expected: str) -> None:
    quotes = quotes_in(line, names=NAMES, language="en")
    assert (quotes[0].kind, quotes[0].text) == ("indirect", expected)


@pytest.mark.parametrize(
    ("line", "speaker"),
    [
        ("Its agent in Lisbon, Ana Duarte, denied that the anchor had moved.", "Ana Duarte"),
        ("Their leader, former Irrigation Minister Ana Duarte, said it was over.", "Ana Duarte"),
        ("Growers under the aegis of Palisade have rejected the levy, describing it as “a tax on "
         "sweat”.", "Growers"),
        ("The 78-year-old, who chairs Palisade, accused the authority of “managed decay”.",
         "78-year-old"),
    ],
)  # fmt: skip
def test_english_speakers(line: str, speaker: str) -> None:
    assert spoken(quotes_in(line, names=NAMES, language="en"))[0][1] == speaker


def test_single_marks_go_on_into_the_next_line() -> None:
    quotes = quotes_in(
        "'I never took a penny, love,' said Ana Duarte. 'I borrowed it.",
        "'Then it lost,' she added.",
        names=NAMES,
        language="en",
    )
    assert [quote.text for quote in quotes] == [
        "I never took a penny, love", "I borrowed it.", "Then it lost",
    ]  # fmt: skip
