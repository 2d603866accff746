"""English entities on six short articles of ours that no sentence of the training was made from."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest

from flows.settings import Settings
from flows.tools import process_tools
from tests.transforms.marked import unmarked
from transforms.annotate import Article, annotate
from transforms.layers import Line
from transforms.mentions import find_mentions

ARTICLES = tomllib.loads(Path(__file__).with_name("english.toml").read_text("utf-8"))["articles"]
FLOOR = 0.88
_EITHER = re.compile(r"\[(ORG)/(LOC)\|")


def article(lines: list[str]) -> tuple[Article, list[tuple[int, int, set[str]]]]:
    """The article without marks; its mentions with the labels that are right."""
    texts, gold, start = [], [], 0
    for index, marked in enumerate(lines):
        either = [m.group(1) for m in re.finditer(r"\[(\w+(?:/\w+)?)\|", marked)]
        text, spans = unmarked(_EITHER.sub(r"[\1|", marked))
        for (begin, end, _), labels in zip(spans, either, strict=True):
            gold.append((start + begin, start + end, set(labels.split("/"))))
        texts.append(Line(index, "body", start, text))
        start += len(text) + 1
    raw = "\n".join(line.text for line in texts)
    return Article("0" * 16, "en", raw, tuple(texts)), gold


@pytest.mark.slow
def test_strict_f1_keeps_its_floor() -> None:
    fields = Settings.model_fields
    tools = process_tools(fields["models"].default, fields["timezone"].default)
    right = found = wanted = 0
    for one in ARTICLES:
        made, gold = article(one["lines"])
        [document] = annotate([made], tools.models)
        open_spans = {(a, b) for a, b, labels in gold if "MISC" in labels}
        said = {
            (m.start, m.end): m.label
            for m in find_mentions(document, tools.gazetteers["en"])
            if (m.start, m.end) not in open_spans
        }
        wanted += len(gold) - len(open_spans)
        found += len(said)
        right += sum(said.get((a, b)) in labels for a, b, labels in gold)
    assert 2 * right / (found + wanted) >= FLOOR, (right, found, wanted)
