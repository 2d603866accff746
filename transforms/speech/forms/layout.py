"""Quotations by layout: pull quotes, dialogue with dashes, interviews."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from transforms.speech.drafts import Draft
from transforms.speech.forms.asked import is_note, prompts
from transforms.speech.forms.attributed import (
    GOES_ON,
    attributed,
    content,
    has_dash,
    is_marked,
    is_personal,
)
from transforms.speech.forms.broken import broken
from transforms.speech.marks import OPENERS, Marked
from transforms.speech.passages import Passage
from transforms.speech.quote_lexicon import QuoteLexicon

# In a question only what others are reported to say counts.
NOT_ASKED = frozenset({"continuation", "island", "inner incise", "headline", "before"})
_LONGEST_QUESTION = 70  # words
_PERSONAL = 0.6  # share of answers in the first person that makes questions an interview
_LONGEST_ANSWER = 6  # lines to a question, on average
_MARKED = 0.4  # share of answers with quotation marks above which it is no interview
_SHORTEST_EXCERPT = 6  # words of a line that repeats what is said elsewhere
_QUOTED = 4  # words in marks that are somebody's
_LONGEST_TURN = 250  # words
_BODY = ("body", "subheading")


Layout = dict[int, list[Draft] | None]


def find_layout(passages: Sequence[Passage], lexicon: QuoteLexicon) -> Layout:
    """Drafts of the lines whose place on the page makes them quotations, by index of the line.

    A line that is not a key is left to the other rules; None stands for an interviewer's
    question, in which only reports with a cue of their own count.
    """
    found: Layout = {}
    for index, passage in enumerate(passages):
        if passage.line.kind == "pull_quote":
            found[index] = _pull_quote(passage)
        elif passage.line.kind == "quote_attribution":
            found[index] = []
    found |= _repeated(passages)
    signed = attributed(passages, lexicon)
    return {**signed, **_dialogue(passages, lexicon), **_interview(passages, lexicon), **found}


def opens_like(passage: Passage, draft: Draft) -> bool:
    """True when a draft begins with the line's first mark, as a quotation that goes on does."""
    if not passage.tops or draft.kind != "direct":
        return False
    first = passage.tops[0]
    return draft.start == first.start and not passage.text[: first.open].strip()


def _pull_quote(passage: Passage) -> list[Draft]:
    start, end = content(passage, 0)
    if passage.tops:
        start, end = passage.tops[0].start, passage.tops[-1].end
    return [Draft(((start, end),), "direct", "pull_quote")] if start < end else []


def _repeated(passages: Sequence[Passage]) -> Layout:
    """Lines without marks that only repeat what is marked elsewhere: excerpts set in the page."""
    said = "\n".join(p.text[m.start : m.end] for p in passages for m in p.tops)
    found: Layout = {}
    for index, passage in enumerate(passages):
        if passage.tops or passage.line.kind != "body" or len(passage.words) < _SHORTEST_EXCERPT:
            continue
        start, end = content(passage, 0)
        if passage.text[start:end] in said:
            found[index] = [Draft(((start, end),), "direct", "pull_quote")]
    return found


def _dialogue(passages: Sequence[Passage], lexicon: QuoteLexicon) -> dict[int, list[Draft]]:
    """Runs of lines with dashes, of which one has an incise or an answer; else they are a list.

    A colon before them announces them, and beside such a run a single line is a turn too.
    """
    found: dict[int, list[Draft]] = {}
    lone: dict[int, list[Draft]] = {}
    run: list[int] = []
    for index in range(len(passages) + 1):
        if index < len(passages) and _may_be_turn(passages[index]):
            run.append(index)
            continue
        turns = {i: _turn(passages[i], lexicon) for i in run}
        spoken = sum(_is_spoken(passages[i], lexicon) for i in turns)
        announced = bool(run) and run[0] > 0 and passages[run[0] - 1].text.rstrip().endswith(":")
        told = announced or any(draft.speaker for draft in turns.values())
        told = told or _answers([passages[i].text.rstrip() for i in run])
        if len(run) > 1 and told and 2 * spoken >= len(turns):
            found.update({i: [draft] for i, draft in turns.items()})
        elif len(run) == 1 and spoken:
            lone.update({i: [replace(draft, rule="lone turn")] for i, draft in turns.items()})
        run = []
    if not found:  # alone on the page, only with who says it
        lone = {i: drafts for i, drafts in lone.items() if drafts[0].speaker is not None}
    return {**lone, **found}


