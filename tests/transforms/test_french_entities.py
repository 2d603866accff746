"""French entities on six short articles of ours that no sentence of the training was made from."""

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

ARTICLES = tomllib.loads(Path(__file__).with_name("french.toml").read_text("utf-8"))["articles"]
FLOOR = 0.8
_LABELS = re.compile(r"\[(\w+(?:/\w+)?)\|")

Gold = list[tuple[int, int, set[str]]]


def article(lines: list[str]) -> tuple[Article, Gold]:
    """The article without marks; its mentions with the labels that are right."""
    texts: list[Line] = []
    gold: Gold = []
    start = 0
    for index, marked in enumerate(lines):
        labels = [set(m.group(1).split("/")) for m in _LABELS.finditer(marked)]
        text, spans = unmarked(re.sub(r"\[(\w+)/\w+\|", r"[\1|", marked))
        for (begin, end, _), right in zip(spans, labels, strict=True):
            gold.append((start + begin, start + end, right))
        texts.append(Line(index, "body", start, text))
        start += len(text) + 1
    raw = "\n".join(line.text for line in texts)
    return Article("0" * 16, "fr", raw, tuple(texts)), gold


@pytest.mark.slow
def test_strict_f1_keeps_its_floor() -> None:
    fields = Settings.model_fields
    tools = process_tools(fields["models"].default, fields["timezone"].default)
    right = found = wanted = 0
    made = [article(one["lines"]) for one in ARTICLES]
    documents = annotate([one for one, _ in made], tools.models)
    for document, (_, gold) in zip(documents, made, strict=True):
        open_spans = {(a, b) for a, b, labels in gold if "MISC" in labels}
        said = {
            (m.start, m.end): m.label
            for m in find_mentions(document, tools.gazetteers["fr"])
            if (m.start, m.end) not in open_spans
        }
        wanted += len(gold) - len(open_spans)
        found += len(said)
        right += sum(said.get((a, b)) in labels for a, b, labels in gold)
    assert 2 * right / (found + wanted) >= FLOOR, (right, found, wanted)
