"""Who relayed a quotation, where it was said, and what in marks is none."""

from __future__ import annotations

import pytest

from tests.transforms.quoting import quotes_in, said

NAMES = {
    "Claire Delmas": "PER", "Paul Mercier": "PER", "Igor Petrov": "PER", "Tass": "ORG",
    "AFP": "ORG", "Reuters": "ORG", "RTBF": "ORG", "ORTM": "ORG", "Le Courrier": "ORG",
    "Solidaires": "ORG", "Le Monde": "ORG", "La Voix du Fleuve": "ORG", "Radio Comoé": "ORG",
    "France Inter": "ORG", "Solidaires Infos": "ORG",
}  # fmt: skip
NAMES_EN = {
    "John Smith": "PER", "Jane Doe": "PER", "Reuters": "ORG", "Tass": "ORG", "BBC": "ORG",
    "The Clarion": "ORG", "Radio Falcon": "ORG",
}  # fmt: skip


@pytest.mark.parametrize(
    ("line", "speaker", "via", "medium"),
    [
        ("« Assez », a déclaré Igor Petrov, cité par l’agence Tass.", "Igor Petrov", "Tass", None),
        ("Igor Petrov, cité par Tass, a dit que tout allait bien.", "Igor Petrov", "Tass", None),
        (
            "Paul Mercier a déclaré, selon la télévision publique ORTM, que le pont tiendrait.",
            "Paul Mercier",
            "ORTM",
            None,
        ),
        (
            "L’usine sera fermée, a appris l’AFP de source proche du dossier.",
            "source proche du dossier",
            "AFP",
            None,
        ),
        ("L’usine sera fermée, a appris l’AFP auprès de la mairie.", "mairie", "AFP", None),
        (
            "D’après Le Courrier, qui cite Paul Mercier, le pont sera fermé lundi.",
            "Paul Mercier",
            "Le Courrier",
            None,
        ),
        (
            "Claire Delmas assure que le pont tiendra, selon des propos rapportés par Le Monde.",
            "Claire Delmas",
            "Le Monde",
            None,
        ),
        ("« Assez », a confié Claire Delmas à La Voix du Fleuve.", "Claire Delmas", "La Voix du Fleuve", None),
        ("« Assez », a dit Claire Delmas, interrogée par l’AFP.", "Claire Delmas", "AFP", None),
        ("Joint par Solidaires Infos, Paul Mercier assure que le pont tiendra.", "Paul Mercier",
         "Solidaires Infos", None),
        ("Joint par téléphone, Paul Mercier assure que le pont tiendra.", "Paul Mercier", None,
         "téléphone"),
        # Spoken there, not relayed.
        ("« Assez », a soufflé Claire Delmas au micro de la RTBF.", "Claire Delmas", None, "RTBF"),
        ("« Assez », a dit Claire Delmas sur Radio Comoé.", "Claire Delmas", None, "Radio Comoé"),
        ("« Assez », a réagi Claire Delmas sur X.", "Claire Delmas", None, "X"),
        ("« Assez », a dit Claire Delmas à la barre.", "Claire Delmas", None, "barre"),
        ("« Assez », a dit Paul Mercier en conférence de presse.", "Paul Mercier", None, "conférence de presse"),
        # Both, and neither: a medium that nobody else speaks through is the speaker.
        (
            "« Assez », écrit Paul Mercier dans un communiqué consulté par l’AFP.",
            "Paul Mercier",
            "AFP",
            "communiqué",
        ),
        ("Selon Reuters, le pont sera fermé lundi.", "Reuters", None, None),
        ("Selon le quotidien Le Courrier, le pont sera fermé lundi.", "Le Courrier", None, None),
        # Said to be sent there, not said there.
        ("Claire Delmas a promis d’envoyer un message à l’AFP.", "Claire Delmas", None, None),
    ],
)  # fmt: skip
def test_relay_and_medium(line: str, speaker: str, via: str | None, medium: str | None) -> None:
    [quote] = quotes_in(line, names=NAMES)
    assert (quote.speaker_name, quote.via, quote.medium) == (speaker, via, medium)


