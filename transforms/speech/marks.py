"""Quotation marks of one line, paired and repaired; no mark costs more than its own sentence."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

OPENERS = {"«": "»", "‹": "›", "“": "”", "„": "“”", "‘": "’", '"': '"', "'": "'", "″": "″"}
OPENERS |= {"»": "»«", "›": "›‹", "”": "”“"}  # pasted the wrong way round
ALL_MARKS = '«»‹›“”„‘"″'
_ANY_MARK = re.compile(f"['’{ALL_MARKS}]")
_OUTER_MARK = re.compile(f"[{ALL_MARKS.replace('‘', '')}]")
_SPACE = " \t\u00a0\u202f\u2009"
_BEFORE_OPENER = _SPACE + "([{-–—/'’:,;.!?…«“\"‘"
_INCISE = re.compile(
    r"[,!?…]\s+(?:(?!(?:devrai|pourrai|faudrai|voudrai|saurai|serai|aurai|irai)\w*-)"
    r"(?!(?:peut|peuvent|doit|doivent|faut|va|vont|est|sont|était|étaient|sait|vient)-)"
    r"(?:[asn]['’]|l['’])?\w+-(?:t-)?(?:ils?|elles?|on)\b"
    r"|(?:a|ont|avait|avaient|s['’]est) \w+(?:é|i|u|it|is|int)\b)"
)
_SENTENCE_END = re.compile(r"[.!?…][\s\u00a0]+(?=[A-ZÀ-ÖØ-ÞŒ«“\"])")
_LONGEST_SINGLE = 300  # code points inside ' ', whose marks are also apostrophes


@dataclass(frozen=True, slots=True)
class Marked:
    """Marked words: the content is `[start, end)`, with its marks `[open, close)`.

    `depth` is 0 for marks inside no others; `is_closed` is False where the end was guessed.
    """

    open: int
    start: int
    end: int
    close: int
    depth: int
    is_closed: bool = True


@dataclass(slots=True)
class _Open:
    at: int
    mark: str
    depth: int


@dataclass(slots=True)
class _State:
    text: str
    stack: list[_Open] = field(default_factory=list)
    found: list[Marked] = field(default_factory=list)
    last: int = 0  # end of the last finished span at depth 0

    def push(self, at: int) -> None:
        self.stack.append(_Open(at, self.text[at], len(self.stack)))

    def pop(self, end: int, width: int, is_closed: bool = True) -> None:
        opened = self.stack.pop()
        self.add(opened.at, opened.at + 1, end, end + width, opened.depth, is_closed)

    def add(self, at: int, start: int, end: int, close: int, depth: int, is_closed: bool) -> None:
        while start < end and self.text[start] in _SPACE:
            start += 1
        while end > start and self.text[end - 1] in _SPACE:
            end -= 1
        if start < end:
            self.found.append(Marked(at, start, end, close, depth, is_closed))
            if depth == 0:
                self.last = max(self.last, close)


def doubled(text: str) -> str:
    """`text` with « for << and » for >>, in its place."""
    return text.replace("<<", " «").replace(">>", "» ") if "<<" in text else text


def pair(text: str, carried: bool = False) -> tuple[Marked, ...]:
    """The marked spans of a line, by start, outer before inner.

    `carried`: the line before left its marks open, so that a lone closing mark closes this line.
    """
    state = _State(text)
    for found in _ANY_MARK.finditer(text):
        if found.group() in "'’‘":
            _single(state, found.start(), found.group())
        else:
            _mark(state, found.start(), found.group(), carried)
    while state.stack:
        opened = state.stack[-1]
        if opened.mark in "'‘" and not _goes_on_single(state, opened.at):
            state.stack.pop()
        else:
            state.pop(_guess_end(text, opened.at + 1, len(text)), 0, is_closed=False)
    return tuple(sorted(state.found, key=lambda marked: (marked.open, marked.depth)))


def is_left_open(marks: tuple[Marked, ...], text: str) -> bool:
    """True when the last marks of the line run to its end without being closed."""
    return any(not m.is_closed and m.depth == 0 and m.close >= len(text.rstrip()) for m in marks)


def _mark(state: _State, at: int, char: str, carried: bool) -> None:
    text = state.text
    before = text[at - 1] if at else " "
    after = text[at + 1] if at + 1 < len(text) else " "
    opening = _is_opening(state, char, before, after, at)
    if opening is None:
        return
    if opening:
        _open(state, at, char)
        return
    for position in range(len(state.stack) - 1, -1, -1):
        if char in OPENERS[state.stack[position].mark] or _pairs_loosely(state, position, at):
            while len(state.stack) > position + 1:
                inner = state.stack.pop()
                if inner.mark not in "'‘":
                    state.add(inner.at, inner.at + 1, at, at, inner.depth, False)
            state.pop(at, 1)
            return
    if not state.stack and char in "»”":
        start = 0 if carried and not state.last else _sentence_start(text, state.last, at)
        if carried or len(text[start:at].split()) >= 3:
            state.add(start, start, at, at + 1, 0, False)


def _is_opening(state: _State, char: str, before: str, after: str, at: int) -> bool | None:
    """True for an opening mark, False for a closing one, None for a stray apostrophe."""
    opens = (before in _BEFORE_OPENER) and after not in _SPACE
    closes = before not in _SPACE and (after in _SPACE or not after.isalnum())
    top = state.stack[-1].mark if state.stack else ""
    if char in "«‹":
        return not (top in "»›" and top and closes)
    if char in "»›":
        return bool(not top and opens and after.isalnum() and before != ".")
    if char == "„":
        return True
    if char in "“”":
        if char == "“" and top != "„":
            return not (any(o.mark in "“”" for o in state.stack) and closes)
        return bool(not top and opens and after.isalnum() and before in _SPACE + "(['’")
    return _is_opening_straight(state, before, after, at, opens, closes)


def _is_opening_straight(
    state: _State, before: str, after: str, at: int, opens: bool, closes: bool
) -> bool | None:
    is_open = any(opened.mark in '"″' for opened in state.stack)
    if _is_typed_apostrophe(state.text, at, before, after):
        return None
    if not is_open:
        return opens or after.isalnum() or (before in _SPACE and not closes)
    # nested, or the one before was never closed: settled in _open
    return opens and before in _SPACE + "'’(" and after.isalnum()


def _is_typed_apostrophe(text: str, at: int, before: str, after: str) -> bool:
    """L"accord for L'accord: one letter that is a word, the mark, a vowel."""
    word_before = text[at - 2] if at >= 2 else " "
    return (
        before.lower() in "ldjnsmtc"
        and before.isalpha()
        and not word_before.isalnum()
        and word_before not in "'’"
        and after.lower() in "aeiouyhéèêàâîôœ"
    )


