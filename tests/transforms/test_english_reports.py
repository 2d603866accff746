"""English reports: incises, courts, what is joined or added to a clause, who asks, who relays."""

from __future__ import annotations

import pytest

from tests.transforms.quoting import quotes_in, said, spoken

NAMES = dict.fromkeys(
    ("Jane Doe", "Dale Smith", "Vic Kumar", "Ivan Orlov", "Curtis Hall", "Bob Tranter"), "PER"
) | {
    "Hull": "LOC", "TASS": "ORG", "Interfax": "ORG", "Russia": "LOC", "BBC": "ORG", "Acme": "ORG",
    "Tass": "ORG", "Hull Crown Court": "ORG",
}  # fmt: skip
Said = list[tuple[str, str]]


def _found(line: str, kind: str = "body") -> Said:
    return said(quotes_in((kind, line), names=NAMES, language="en"))


def _texts(line: str) -> list[str]:
    return [quote.text for quote in quotes_in(line, names=NAMES, language="en")]


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        # A verb behind the incise goes on with the subject before it.
        ("Losing it, Jane Doe says, would mean driving to Hull twice a week.",
         ["Losing it", "would mean driving to Hull twice a week"]),
        ("Building there, she told the paper, makes no sense.",
         ["Building there", "makes no sense"]),
        ("Only one of the four models tested in Hull, she points out, let more than half through.",
         ["Only one of the four models tested in Hull", "let more than half through"]),
        ("It would also, according to a report, close the channel on many nights.",
         ["It would also", "close the channel on many nights"]),
        ("The road is shut, Jane Doe said, flanked by two officers.", ["The road is shut"]),
        ("The road is shut, Jane Doe said, pointing at the bridge.", ["The road is shut"]),
        # What only leads on to the clause of whoever speaks is the journalist's.
        ("The bakery had to close because, owner Jane Doe says, flour costs too much.",
         ["flour costs too much"]),
        ("The road is open, but, police said, drivers should take care.",
         ["drivers should take care"]),
        ("Nobody answered and, he added, the doors were locked.", ["the doors were locked"]),
        ("They failed, she said, because nobody helped.",
         ["They failed", "because nobody helped"]),
        ("The engine was fitted in 1987 and has, the company says, run without a fault since.",
         ["The engine was fitted in 1987 and has", "run without a fault since"]),
        # A refusal reports nothing.
        ("When asked if she would stand, Jane Doe declined to comment.", []),
    ],
)  # fmt: skip
def test_incises_between_a_subject_and_its_verb(line: str, expected: list[str]) -> None:
    assert _texts(line) == expected


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("A driver was drunk, a court heard on Tuesday.", [("A driver was drunk", "court")]),
        ("A driver was drunk, a Sydney court has been told.",
         [("A driver was drunk", "Sydney court")]),
        ("The court heard that Dale Smith had sold the car.",
         [("Dale Smith had sold the car", "court")]),
        ("The court was told Dale Smith had sold the car.",
         [("Dale Smith had sold the car", "court")]),
        ("Hull Crown Court heard the attack lasted two minutes.",
         [("the attack lasted two minutes", "Hull Crown Court")]),
        ("The inquest into the deaths of Jane Doe and Dale Smith heard they had no lifejackets.",
         [("they had no lifejackets", "inquest")]),
        ("The tribunal was told she had “begged for help” twice.",
         [("she had “begged for help” twice", "tribunal")]),
        ("“He ran at me with a knife,” the court heard.",
         [("He ran at me with a knife", "court")]),
        # Who tells it speaks, where the sentence names them.
        ("The inquiry heard from Jane Doe that the files were lost.",
         [("the files were lost", "Jane Doe")]),
        ("The court was told by prosecutor Jane Doe that the car was stolen.",
         [("the car was stolen", "Jane Doe")]),
        # Others hear and are told all kinds of things.
        ("Jane Doe heard that her son had died.", []),
        ("Jane Doe has been told that her job is safe.", []),
        ("Dale Smith heard a bang and ran.", []),
        ("Neighbours heard he had moved to Spain.", []),
        ("The court heard the case in private.", []),
        ("The court was told to expect delays.", []),
        ("The tribunal heard evidence from two nurses on Monday.", []),
    ],
)  # fmt: skip
def test_what_a_court_hears(line: str, expected: list[tuple[str, str | None]]) -> None:
    assert spoken(quotes_in(line, names=NAMES, language="en")) == expected


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("Driver was drunk, court told", [("indirect", "Driver was drunk")]),
        ("Pilot had not slept, inquest hears", [("indirect", "Pilot had not slept")]),
        ("Quarry death boy 'was not pushed', friend tells inquest",
         [("mixed", "Quarry death boy 'was not pushed'")]),
    ],
)  # fmt: skip
def test_courts_in_titles(line: str, expected: Said) -> None:
    assert _found(line, "title") == expected


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("Jane Doe told jurors Smith had covered 190 miles.", ["Smith had covered 190 miles"]),
        ("Jane Doe told the court Smith had lied.", ["Smith had lied"]),
        ("Jane Doe told police officers Smith had a gun.", ["Smith had a gun"]),
        ("Jane Doe told reporters Mr Smith had left.", ["Mr Smith had left"]),
        ("Jane Doe told MPs Smith should resign.", ["Smith should resign"]),
        ("Jane Doe told singers Dale Smith and Vic Kumar that they had won.", ["they had won"]),
        ("Jane Doe told Dale Smith he was wrong.", ["he was wrong"]),
        ("The nurse told police officers the boy had run away.", ["the boy had run away"]),
    ],
)
def test_a_name_behind_whom_it_is_told(line: str, expected: list[str]) -> None:
    assert _texts(line + " Dale Smith denies it.") == expected


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("Dale Smith said he heard them and thought about his mother.",
         ["he heard them and thought about his mother"]),
        ("Dale Smith said he saw the fire and called the police.",
         ["he saw the fire and called the police"]),
        ("Jane Doe said the deal was negotiated by lawyers and endorsed by the court.",
         ["the deal was negotiated by lawyers and endorsed by the court"]),
        ("Jane Doe says he bolted the door, said a prayer and rang his wife.",
         ["he bolted the door, said a prayer and rang his wife"]),
        ("Jane Doe said he filled out the form and was told that clubs did not qualify.",
         ["he filled out the form and was told that clubs did not qualify"]),
        ("Jane Doe said the firm lost $2 million and expected to lose more.",
         ["the firm lost $2 million and expected to lose more"]),
        # A verb that reports something itself ends the clause.
        ("Jane Doe said he was ill and asked them to leave.", ["he was ill", "to leave"]),
        ("Jane Doe said she was ill and denied that she had lied.",
         ["she was ill", "she had lied"]),
        ("Jane Doe said the plan was wrong and described it as “a joke”.",
         ["the plan was wrong", "a joke"]),
        ("Jane Doe said he was a liar and called him a “coward”.", ["he was a liar", "coward"]),
        ("Jane Doe said the plan was wrong and thanked the staff.", ["the plan was wrong"]),
        ("The minister said schools would open on Monday and promised new buses.",
         ["schools would open on Monday"]),
        ("The firm said it was closing and sought four weeks’ time.", ["it was closing"]),
        # What is fronted in a that-clause is part of it.
        ("Jane Doe told the jury that when arrested in Hull, Smith had asked if it could be “kept "
         "quiet”.", ["when arrested in Hull, Smith had asked if it could be “kept quiet”"]),
        ("Jane Doe told the inquiry that in May, her boss had told her the files were “lost”.",
         ["in May, her boss had told her the files were “lost”"]),
        ("Jane Doe said that the road was shut, her lawyer said it was open.",
         ["the road was shut", "it was open"]),
    ],
)  # fmt: skip
def test_what_still_belongs_to_a_clause(line: str, expected: list[str]) -> None:
    assert _texts(line) == expected


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("Jane Doe said the mills ran at a third of capacity, a figure disputed by the union.",
         "the mills ran at a third of capacity"),
        ("Jane Doe said the recall would cost $48 million, up from an earlier estimate of $30 "
         "million.", "the recall would cost $48 million"),
        ("Jane Doe said the bonus was $18, up from $12 last week.",
         "the bonus was $18, up from $12 last week"),
        ("Jane Doe said she had no comment when contacted on the telephone.",
         "she had no comment"),
        ("Jane Doe said the firm made cars when asked to by the state.",
         "the firm made cars when asked to by the state"),
        ("Jane Doe said the mayor lied, something his office has rejected.", "the mayor lied"),
        ("Jane Doe said three posts had gone unfilled - something the trust denied.",
         "three posts had gone unfilled"),
        ("Jane Doe said he would want something new.", "he would want something new"),
        ("Jane Doe said they would meet in Hull, the port in the north.",
         "they would meet in Hull"),
        ("Jane Doe said they would stop in Hull, the port and a village.",
         "they would stop in Hull, the port and a village"),
    ],
)  # fmt: skip
def test_what_is_added_to_a_clause(line: str, expected: str) -> None:
    assert _texts(line) == [expected]


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("Asked by host Dale Smith whether the pair would work again, Jane Doe quipped: “Only in "
         "an urn.”", [("whether the pair would work again", "Dale Smith"),
                      ("Only in an urn.", "Jane Doe")]),
        ("Vic Kumar, asked by Dale Smith whether he would stay, said he would.",
         [("whether he would stay", "Dale Smith"), ("he would", "Vic Kumar")]),
        ("Jane Doe was asked by counsel to the inquiry, Dale Smith, if she had read it.",
         [("if she had read it", "Dale Smith")]),
        ("Bob Tranter laughed. Asked by host Dale Smith whether it was true, he quipped: “Never.”",
         [("whether it was true", "Dale Smith"), ("Never.", "Bob Tranter")]),
        # Nobody is named, or a reporter asks.
        ("Asked why she left, Jane Doe said she was tired.", [("she was tired", "Jane Doe")]),
        ("Asked by a reporter if he would resign, Vic Kumar walked away.", []),
        ("Asked by the BBC to comment, Jane Doe refused.", []),
    ],
)  # fmt: skip
def test_who_is_named_as_asking(line: str, expected: list[tuple[str, str | None]]) -> None:
    assert spoken(quotes_in(line, names=NAMES, language="en")) == expected