@pytest.mark.parametrize(
    ("line", "speaker", "via", "medium"),
    [
        ("“It is over,” Jane Doe told Reuters.", "Jane Doe", "Reuters", None),
        ("John Smith was quoted by Reuters as saying that it was over.", "John Smith", "Reuters", None),
        ("“It is over,” Reuters quoted John Smith as saying.", "John Smith", "Reuters", None),
        ("According to The Clarion, citing John Smith, it is over.", "John Smith", "The Clarion", None),
        ("The bridge will close, Reuters reported.", "Reuters", None, None),
        ("“It is over,” Jane Doe told Radio Falcon.", "Jane Doe", "Radio Falcon", "Radio Falcon"),
        ("“It is over,” said John Smith on the BBC.", "John Smith", None, "BBC"),
        ("“It is over,” John Smith wrote in an email seen by Reuters.", "John Smith", "Reuters", "email"),
    ],
)  # fmt: skip
def test_relay_and_medium_in_english(
    line: str, speaker: str, via: str | None, medium: str | None
) -> None:
    [quote] = quotes_in(line, names=NAMES_EN, language="en")
    assert (quote.speaker_name, quote.via, quote.medium) == (speaker, via, medium)


@pytest.mark.parametrize(
    "line",
    [
        "Trois ans de prison requis contre le « roi de l’Odet ».",
        ("title", "Civelles : trois ans de prison requis contre le « roi de l’Odet »"),
        "Paul Mercier, dit « Fañch », n’est pas venu à l’audience.",
        "Paul Mercier, dit « le Boiteux », a été arrêté mardi.",
        "Ses amis l’appellent « Momo ».",
        "C’est ce que l’on appelle « le syndrome de l’imposteur ».",
        "Claire Delmas a baptisé sa ferme « Les Quatre Vents ».",
        "L’opération « Place nette » a repris lundi.",
        "Claire Delmas publie « Les Rayonnages » aux éditions du Port.",
        "Le terme « résilience » revient souvent.",
        "La conclusion d’un « pacte de bon voisinage global » a surpris.",
    ],
)
def test_terms(line: str | tuple[str, str]) -> None:
    assert quotes_in(line, names=NAMES) == []


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("Claire Delmas qualifie le projet de « honteux ».", ("mixed", "honteux")),
        ("Claire Delmas parle d’un « scandale ».", ("mixed", "scandale")),
        ("Claire Delmas appelle à un « sursaut ».", ("mixed", "sursaut")),
        ("Claire Delmas se dit « déçue ».", ("mixed", "déçue")),
        ("Claire Delmas estime que « le pont va tomber ».", ("direct", "le pont va tomber")),
    ],
)
def test_look_alikes_of_terms_are_quotations(line: str, expected: tuple[str, str]) -> None:
    assert said(quotes_in(line, names=NAMES)) == [expected]


def test_english_terms_and_their_look_alikes() -> None:
    def found(line: str) -> list[tuple[str, str]]:
        return said(quotes_in(line, names=NAMES_EN, language="en"))

    assert found("The so-called “blue nursery” method is cheap.") == []
    assert found("The ship, dubbed “Hope”, sank.") == []
    assert found("The programme, called “Second Chance”, starts in May.") == []
    assert found("Jane Doe called the plan “a disgrace”.") == [("mixed", "a disgrace")]


def test_indirect_questions_in_english() -> None:
    def found(line: str) -> list[tuple[str, str]]:
        return said(quotes_in(line, names=NAMES_EN, language="en"))

    assert found("Jane Doe wondered whether it was safe.") == [("indirect", "whether it was safe")]
    assert found("Reporters asked Jane Doe if she would resign.") == [
        ("indirect", "if she would resign")
    ]
    assert found("Asked whether it was safe, Jane Doe said it was.") == [("indirect", "it was")]


def test_offices_and_acronyms_are_sources() -> None:
    [quote] = quotes_in("Pour la CSC, l’usine est « rentable ».")
    assert (quote.text, quote.speaker_name) == ("l’usine est « rentable »", "CSC")
    [quote] = quotes_in("Selon la zone de santé, trois cas ont été relevés mardi.")
    assert quote.speaker_name == "zone de santé"


def test_outlets_by_the_words_of_their_name_and_beside_it() -> None:
    [quote] = quotes_in(
        "Paul Mercier a indiqué à L’Écho de la rade que rien ne pressait.",
        names={"Paul Mercier": "PER", "L’Écho de la rade": "ORG"},
    )
    assert quote.via == "L’Écho de la rade"
    [quote] = quotes_in(
        "Jane Doe told Mana, the state news agency, that the bureau would wait.",
        names={"Jane Doe": "PER", "Mana": "ORG"},
        language="en",
    )
    assert quote.via == "Mana"