def _may_be_turn(passage: Passage) -> bool:
    """True behind a dash, but for prose that quotes others: that dash only opens the page."""
    if not has_dash(passage):
        return False
    return _count_quoted(passage) < 2 and len(passage.words) <= _LONGEST_TURN


def _count_quoted(passage: Passage) -> int:
    """How many marks hold more than a word or two."""
    return sum(len(passage.text[m.start : m.end].split()) >= _QUOTED for m in passage.tops)


def _answers(lines: Sequence[str]) -> bool:
    """True where whole sentences answer a question: no list does."""
    whole = all(line.endswith((".", "?", "!", "…")) for line in lines)
    return whole and any(
        one.endswith("?") and not other.endswith("?") for one, other in pairwise(lines)
    )


def _is_spoken(passage: Passage, lexicon: QuoteLexicon) -> bool:
    """True for a line that talks to somebody: a list of facts does not."""
    words = lexicon.unite("first_persons", "second_persons")
    return not {"?", "!", "…", *words}.isdisjoint(passage.words)


def _turn(passage: Passage, lexicon: QuoteLexicon) -> Draft:
    start, end = content(passage, 0)
    split = broken(passage, lexicon, Marked(start, start, end, end, 0))
    if split is not None:
        return Draft(split.spans, "direct", "dialogue", split.cue, split.speaker, split.lemma)
    return Draft(((start, end),), "direct", "dialogue")


def _interview(passages: Sequence[Passage], lexicon: QuoteLexicon) -> Layout:
    body = [i for i, passage in enumerate(passages) if passage.line.kind in _BODY]
    return (
        _prefixed(passages, lexicon, body)
        or _marked_answers(passages, body)
        or _questions(passages, lexicon, body)
    )


def _marked_answers(passages: Sequence[Passage], body: list[int]) -> Layout:
    """Answers that are whole lines in marks, below lines that ask without any."""
    found: Layout = {}
    answers = 0
    for before, i in pairwise(body):
        whole = is_marked(passages[i])
        if whole and not is_marked(passages[before]) and _asks(passages[before]):
            found[before] = None
            rule = "answer"
            answers += 1
        elif whole and found.get(before):
            rule = GOES_ON
        else:
            continue
        tops = passages[i].tops
        found[i] = [Draft(((tops[0].start, tops[-1].end),), "direct", rule)]
    return found if answers > 1 else {}


def _asks(passage: Passage) -> bool:
    text = passage.text.rstrip(" \u00a0")
    return text.endswith(("?", "…", "...", "!")) or _is_question(passage)


def _prefixed(passages: Sequence[Passage], lexicon: QuoteLexicon, body: list[int]) -> Layout:
    """Lines that begin with who speaks, or with a dash, among questions: "Anne Lebrun : …"."""
    colons = {i: _prefix(passages[i]) for i in body}
    turns = [i for i in body if colons[i] or has_dash(passages[i])]
    asked = [i for i in body if _is_question(passages[i])]
    if len(turns) < 2 or not asked or not any(colons.values()):
        return {}
    prompted = {  # a further paragraph of an answer stands before a question
        i for i, after in pairwise(body) if colons[after] and prompts(passages[i], lexicon)
    }
    found: Layout = {}
    is_answer = False
    marked = [bool(passages[i].tops) and passages[i].words[colons[i] + 1] in OPENERS for i in turns
              if colons[i] and colons[i] + 1 < len(passages[i].words)]  # fmt: skip
    in_marks = sum(marked) * 2 > len(marked)  # then a line without marks is no answer
    for i in (i for i in body if i >= min(turns[0], asked[0])):
        passage, colon = passages[i], colons[i]
        if passage.line.kind != "body":
            is_answer = False
            continue
        start, end = content(passage, passage.ends[colon] if colon else 0)
        asks = _is_question(passage) or (
            not colon and (passage.text.rstrip().endswith("…") or i in prompted)
        )
        if not colon and is_note(passage, lexicon):
            is_answer = False
            continue
        if (asks and not has_dash(passage)) or (colon and not _is_person(passage, lexicon)):
            is_answer = False
            found[i] = None
        elif in_marks and not passage.tops:
            is_answer = False
        elif (colon or is_answer or has_dash(passage)) and start < end:
            if in_marks:
                start, end = passage.tops[0].start, passage.tops[-1].end
            rule = GOES_ON if is_answer and not colon else "answer"
            is_answer = True
            speaker = (0, colon) if colon else None
            found[i] = [Draft(((start, end),), "direct", rule, speaker=speaker)]
    return found


