"""The annotated stories: how well articles come together, and what is said in them.

`stories/articles/*.xml` is for building, `stories/held/*.xml` is held back: scored, but nobody
looks at its errors. stories/README.md has the format.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import polars as pl

from flows.resources import link_tools
from tests.eval import floors, report
from tests.eval.gold import FormatError, Gold, Quotation, compile_article, raw_frame
from tests.eval.report import Frames
from transforms.across.clusters import Pair
from transforms.across.copies import Copy, meeting, relation
from transforms.across.fingerprints import fingerprints
from transforms.across.history import UNDATED, History
from transforms.across.linking import Desk
from transforms.stories import day_of
from transforms.undated import nearest
from transforms.utterances import name_of

STORIES = Path(__file__).parent / "stories"
OURS, HELD = STORIES / "articles", STORIES / "held"
FLOORS = STORIES / "floors.toml"
RELATIONS = ("duplicate", "syndicated", "updated")

Item = tuple[str, int]
Links = dict[Pair, str]


@dataclass(frozen=True)
class Told:
    """An article, the story that it is of, what it reports (utterances have one name in all
    articles of a file), and the names of articles that it is a copy of, each with its relation."""

    gold: Gold
    story: str
    said: tuple[tuple[Quotation, str], ...]
    links: tuple[tuple[str, str], ...]


def load(folder: Path) -> list[Told]:
    """The articles of every file in `folder`.

    Raises:
        tests.eval.gold.FormatError: with the file.
    """
    found = []
    for path in sorted(folder.glob("*.xml")):
        try:
            root = ElementTree.parse(path).getroot()
            found += [_told(path.stem, element) for element in root]
        except (FormatError, KeyError, ElementTree.ParseError) as error:
            raise FormatError(f"{path.name}: {error}") from error
    return found


def _told(file: str, element: ElementTree.Element) -> Told:
    gold = compile_article(element, f"{file}-{element.attrib['id']}")
    said = tuple(
        (quote, f"{gold.id}{u}" if u.startswith("@") else f"{file}:{u}")
        for quote in gold.quotes or ()
        for u in [quote.utterance]
    )
    links = []
    for link in element.get("links", "").split():
        other, _, relation_ = link.partition(":")
        if relation_ not in RELATIONS:
            raise FormatError(f"{link!r} does not end in one of {RELATIONS}")
        links.append((f"{file}-{other}", relation_))
    return Told(gold, f"{file}:{element.attrib['story']}", said, tuple(links))


def scores(told: Sequence[Told], frames: Frames) -> report.Scores:
    """B³ of stories, and of utterances with our own quotations and with those of the pipeline;
    precision, recall and F1 of near-duplicates with their relation, where there are any."""
    own = gold_quotes(told)
    desk = linked(frames, own)
    story = {one.gold.article_id: one.story for one in told}
    found = {article: desk.stories.group(article).id for article in story}
    said = _said(told)
    groups = {item: desk.utterances.group(name_of(item)).id for item in said}
    end_to_end = _matched(told, frames, linked(frames, frames["quotes"]).utterances)
    parts = (("stories", story, found), ("utterances", said, groups),
             ("end_to_end", said, end_to_end))  # fmt: skip
    measured = {name: b_cubed(gold, answer) for name, gold, answer in parts}
    wanted, links = _links(told), near_duplicates(frames["articles"], prints_of(frames))
    if wanted or links:
        right = len(wanted.items() & links.items())
        measured["links"] = (
            right / max(len(links), 1), right / max(len(wanted), 1),
            2 * right / (len(links) + len(wanted)),
        )  # fmt: skip
    return {
        f"{name}.{measure}": value
        for name, values in measured.items()
        for measure, value in zip(("precision", "recall", "f1"), values, strict=True)
    }


def _links(told: Iterable[Told]) -> Links:
    ids = {one.gold.id: one.gold.article_id for one in told}
    found: Links = {}
    for one in told:
        for other, kind in one.links:
            first, second = sorted((one.gold.article_id, ids[other]))
            found[first, second] = kind
    return found


def b_cubed(gold: Mapping[Any, Any], answer: Mapping[Any, Any]) -> tuple[float, float, float]:
    """Precision, recall and F1 of a grouping of the items of `gold` (Bagga and Baldwin 1998)."""
    right, ours = _members(gold), _members({item: answer[item] for item in gold})
    shared = {item: len(right[gold[item]] & ours[answer[item]]) for item in gold}
    precision = sum(shared[i] / len(ours[answer[i]]) for i in gold) / len(gold)
    recall = sum(shared[i] / len(right[gold[i]]) for i in gold) / len(gold)
    return precision, recall, 2 * precision * recall / (precision + recall)


def _members(groups: Mapping[Any, Any]) -> dict[Any, set[Any]]:
    found: dict[Any, set[Any]] = defaultdict(set)
    for item, group in groups.items():
        found[group].add(item)
    return found


def gold_quotes(told: Iterable[Told]) -> pl.DataFrame:
    """Our own quotations as rows of the table `quotes`; each is an utterance of its article."""
    rows = [
        {
            "article_id": one.gold.article_id,
            "quote_index": index,
            "utterance_index": index,
            "kind": quote.kind,
            "text": one.gold.raw[quote.start : quote.end],
            "speaker_name": quote.speaker,
            "speaker_label": "PER" if quote.speaker and quote.speaker[0].isupper() else None,
        }
        for one in told
        for index, (quote, _) in enumerate(one.said)
    ]
    return pl.DataFrame(rows, infer_schema_length=None)


def _said(told: Iterable[Told]) -> dict[Item, str]:
    return {
        (one.gold.article_id, index): name
        for one in told
        for index, (_, name) in enumerate(one.said)
    }


def _matched(told: Iterable[Told], frames: Frames, utterances: History) -> dict[Item, str]:
    """Our quotation -> the utterance of the pipeline's quotation that covers it, else itself."""
    spans: dict[str, list[tuple[int, int, int]]] = defaultdict(list)
    columns = ["article_id", "raw_start", "raw_end", "utterance_index"]
    for article, start, end, index in frames["quotes"].select(columns).iter_rows():
        spans[article].append((start, end, index))
    found: dict[Item, str] = {}
    for one in told:
        article = one.gold.article_id
        for number, (quote, _) in enumerate(one.said):
            best = max(spans[article], key=lambda span: _overlap(quote, span), default=None)
            matches = best is not None and _overlap(quote, best) >= 0.5
            found[article, number] = (
                utterances.group(name_of((article, best[2]))).id
                if best is not None and matches
                else f"{article} {number}"
            )
    return found


