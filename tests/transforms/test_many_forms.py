"""Reports in many forms: infinitives, long clauses, where they end, interviews, mixed marks."""

from __future__ import annotations

import pytest

from tests.transforms.quoting import quotes_in, said, spoken

NAMES = dict.fromkeys(("Anne Roy", "Paul Vidal", "Ann Hill", "Jean Cros"), "PER") | {
    "Maison Ormeau": "ORG", "Le Matin": "ORG", "Insee": "ORG", "Banque de Loire": "ORG",
    "Tours": "LOC", "Ayr": "LOC", "Irvine": "LOC", "Maidens": "LOC",
}  # fmt: skip
Said = list[tuple[str, str]]


def _found(line: str, language: str = "fr", kind: str = "body") -> Said:
    return said(quotes_in((kind, line), names=NAMES, language=language))


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        # What is asked for or promised, its first words in marks.
        ("Anne Roy conseille aux clients de « ne rien signer » avant la fin du mois.",
         [("mixed", "« ne rien signer » avant la fin du mois")]),
        ("Anne Roy appelle la foule à ne pas « se faire justice » et à rentrer chez elle.",
         [("mixed", "ne pas « se faire justice » et à rentrer chez elle")]),
        ("Anne Roy a promis de « réunir tout le monde » avant juin.",
         [("mixed", "« réunir tout le monde » avant juin")]),
        ("Anne Roy affirme « vouloir partir » avant juin.",
         [("mixed", "« vouloir partir » avant juin")]),
        # An apposition between whom it is asked and the infinitive.
        ("Anne Roy accuse l’éditeur, la Maison Ormeau, d’avoir perdu le manuscrit.",
         [("indirect", "l’éditeur, la Maison Ormeau, d’avoir perdu le manuscrit")]),
        ("Anne Roy a prié son voisin, Paul Vidal, de baisser le son.",
         [("indirect", "baisser le son")]),
        # One word, or with "à"; a pronoun that the tagger takes for "leur maison".
        ("Le médecin lui conseille d’arrêter.", [("indirect", "arrêter")]),
        ("Anne Roy a demandé à réfléchir.", [("indirect", "réfléchir")]),
        ("Elle leur demande d’accorder une année blanche.",
         [("indirect", "accorder une année blanche")]),
        ("Anne Roy a demandé à répondre.", []),
        ("Voici les bateaux que l’État demande à la ville d’accueillir.", []),
        # Questions behind a preposition or "avant de".
        ("Anne Roy a voulu savoir à qui appartenait le pré.",
         [("indirect", "à qui appartenait le pré")]),
        ("Le juge demande dans quelle rue il dormait.", [("indirect", "dans quelle rue il dormait")]),
        ("Il a demandé à quoi servait le mur.", [("indirect", "à quoi servait le mur")]),
        ("Anne Roy sourit, avant de demander si le train passera.",
         [("indirect", "si le train passera")]),
        # An adjective between the cue and what it reports.
        ("Anne Roy se dit convaincue que le pont tiendra.", [("indirect", "le pont tiendra")]),
        ("Anne Roy s’est dite prête à céder si la crue revenait.",
         [("indirect", "prête à céder si la crue revenait")]),
        ("Anne Roy se dit confiante.", []),
        # Whom it is told, at length or with brackets.
        ("La gare avait promis aux clients ayant payé leur place qu’ils auraient un car.",
         [("indirect", "ils auraient un car")]),
        ("Anne Roy accuse le club (fondé hier à Tours) d’avoir menti.",
         [("indirect", "le club (fondé hier à Tours) d’avoir menti")]),
        # A participle after "puis".
        ("Elle a d’abord hésité, puis admis que le coffre était vide.",
         [("indirect", "le coffre était vide")]),
        ("« Jamais de la vie », a rétorqué l’invitée.", [("direct", "Jamais de la vie")]),
    ],
)  # fmt: skip
def test_infinitives_and_questions(line: str, expected: Said) -> None:
    assert _found(line) == expected


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("Anne Roy promet que le pont tiendra, Paul Vidal répond que rien n’est sûr.",
         [("indirect", "le pont tiendra"), ("indirect", "rien n’est sûr")]),
        ("Quand le maire a annoncé que le pont fermerait, Anne Roy a ri.",
         [("indirect", "le pont fermerait")]),
        ("Anne Roy dit que la crue a tout pris, avant de laisser un peu de boue.",
         [("indirect", "la crue a tout pris, avant de laisser un peu de boue")]),
        ("Anne Roy dit que la crue a tout pris, avant de s’excuser.",
         [("indirect", "la crue a tout pris")]),
        ("Anne Roy conseille de rincer la cuve, sans toucher au filtre.",
         [("indirect", "rincer la cuve, sans toucher au filtre")]),
        ("Anne Roy affirme avoir signé, sans préciser la date.", [("indirect", "avoir signé")]),
        ("Anne Roy admet avoir conduit le car, rien de plus.", [("indirect", "avoir conduit le car")]),
        ("Anne Roy dit avoir saisi la Banque de Loire, actionnaire du groupe.",
         [("indirect", "avoir saisi la Banque de Loire")]),
        ("Anne Roy assure avoir écrit à Paul Vidal, maire de Tours.",
         [("indirect", "avoir écrit à Paul Vidal, maire de Tours")]),
        ("Ce sont les creuseurs, dit Anne Roy, qui utilisent le mercure.",
         [("indirect", "Ce sont les creuseurs"), ("indirect", "qui utilisent le mercure")]),
        ("C’est, dit Anne Roy, une erreur.", [("indirect", "C’est"), ("indirect", "une erreur")]),
        ("Elle vit à Tours, où, dit-elle, « la nuit tombe tôt ».", [("mixed", "la nuit tombe tôt")]),
    ],
)  # fmt: skip
def test_where_a_report_ends(line: str, expected: Said) -> None:
    assert _found(line) == expected


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("D’après les plans que nous avons consultés, le mur est neuf.",
         [("indirect", "le mur est neuf")]),
        ("Selon une facture, dont nous avons copie, rien n’a été payé.",
         [("indirect", "rien n’a été payé")]),
        ("Un pacte conclu, selon Anne Roy, dans le dos des élus.",
         [("indirect", "conclu"), ("indirect", "dans le dos des élus")]),
        ("Un accord fondé, selon eux, sur la confiance.",
         [("indirect", "fondé"), ("indirect", "sur la confiance")]),
        ("Le stade a été vendu, selon la mairie, à un fonds suisse.",
         [("indirect", "Le stade a été vendu"), ("indirect", "à un fonds suisse")]),
        ("La note de l’Insee, d’après laquelle les loyers baissent, fait débat.",
         [("indirect", "les loyers baissent")]),
        ("D’après lui, les plats servis au menuisier Jean Cros étaient froids.",
         [("indirect", "les plats servis au menuisier Jean Cros étaient froids")]),
        ("À l’entendre, le train passera.", [("indirect", "le train passera")]),
        ("Selon la chorale, le toit a cédé.", [("indirect", "le toit a cédé")]),
        ("Le toit a cédé, selon la fanfare.", [("indirect", "Le toit a cédé")]),
        ("Selon la saison, le prix change.", []),
        ("Pour 118 salariés, dont 93 frontaliers, le trajet va doubler.", []),
        ("Le quai est dédié à Jean Cros V. Selon Anne Roy, il ouvrira lundi.",
         [("indirect", "il ouvrira lundi")]),
    ],
)  # fmt: skip
def test_sources(line: str, expected: Said) -> None:
    assert _found(line) == expected


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        # Words in small letters that make no clause are a fragment of the journalist's.
        ("« sans compter la peine », a ajouté Anne Roy.", [("mixed", "sans compter la peine")]),
        ("« Pas ce matin », a dit Anne Roy.", [("direct", "Pas ce matin")]),
        ("Ces journées qui, d’après Anne Roy, « bouffent la vie ».", [("mixed", "bouffent la vie")]),
        # A judgement, not the name of a device; a topic and not what was said.
        ("Anne Roy a qualifié le dispositif d’« aumône pour villages ».",
         [("mixed", "aumône pour villages")]),
        ("Anne Roy a interpellé le ministre sur la « promesse de Tours ».", []),
        ("La direction des transports juge le mouvement « disproportionné », dit le journal.",
         [("mixed", "disproportionné")]),
        ("Anne Roy a exprimé sa gratitude pour « l’élan » et la patience des habitants.",
         [("mixed", "sa gratitude pour « l’élan » et la patience des habitants")]),
        ("Anne Roy a fait part de sa « vive préoccupation ».", [("mixed", "vive préoccupation")]),
        ("Anne Roy a remercié les voisins, « dont les tracteurs passent où nous calons ».",
         [("mixed", "dont les tracteurs passent où nous calons")]),
        # Inside the marks, and marks of two families.
        ("« On avait un plan, a-t-elle laissé tomber. On ne l’a plus. »",
         [("direct", "On avait un plan"), ("direct", "On ne l’a plus.")]),
        ("\"Le toit a cédé», raconte Anne Roy. «Nous étions en haut.\" Paul Vidal dit avoir couru.",
         [("direct", "Le toit a cédé"), ("direct", "Nous étions en haut."),
          ("indirect", "avoir couru")]),
        ("« Rien n’est joué », dit Anne Roy, qui tient le café, « et tant mieux ».",
         [("direct", "Rien n’est joué"), ("direct", "et tant mieux")]),
        # A lone turn with its dash, where its speaker is named.
        ("— J’attends. Un médecin ne devine pas, a-t-il dit à la radio.",
         [("direct", "J’attends. Un médecin ne devine pas")]),
        # What a transcriber tells of the speaker; not what the speaker adds.
        ("« Ils sont forts [elle hésite] mais ils trichent », dit Anne Roy.",
         [("direct", "Ils sont forts"), ("direct", "mais ils trichent")]),
        ("« Ma sœur (elle avait dix ans) lisait tout », dit Anne Roy.",
         [("direct", "Ma sœur (elle avait dix ans) lisait tout")]),
    ],
)  # fmt: skip
def test_marked_words(line: str, expected: Said) -> None:
    assert _found(line) == expected


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("Ann Hill said the running costs were too high.",
         [("indirect", "the running costs were too high")]),
        ("Ann Hill said nobody had offered her a dime.", [("indirect", "nobody had offered her a dime")]),
        ("The union says every household had been paid.",
         [("indirect", "every household had been paid")]),
        ("The skippers say the ice that dams the loch will not last.",
         [("indirect", "the ice that dams the loch will not last")]),
        ("The council says schools in Ayr, Irvine and Maidens were closed.",
         [("indirect", "schools in Ayr, Irvine and Maidens were closed")]),
        ("Ann Hill says \"three of the pumps\" were stolen.",
         [("mixed", "\"three of the pumps\" were stolen")]),
        ("Ann Hill said patient safety was “never compromised”.",
         [("mixed", "patient safety was “never compromised”")]),
        ("Ann Hill said if the rain held off, the fair would open.",
         [("indirect", "if the rain held off, the fair would open")]),
        ("Ann Hill warned some homes could be without power.",
         [("indirect", "some homes could be without power")]),
        ("Ann Hill told the paper only two boats were left.", [("indirect", "only two boats were left")]),
        ("Ann Hill said a prayer and left.", []),
        ("Ann Hill said a few words when she arrived.", []),
        # Documents, and whoever only reports at the end.
        ("Emails show the firm knew in May.", [("indirect", "the firm knew in May")]),
        ("The bridge was never inspected, records show.", [("indirect", "The bridge was never inspected")]),
        ("Ann Hill showed great courage.", []),
        ("A survey by the council found that four in ten had moved.",
         [("indirect", "four in ten had moved")]),
        ("The toll will double, researchers reported on Monday.", [("indirect", "The toll will double")]),
        ("The bridge has closed, the harbour master, Ann Hill, said.",
         [("indirect", "The bridge has closed")]),
        # Gerunds.
        ("Ann Hill denied trading on her old seat.", [("indirect", "trading on her old seat")]),
        ("The firm has neither confirmed nor denied hiring them.", []),
        ("Ann Hill accused the club of “hiding the bills”.",
         [("mixed", "the club of “hiding the bills”")]),
        ("The firm paid, according to a person familiar with the sale.",
         [("indirect", "The firm paid")]),
        # Ends.
        ("When officials suggested that pets stay behind, she refused.", [("indirect", "pets stay behind")]),
        ("The council says the pool is safe, the swimmers say it is not.",
         [("indirect", "the pool is safe"), ("indirect", "it is not")]),
        ("The club paid, and state engineer Ann Hill has warned that the dam leaks.",
         [("indirect", "the dam leaks")]),
        ("“We are tired,” said Ann Hill, who runs the ferry, “and the boat is old.”",
         [("direct", "We are tired"), ("direct", "and the boat is old.")]),
    ],
)  # fmt: skip
def test_english(line: str, expected: Said) -> None:
    assert _found(line, "en") == expected