def _prefix(passage: Passage) -> int:
    """Index of the colon or dash after the name (or initials) that begins a line, else 0."""
    for index in range(1, min(8, len(passage.words) - 1)):
        if passage.words[index] in (":", "–", "—"):
            named = passage.at[0] >= 0 and passage.mention_end(0) == index
            capitals = all(passage.is_name(i) for i in range(index))
            return index if named or capitals else 0
    return 0


def _is_person(passage: Passage, lexicon: QuoteLexicon) -> bool:
    if passage.at[0] >= 0:
        return passage.mentions[passage.at[0]].label != "ORG"  # a medium, not a person
    return passage.words[0] not in lexicon.words["articles"]


def _questions(passages: Sequence[Passage], lexicon: QuoteLexicon, body: list[int]) -> Layout:
    """Answers to lines that ask, when most of them are in the first person."""
    asked = [i for i in body if _is_question(passages[i])]
    if len(asked) < 2:
        return {}
    body = [i for i in body if not is_note(passages[i], lexicon)]
    asked = sorted({*asked, *_prompted(passages, lexicon, body, asked)})
    blocks = [
        [i for i in body if question < i < following]
        for question, following in zip(asked, [*asked[1:], len(passages)], strict=True)
    ]
    answers = [passages[i] for block in blocks for i in block]
    marked = sum(bool(passage.tops) for passage in answers)
    if not all(blocks) or len(answers) > _LONGEST_ANSWER * len(asked):
        return {}
    if marked > _MARKED * len(answers):  # words in marks are the exception in an interview
        return {}
    personal = sum(any(is_personal(passages[i], lexicon) for i in block) for block in blocks)
    if personal < _PERSONAL * len(blocks):
        return {}
    found: Layout = dict.fromkeys(asked)
    blocks[-1] = _without_coda(passages, lexicon, blocks[-1])
    for block in blocks:
        rule = "answer"
        for i in block:
            span = content(passages[i], 0)
            if passages[i].line.kind == "body" and span[0] < span[1]:
                found[i] = [Draft((span,), "direct", rule)]
                rule = GOES_ON
    return found


def _without_coda(
    passages: Sequence[Passage], lexicon: QuoteLexicon, block: list[int]
) -> list[int]:
    """The last answer without the paragraphs that quote others: the article goes on there."""
    for at, i in enumerate(block):
        passage = passages[i]
        if at and _count_quoted(passage) and not is_personal(passage, lexicon):
            return block[:at]
    return block


def _prompted(
    passages: Sequence[Passage], lexicon: QuoteLexicon, body: list[int], asked: list[int]
) -> list[int]:
    """Lines between answers that talk to the interviewee and break off: "Vous hésitez…"."""
    lines = [i for i in body if passages[i].line.kind == "body"]
    return [
        i
        for before, i, after in zip(lines, lines[1:], lines[2:], strict=False)
        if passages[i].text.rstrip().endswith(("…", "..."))
        and {before, after}.isdisjoint(asked)
        and prompts(passages[i], lexicon)
    ]


def _is_question(passage: Passage) -> bool:
    text = passage.text.rstrip(' \u00a0»"”')
    return text.endswith("?") and len(passage.words) <= _LONGEST_QUESTION