@pytest.mark.parametrize(
    ("line", "speaker"),
    [
        ("The union “will not comment on rumours”. Dale Smith left.", "union"),
        ("The council “takes this seriously”. Dale Smith left.", "council"),
        ("The ministry “strongly denies any wrongdoing”. Dale Smith left.", "ministry"),
        ("Mr Dale Smith “does not accept the charge”. Jane Doe left.", "Dale Smith"),
        # What others say of them.
        ("Jane Doe said it was late. The council “is a joke”.", "Jane Doe"),
        ("Jane Doe said it was late. The company “ignored every warning”.", "Jane Doe"),
    ],
)  # fmt: skip
def test_marked_predicates(line: str, speaker: str) -> None:
    assert quotes_in(line, names=NAMES, language="en")[-1].speaker_name == speaker


@pytest.mark.parametrize(
    ("line", "via"),
    [
        ("Ivan Orlov, quoted by state news agency TASS, said the road was open.", "TASS"),
        ("TASS also quoted Ivan Orlov as saying that the road was open.", "TASS"),
        ("Ivan Orlov told the Tass news agency that the road was open.", "Tass"),
        ("Ivan Orlov told Russia’s Tass news agency the road was open.", "Tass"),
        ("“The road is open,” Ivan Orlov was quoted as saying by TASS.", "TASS"),
        ("“The road is open,” Ivan Orlov was quoted as saying.", None),
        ("Ivan Orlov told the company that the road was open.", None),
    ],
)
def test_whom_agencies_quote(line: str, via: str | None) -> None:
    (quote,) = quotes_in(line, names=NAMES, language="en")
    assert (quote.speaker_name, quote.via) == ("Ivan Orlov", via)


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("Fans chanted “Stay, Dale, stay” during the final minute.",
         [("direct", "Stay, Dale, stay")]),
        ("Supporters booed and shouted “sack the board”.", [("mixed", "sack the board")]),
        ("Jane Doe sang “Yesterday” at the funeral.", []),
        ("The chant of “Stay” went up.", []),
        ("Jane Doe branded his comments 'pathetic' and wrote: 'I made him tea.'",
         [("mixed", "pathetic"), ("direct", "I made him tea.")]),
        ("Critics have labelled him “reckless”.", [("mixed", "reckless")]),
        ("Jane Doe announced a plan “doomed to fail”.", [("mixed", "a plan “doomed to fail”")]),
        ("Jane Doe accused her of lying to the court.",
         [("indirect", "her of lying to the court")]),
    ],
)  # fmt: skip
def test_cries_and_judgements(line: str, expected: Said) -> None:
    assert _found(line) == expected


