"""The annotated stories are sound, and linking scores on them what it scored."""

from __future__ import annotations

import os
from collections import Counter, defaultdict
from pathlib import Path
from xml.etree import ElementTree

import pytest

from tests.conftest import PROJECT
from tests.eval import across, floors, shared
from tests.eval.across import HELD, OURS
from tests.eval.gold import FormatError, raw_frame
from tests.eval.pipeline import load_process
from transforms.utterances import name_of

GOALS = {"stories.f1": 0.92, "utterances.f1": 0.88, "end_to_end.f1": 0.88,
         "held.stories.f1": 0.92, "held.utterances.f1": 0.88, "held.end_to_end.f1": 0.88}  # fmt: skip


@pytest.mark.parametrize("folder", [OURS, HELD], ids=lambda folder: folder.name)
def test_there_are_stories_of_several_articles_and_utterances_of_several_reports(
    folder: Path,
) -> None:
    told = across.load(folder)
    stories = Counter(one.story for one in told)
    assert sum(count > 1 for count in stories.values()) >= 10
    assert {one.gold.language for one in told} == {"fr", "en"}
    reports = Counter(name for one in told for _, name in one.said)
    assert sum(count > 1 for count in reports.values()) >= 20
    ids = [one.gold.article_id for one in told]
    assert len(set(ids)) == len(ids)


def test_there_is_what_is_hard() -> None:
    told = across.load(OURS)
    speakers: dict[tuple[str, str | None], set[str]] = defaultdict(set)
    stories: dict[tuple[str, str | None], set[str]] = defaultdict(set)
    languages: dict[str, set[str]] = defaultdict(set)
    kinds: dict[str, set[str]] = defaultdict(set)
    for one in told:
        for quote, name in one.said:
            speakers[one.story, quote.speaker].add(name)
            stories[one.story.partition(":")[0], quote.speaker].add(one.story)
            languages[name].add(one.gold.language)
            kinds[name].add(quote.kind)
    assert sum(len(found) > 1 for found in speakers.values()) >= 20, "one speaker, two statements"
    assert sum(len(found) > 1 for found in stories.values()) >= 10, "one speaker, two events"
    assert sum(len(found) > 1 for found in languages.values()) >= 15, "translated"
    assert sum({"direct", "indirect"} <= found for found in kinds.values()) >= 15
    assert {kind for one in told for _, kind in one.links} == set(across.RELATIONS)
    assert any(one.gold.facts and not one.gold.facts.published for one in told), "undated"


def test_a_link_has_a_known_relation() -> None:
    source = '<article id="x" lang="fr" story="s" links="y:copied"><line>Un.</line></article>'
    with pytest.raises(FormatError, match="y:copied"):
        across._told("file", ElementTree.fromstring(source))


def test_b_cubed_counts_each_item() -> None:
    gold = {"a": 1, "b": 1, "c": 2, "d": 3}
    assert across.b_cubed(gold, gold) == (1, 1, 1)
    together = across.b_cubed(gold, dict.fromkeys(gold, 0))
    assert together[:2] == ((0.5 + 0.5 + 0.25 + 0.25) / 4, 1)
    apart = across.b_cubed(gold, {item: item for item in gold})
    assert apart[:2] == (1, (0.5 + 0.5 + 1 + 1) / 4)


@pytest.mark.slow
def test_no_measure_falls_under_its_floor() -> None:
    process = load_process()
    assert process is not None
    found = across.guarded(across.measured(process))
    wanted = floors.read(across.FLOORS)
    assert wanted, "no floors: run python -m tests.eval --write-floors"
    assert floors.broken(wanted, found) == []
    assert floors.broken(GOALS, found) == []


@pytest.mark.slow
def test_the_development_articles_are_one_story_with_one_treaty() -> None:
    folder = Path(os.environ.get("COUPURE_EVAL_SHARED") or PROJECT.parent / "shared" / "dev")
    articles = shared.seeds(folder)
    process = load_process()
    if not articles or process is None:
        pytest.skip(f"no development articles in {folder.name}: COUPURE_EVAL_SHARED names them")
    frames = process(raw_frame(articles))
    desk = across.linked(frames, frames["quotes"])
    ids = {article.id: article.article_id for article in articles}
    assert len({desk.stories.group(id).id for id in ids.values()}) == 1
    versions = {
        (name[:3], saying.index): desk.utterances.group(name_of(saying.item)).id
        for name, id in ids.items()
        for saying in desk.said.get(id, ())
        if "assistance mutuelle" in saying.text
    }
    assert sorted(name for name, _ in versions) == ["000", "001", "003", "003"]
    assert len(set(versions.values())) == 1
