"""Fits the numbers by which speakers are chosen, and writes them into the quotation lexicons.

`python -m scripts.fit_speakers DEV` builds on our own articles and on the annotated news of the
folder DEV, those apart whose id hashes into the first quarter, which are kept aside to be scored.
Weights: for each kind of anaphor a softmax over candidates, drawn towards prior weights and with
the signs that grammar gives. Confidence: for each method a line on the logit of its share, from
predictions on articles that the weights were not fitted on, those kept aside among them: how sure
an attribution is can only be learnt from articles that no rule was built with.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

import click

from flows.settings import Settings
from flows.tools import Tools, process_tools
from scripts.speaker_weights import Choice, fit, line
from tests.eval import score, shared
from tests.eval.gold import Gold, Quotation, load_all, raw_frame
from transforms.annotate import annotate
from transforms.cleaning import clean
from transforms.kept import kept_articles
from transforms.layers import Document, Mention, Quote
from transforms.mentions import find_mentions
from transforms.names import resolve
from transforms.quotes import find_quotes
from transforms.segment import RawLocator
from transforms.speakers import attribute
from transforms.speech.speakers.anaphors import Anaphor, Option, Rank, softmax

Weights = dict[str, dict[str, float]]

KINDS = ("pronoun", "role", "body", "none")
PULL = 0.7  # strength of the pull towards the priors
FOLDS = 5
LEXICONS = Path(__file__).parent.parent / "transforms" / "lexicons"


@dataclass(frozen=True)
class Case:
    """An article with what was found in it; `gold` is the gold quotation of an utterance."""

    document: Document
    mentions: Sequence[Mention]
    quotes: Sequence[Quote]
    gold: Mapping[int, Quotation]


@dataclass
class Recorder:
    """A rank that remembers its choices; with `taught` the right option wins."""

    gold: Mapping[int, Quotation]
    rank: Rank
    taught: bool
    choices: list[Choice] = field(default_factory=list)

    def __call__(self, anaphor: Anaphor, options: Sequence[Option]) -> Sequence[float]:
        shares = list(self.rank(anaphor, options))
        gold = self.gold.get(anaphor.quote.utterance_index)
        if gold is None:
            return shares
        right = [_is_right(gold, anaphor, option) for option in options]
        self.choices.append(Choice(anaphor, options, right))
        if self.taught and any(right):
            best = max((i for i, good in enumerate(right) if good), key=lambda i: shares[i])
            return [float(index == best) for index in range(len(options))]
        return shares


@click.command()
@click.argument("folder", type=click.Path(exists=True, file_okay=False, path_type=Path))
def main(folder: Path) -> None:
    """Fit on our articles and the news of FOLDER, write the lexicons, print what came of it."""
    fields = Settings.model_fields
    tools = process_tools(fields["models"].default, fields["timezone"].default)
    news = shared.news(folder, "quotes")
    building = [*load_all(), *(gold for gold in news if not is_aside(gold.id))]
    cases = list(prepared(building, tools))
    aside = list(prepared([gold for gold in news if is_aside(gold.id)], tools))
    weights = fitted(cases, tools)
    confidence = calibration(cases, aside, weights, tools)
    for language in ("fr", "en"):
        write(LEXICONS / language / "quotes.toml", weights, confidence)
    for name, golds in (("building", cases), ("aside", aside)):
        choices = recorded(golds, tools, weights, taught=False)
        for kind in KINDS:
            own = [choice for choice in choices if choice.anaphor.kind == kind]
            good = sum(choice.right[_best(choice, weights)] for choice in own)
            click.echo(f"{name} {kind}: {good} of {len(own)}")


def is_aside(name: str) -> bool:
    """True for the articles that nothing is fitted on."""
    return hashlib.sha256(name.split()[-1].encode()).hexdigest()[0] in "0123"


def prepared(golds: Sequence[Gold], tools: Tools) -> Iterator[Case]:
    """The articles with their quotations, matched to the gold by span."""
    by_id = {gold.article_id: gold for gold in golds}
    raw = raw_frame(golds)
    kept = kept_articles(clean(raw, tools.cleaning))
    texts = dict(zip(raw["article_id"], raw["raw_text"], strict=True))
    for document in annotate((one.article for one in kept.values()), tools.models):
        lexicon = tools.quotes.get(document.language)
        if lexicon is None or not document.paragraphs:
            continue
        mentions = find_mentions(document, tools.gazetteers[document.language])
        mentions = resolve(document, mentions, tools.names)
        quotes = find_quotes(document, mentions, lexicon)
        locator = RawLocator(kept[document.article_id].places, texts[document.article_id])
        rows = [
            {"raw_start": start, "raw_end": end, "kind": quote.kind, "at": index}
            for index, quote in enumerate(quotes)
            for start, end, _ in [locator.locate(quote.start, quote.end)]
        ]
        gold: dict[int, Quotation] = {}
        for pair in score.match_quotes(by_id[document.article_id], rows).pairs:
            if pair.gold.speaker:
                gold.setdefault(quotes[pair.row["at"]].utterance_index, pair.gold)
        yield Case(document, mentions, quotes, gold)


def recorded(cases: Iterable[Case], tools: Tools, weights: Weights, taught: bool) -> list[Choice]:
    """The choices that the attribution of these articles makes."""
    choices: list[Choice] = []
    for case in cases:
        recorder = Recorder(case.gold, softmax(weights), taught)
        lexicon = tools.quotes[case.document.language]
        attribute(case.document, case.quotes, case.mentions, lexicon, recorder)
        choices += recorder.choices
    return choices


def fitted(cases: Sequence[Case], tools: Tools) -> Weights:
    """The weights of each kind, on right histories and on those that the weights then give."""
    weights: Weights = {}
    choices = recorded(cases, tools, weights, taught=True)
    for _ in range(2):
        weights = {kind: fit(choices, kind, PULL) for kind in KINDS}
        choices = recorded(cases, tools, weights, True) + recorded(cases, tools, weights, False)
    return {kind: fit(choices, kind, 2 * PULL) for kind in KINDS}


def calibration(
    cases: Sequence[Case], aside: Sequence[Case], weights: Weights, tools: Tools
) -> dict[str, tuple[float, float]]:
    """Intercept and slope of each method, from articles that the weights have not seen."""
    seen: dict[str, list[tuple[float, bool]]] = {}
    for fold in range(FOLDS):
        others = fitted([c for i, c in enumerate(cases) if i % FOLDS != fold], tools)
        _note_verdicts(cases[fold::FOLDS], others, tools, seen)
    _note_verdicts(aside, weights, tools, seen)
    return {method: line(pairs) for method, pairs in sorted(seen.items())}


def _note_verdicts(
    cases: Iterable[Case],
    weights: Weights,
    tools: Tools,
    seen: dict[str, list[tuple[float, bool]]],
) -> None:
    """Add the share of each attribution, and whether it is right, to those seen of its method."""
    for case in cases:
        plain = replace(tools.quotes[case.document.language], confidence={})
        for quote in attribute(case.document, case.quotes, case.mentions, plain, softmax(weights)):
            gold = case.gold.get(quote.utterance_index)
            if gold is not None:
                method = re.split(r"[\[\]]", quote.evidence)[1]
                right = names_agree(gold, quote.speaker_name)
                seen.setdefault(method, []).append((quote.confidence, right))


def write(path: Path, weights: Weights, confidence: Mapping[str, tuple[float, float]]) -> None:
    """Put the numbers at the end of a lexicon, in place of those there were."""
    text = path.read_text(encoding="utf-8").split("\n# Fitted by scripts/fit_speakers.py")[0]
    parts = [
        text.rstrip("\n"),
        "",
        "# Fitted by scripts/fit_speakers.py: what speaks for a candidate.",
    ]
    for kind in KINDS:
        parts.append(f"[weights.{kind}]")
        parts += [
            f"{name} = {value:.2f}" for name, value in weights[kind].items() if abs(value) >= 0.005
        ]
        parts.append("")
    parts += ["# Intercept and slope of each method of attribution.", "[confidence]"]
    parts += [f'"{method}" = [{a}, {b}]' for method, (a, b) in confidence.items()]
    path.write_text("\n".join(parts) + "\n", encoding="utf-8")


def names_agree(gold: Quotation, name: str | None) -> bool:
    """Whether the evaluation takes `name` for the gold's speaker."""
    return bool(name) and score.speaker_right(
        score.Pair(gold, {"speaker_name": name, "speaker_text": None}, 1.0)
    )


def _is_right(gold: Quotation, anaphor: Anaphor, option: Option) -> bool:
    speaker = anaphor.quote.speaker
    name = option.party.name if option.party else (speaker.text if speaker else None)
    return names_agree(gold, name)


def _best(choice: Choice, weights: Weights) -> int:
    shares = softmax(weights)(choice.anaphor, choice.options)
    return max(range(len(shares)), key=lambda index: shares[index])


if __name__ == "__main__":
    main()