@pytest.mark.parametrize(
    ("lines", "speaker"),
    [
        (["A spokesman for the union, Capt. Dale Smith, said it would strike."], "Dale Smith"),
        (["Curtis Hall, a rink attendant, heard it first.",
          "“It groaned like a ship,” said the rink attendant, who ran outside."], "Curtis Hall"),
        (["Dale Smith was told of it. Mr Smith’s carer replied that he was well."], "carer"),
    ],
)  # fmt: skip
def test_roles_and_ranks(lines: list[str], speaker: str) -> None:
    assert quotes_in(*lines, names=NAMES, language="en")[-1].speaker_name == speaker


@pytest.mark.parametrize(
    ("kind", "line", "expected"),
    [
        ("standfirst", "Jane Doe says he takes “full responsibility” after emails showed talks",
         [("mixed", "he takes “full responsibility”")]),
        ("standfirst", "Jane Doe says she has been cheated as the council backs the man next door",
         [("indirect", "she has been cheated")]),
        # What will be, and what is part of what happened; a sentence is no heading.
        ("title", "Council says pool will open after pipes are mended",
         [("indirect", "pool will open after pipes are mended")]),
        ("title", "Jane Doe says he fell ill after eating a pie",
         [("indirect", "he fell ill after eating a pie")]),
        ("standfirst", "Jane Doe said the man fell after he left the bar.",
         [("indirect", "the man fell after he left the bar")]),
    ],
)  # fmt: skip
def test_what_happened_behind_a_report_in_a_heading(kind: str, line: str, expected: Said) -> None:
    assert _found(line, kind) == expected


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("“You lot want the gums,” Jane Doe said, to laughter, “so you get who plants them.”",
         [("You lot want the gums", "Jane Doe"), ("so you get who plants them.", "Jane Doe")]),
        ("“I’ve got a bike,” shrugged Jane Doe, 71, of Hull, “and I’ve got opinions.”",
         [("I’ve got a bike", "Jane Doe"), ("and I’ve got opinions.", "Jane Doe")]),
        ("“I’ve seen the vans,” the retired worker said, “and I’ve written it down.”",
         [("I’ve seen the vans", "retired worker"), ("and I’ve written it down.", "retired worker")]),
        ("“We did not know,” Jane Doe said, as the crowd cheered, “and nobody told us.”",
         [("We did not know", "Jane Doe"), ("and nobody told us.", "Jane Doe")]),
        ("“It was late,” Jane Doe said, and her son, Dale Smith, added, “we stayed.”",
         [("It was late", "Jane Doe"), ("we stayed", "Dale Smith")]),
    ],
)  # fmt: skip
def test_marked_words_that_go_on_behind_an_aside(
    line: str, expected: list[tuple[str, str | None]]
) -> None:
    assert spoken(quotes_in(line, names=NAMES, language="en")) == expected