def _overlap(quote: Quotation, span: tuple[int, int, int]) -> float:
    shared = min(quote.end, span[1]) - max(quote.start, span[0])
    return max(shared, 0) / (max(quote.end, span[1]) - min(quote.start, span[0]))


def linked(frames: Frames, quotes: pl.DataFrame) -> Desk:
    """All articles of `frames` linked at once, in memory."""
    tools, prints = link_tools(), prints_of(frames)
    copies = near_duplicates(frames["articles"], prints).keys()
    dated, undated = prints.filter(day_of() < UNDATED), prints.filter(day_of() == UNDATED)
    desk = Desk(tools, dated, quotes, copies, History(), History())
    desk.work_days(dated.select(day_of().alias("day"))["day"])
    if undated.height:
        desk.add(undated)
        desk.hear(quotes.join(undated, on="article_id", how="semi"))
        near = nearest(undated, [prints], tools.words, tools.stories, copies)
        desk.work_undated(near, prints.height)
        desk.work_told({desk.stories.group(article).id for article in near})
    return desk


def prints_of(frames: Frames) -> pl.DataFrame:
    """Fingerprints of all articles of `frames`."""
    raw, mentions = frames["raw_articles"], frames["mentions"]
    return fingerprints(frames["articles"], raw, mentions, link_tools().words)


def near_duplicates(articles: pl.DataFrame, prints: pl.DataFrame) -> Links:
    """Pairs of near-duplicates (ids, the lesser first), each with its relation."""
    columns = ["article_id", "outlet", "url", "text"]
    copies = {row[0]: Copy(*row[1:]) for row in articles.select(columns).iter_rows()}
    found = {
        pair: relation(copies[pair[0]], copies[pair[1]])
        for pair in meeting(prints, prints).iter_rows()
    }
    return {pair: answer[1] for pair, answer in found.items() if answer}


def measured(process: report.Process) -> dict[str, report.Scores]:
    """The scores of what is for building, and of what is held back."""
    found = {}
    for folder in (OURS, HELD):
        told = load(folder)
        found[folder.name] = scores(told, process(raw_frame(one.gold for one in told)))
    return found


def guarded(found: Mapping[str, report.Scores]) -> report.Scores:
    """What floors guard of `measured`."""
    return floors.measured(found[OURS.name], found[HELD.name])