def test_an_english_title_goes_on_with_as() -> None:
    title = "Mayor says bridge ‘will never open’ as cracks spread"
    assert _found(title, "en", "title") == [("mixed", "bridge ‘will never open’")]


def test_a_subheading_without_a_verb_is_a_term() -> None:
    lines = [("subheading", "« Intérim de luxe »"), ("body", "Anne Roy a quitté la salle.")]
    assert said(quotes_in(*lines, names=NAMES)) == []


INTERVIEW = (
    ("title", "Anne Roy : « La vase est une bibliothèque »"),
    "Comment devient-on spécialiste de la vase ?",
    "Par gourmandise. Mon père ramassait des palourdes.",
    "Vous écrivez que « draguer, c’est arracher des pages ». N’est-ce pas un peu fort ?",
    "(Rires.) C’est mon livre, et je le maintiens.",
    "Vous racontez un différend avec vos collègues…",
    "Différend, c’est beaucoup dire. Nous n’étions pas d’accord sur une carte.",
    "Vous avez parlé d’un « gâchis ». Pourquoi ?",
    "Parce que je le pense. [Elle hésite.] Et mes voisins aussi.",
    "L’entretien a été relu par la chercheuse.",
)


def test_an_interview_with_prompts_and_directions() -> None:
    assert spoken(quotes_in(*INTERVIEW, names=NAMES))[1:] == [
        (text, "Anne Roy")
        for text in (
            "Par gourmandise. Mon père ramassait des palourdes.",
            "draguer, c’est arracher des pages",
            "C’est mon livre, et je le maintiens.",
            "Différend, c’est beaucoup dire. Nous n’étions pas d’accord sur une carte.",
            "gâchis",
            "Parce que je le pense.",
            "Et mes voisins aussi.",
        )
    ]


def test_a_line_before_a_named_turn_prompts_it() -> None:
    lines = (
        "Anne Roy : Nous avons gardé le courriel.",
        "Et les débris ?",
        "Anne Roy : C’est ma seule crainte.",
        "L’astronome Paul Vidal vous reproche de « saupoudrer le ciel ».",
        "Anne Roy : Je lui ai écrit.",
    )
    assert spoken(quotes_in(*lines, names=NAMES)) == [
        ("Nous avons gardé le courriel.", "Anne Roy"),
        ("C’est ma seule crainte.", "Anne Roy"),
        ("saupoudrer le ciel", "Paul Vidal"),
        ("Je lui ai écrit.", "Anne Roy"),
    ]