def _open(state: _State, at: int, char: str) -> None:
    text = state.text
    same = [i for i, opened in enumerate(state.stack) if opened.mark == char]
    if same and not _is_nested(text, at, char):
        while len(state.stack) > same[0]:
            opened = state.stack[-1]
            state.pop(_guess_end(text, opened.at + 1, at), 0, is_closed=False)
    state.push(at)


def _is_nested(text: str, at: int, char: str) -> bool:
    """True when two closing marks follow before any opening one."""
    closer = OPENERS.get(char, char)
    closings = 0
    for position in range(at + 1, len(text)):
        mark = text[position]
        if mark not in closer and mark != char:
            continue
        before = text[position - 1]
        after = text[position + 1] if position + 1 < len(text) else " "
        opens = before in _SPACE + "'’(" and after.isalnum()
        if opens if char in '"″“' else mark == char:
            return False
        closings += 1
        if closings == 2:
            return True
    return False


def _pairs_loosely(state: _State, position: int, at: int) -> bool:
    """True when another family's mark closes, since its own never comes: « … \" or “ … ».

    Nor does it where the next mark opens other words: "A", dit-il. «B».
    """
    opened = state.stack[position]
    if opened.mark in "'‘" or position != len(state.stack) - 1:
        return False
    rest = state.text[at + 1 :]
    following = _OUTER_MARK.search(rest)
    if following is None or not any(closer in rest for closer in OPENERS[opened.mark]):
        return True
    before = rest[: following.start()][-1:] or " "
    return following.group() in "«“" and before in _SPACE


def _single(state: _State, at: int, char: str) -> None:
    text = state.text
    before = text[at - 1] if at else " "
    after = text[at + 1] if at + 1 < len(text) else " "
    top = state.stack[-1] if state.stack else None
    if top and top.mark in "'‘" and not after.isalnum() and before not in _SPACE:
        if (top.mark == "‘") == (char == "’"):
            state.pop(at, 1)
        return
    if char == "’" or before.isalnum() or not after.isalnum() or before not in _BEFORE_OPENER:
        return
    closer = "’" if char == "‘" else "'"
    window = text[at + 1 : at + _LONGEST_SINGLE]
    if re.search(rf"[^\s]{closer}(?!\w)", window) or _goes_on_single(state, at):
        state.push(at)


def _goes_on_single(state: _State, at: int) -> bool:
    """True for "'A,' she said. 'B": marks of a line that were closed before open a sentence."""
    before = state.text[:at].rstrip()
    opens = not before or before[-1] in ".!?"
    same = any(state.text[m.open] == state.text[at] for m in state.found)
    return opens and same and state.text[at + 1 : at + 2].isupper() and not state.stack[:-1]


def _guess_end(text: str, start: int, limit: int) -> int:
    """Where words without a closing mark end: at an incise, the next mark's sentence, the line."""
    incise = _INCISE.search(text, start, limit)
    if incise:
        return incise.start() + (text[incise.start()] in "!?…")
    if limit == len(text):
        return len(text.rstrip())
    ends = [found.start() + 1 for found in _SENTENCE_END.finditer(text, start, limit)]
    return ends[-1] if ends else limit


def _sentence_start(text: str, floor: int, at: int) -> int:
    ends = [found.end() for found in _SENTENCE_END.finditer(text, floor, at)]
    start = ends[-1] if ends else floor
    while start < at and text[start] in _SPACE + ".,;:!?…":
        start += 1
    return start
