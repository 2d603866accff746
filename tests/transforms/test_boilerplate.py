"""Every stanza's own examples, and how rules are read and applied."""

import polars as pl
import pytest

from flows.resources import lexicon
from transforms.boilerplate import RuleError, Rules
from transforms.folding import fold, folded

RULES = {lang: Rules.from_mapping(lexicon(lang, "boilerplate")) for lang in ("fr", "en")}
ALL = [rule for rules in RULES.values() for rule in rules.rules]


def columns(*texts: str) -> tuple[pl.Series, pl.Series]:
    """Lines as printed, and folded."""
    lines = pl.DataFrame({"text": texts}, schema={"text": pl.String})
    return lines["text"], lines.select(folded(pl.col("text"))).to_series()


def test_rules_remove_their_examples() -> None:
    missed = [(rule.id, e) for rule in ALL for e in rule.removes if not rule.hits(e, fold(e))]
    assert missed == []


def test_rules_keep_their_look_alikes() -> None:
    hit = [(rule.id, e) for rule in ALL for e in rule.keeps if rule.hits(e, fold(e))]
    assert hit == []


def test_every_rule_has_examples_of_both_sorts() -> None:
    assert ALL
    assert [rule.id for rule in ALL if not (rule.removes and rule.keeps)] == []


def test_folding_keeps_the_number_of_characters() -> None:
    text = "L’État « déçu » – ŒUVRE, İstanbul, ǅ, Straße, ﬁn"
    assert len(fold(text)) == len(text)
    assert columns(text)[1].to_list() == [fold(text)]
    assert fold("À LIRE : « Été »") == 'a lire : " ete "'.replace("'", '"')


def test_the_first_matching_rule_decides() -> None:
    rules = Rules.from_mapping(
        {
            "rule": [
                {"id": "a", "kind": "share", "pattern": "partager", "where": "line"},
                {"id": "b", "kind": "other", "pattern": "part.*", "where": "line"},
            ]
        }
    )
    assert rules.match_lines(*columns("Partager", "Partir", "Partager", "Rien")) == [0, 1, 0, None]


def test_inside_matches_only_at_the_start_of_a_sentence() -> None:
    rules = Rules.from_mapping(
        {
            "rule": [
                {
                    "id": "a",
                    "kind": "related",
                    "pattern": "Lire aussi : [^.]*\\.",
                    "where": "inside",
                    "cased": True,
                }
            ]
        }
    )
    text = (
        "Il a dit. Lire aussi : un titre. Puis rien. Lire aussi : deux. Il faut Lire aussi : non."
    )
    cuts = [text[start:end] for start, end, _, _ in rules.match_inline(*columns(text))[0]]
    assert cuts == ["Lire aussi : un titre.", "Lire aussi : deux."]


@pytest.mark.parametrize(
    "stanza",
    [
        {"id": "a", "kind": "share", "pattern": "x", "where": "nowhere"},
        {"id": "a", "kind": "share", "where": "line"},
        {"id": "a", "kind": "share", "pattern": "{unknown}", "where": "line"},
        {"id": "a", "kind": "share", "pattern": "x", "where": "line", "odd": 1},
    ],
)
def test_a_bad_stanza_is_refused_by_name(stanza: dict[str, object]) -> None:
    with pytest.raises(RuleError):
        Rules.from_mapping({"rule": [stanza]})


def test_two_rules_of_one_id_are_refused() -> None:
    stanza = {"id": "a", "kind": "share", "pattern": "x", "where": "line"}
    with pytest.raises(RuleError, match="a"):
        Rules.from_mapping({"rule": [stanza, stanza]})