@pytest.mark.parametrize(
    ("line", "speaker"),
    [
        ("The trade body Acme said the plan was dead.", "Acme"),
        ("Operator Acme said the plan was dead.", "Acme"),
        ("The boss of Acme said the plan was dead.", "boss of Acme"),
        ("A spokesman at Acme said the plan was dead.", "spokesman at Acme"),
    ],
)
def test_a_noun_that_says_what_a_body_is(line: str, speaker: str) -> None:
    assert quotes_in(line, names=NAMES, language="en")[-1].speaker_name == speaker


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("Police are urging drivers to stay at home.", [("to stay at home", "Police")]),
        ("The union has been warning that the plant will close.",
         [("the plant will close", "union")]),
        ("Residents are being told to leave.", []),
        ("The firm is asking the county for the right to pump water.", []),
        ("Jane Doe asked the minister for health to publish it.", [("to publish it", "Jane Doe")]),
        ("Jane Doe was reading the paper when the bell rang.", []),
        ("Jane Doe questioned why the trees had been cut.",
         [("why the trees had been cut", "Jane Doe")]),
        # Whom a body employs speak, all of them.
        ("A forest is growing, marine ecologists from Acme have confirmed.",
         [("A forest is growing", "marine ecologists from Acme")]),
        ("Workers from Acme said the plan was dead.",
         [("the plan was dead", "Workers from Acme")]),
        # A source between a subject and its verb, or behind "and".
        ("The road, according to the council, is open.",
         [("The road", "council"), ("is open", "council")]),
        ("In May, according to the council, the road was open.",
         [("the road was open", "council")]),
        ("The action left ships waiting and, according to the union, cost importers a fortune.",
         [("cost importers a fortune", "union")]),
    ],
)  # fmt: skip
def test_reports_that_go_on_and_sources(line: str, expected: list[tuple[str, str | None]]) -> None:
    assert spoken(quotes_in(line, names=NAMES, language="en")) == expected
