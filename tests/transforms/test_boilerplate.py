"""Every stanza's own examples, and how rules are read and applied."""

import polars as pl
import pytest

from flows.resources import lexicon
from transforms.boilerplate import Rule, RuleError, Rules, folded

RULES = {lang: Rules.from_mapping(lexicon(lang, "boilerplate")) for lang in ("fr", "en")}
ALL = [rule for rules in RULES.values() for rule in rules.rules]


def frame(*texts: str) -> pl.DataFrame:
    return pl.DataFrame({"text": texts}, schema={"text": pl.String}).with_columns(
        folded=folded(pl.col("text"))
    )


@pytest.mark.parametrize(
    ("rule", "example"), [pytest.param(r, e, id=f"{r.id}: {e}") for r in ALL for e in r.removes]
)
def test_rule_removes_its_examples(rule: Rule, example: str) -> None:
    assert rule.hits(*frame(example).row(0))


@pytest.mark.parametrize(
    ("rule", "example"), [pytest.param(r, e, id=f"{r.id}: {e}") for r in ALL for e in r.keeps]
)
def test_rule_keeps_its_look_alikes(rule: Rule, example: str) -> None:
    assert not rule.hits(*frame(example).row(0))


@pytest.mark.parametrize("rule", ALL, ids=lambda rule: rule.id)
def test_every_rule_has_examples_of_both_sorts(rule: Rule) -> None:
    assert rule.removes
    assert rule.keeps


def test_folding_keeps_the_number_of_characters() -> None:
    text = "L’État « déçu » – ŒUVRE, İstanbul, ǅ, Straße, ﬁn"
    assert len(frame(text)["folded"][0]) == len(text)
    assert frame("À LIRE : « Été »")["folded"][0] == 'a lire : " ete "'.replace("'", '"')


def test_the_first_matching_rule_decides() -> None:
    rules = Rules.from_mapping(
        {
            "rule": [
                {"id": "a", "kind": "share", "pattern": "partager", "where": "line"},
                {"id": "b", "kind": "other", "pattern": "part.*", "where": "line"},
            ]
        }
    )
    found = rules.match_lines(frame("Partager", "Partir", "Partager", "Rien"))
    assert found.to_list() == [0, 1, 0, None]


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
    cuts = [text[start:end] for _, start, end, _, _ in rules.match_inline(frame(text))]
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
