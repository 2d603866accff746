"""How sure the line model must be to cut a line: the more it would cost, the surer."""

from __future__ import annotations

import re

from transforms.pages.beneath import SUMMARY, heads
from transforms.pages.copies import stems
from transforms.pages.page import NEITHER, PARAGRAPH, Page

# Probabilities of being furniture from which a line is cut.
CUT, CUT_INSIDE, CUT_PARAGRAPH, CUT_SAID = 0.4, 0.5, 0.75, 0.97
CUT_END = 0.99  # of the last sentence, where nothing stands below it
CUT_CURT = 0.8  # of a short sentence right below another of the text
CUT_ECHOED = 0.9  # of a heading that the paragraph below takes up
CUT_OPENING = 0.7  # where a text may begin
CUT_HEADING, CUT_LINK, CUT_TITLE = 0.55, 0.8, 0.35  # inside: what may be a heading
NEVER = 1.01  # what is said inside the text
HEADING, QUOTED = 7, 3  # words
CAPTION_WORDS = range(8, 26)
CURT_WORDS = range(3, 7)
OPEN_WORDS = 8  # of a line that breaks off
SIGNED = 2  # lines that sign a text below it
SUMMARY_LINES = 6

_CREDITED = re.compile(r"\([^()]{4,60}\)$")  # what ends a caption: "(Lise Moreau/Le Fil)"
_OPEN = re.compile(  # a word that ends no sentence
    r"\b(?:d[eu]|des|la|les?|une?|et|ou|que|qui|au|aux|en|dans|pour|par|sur|avec|sans|ses?|son"
    r"|the|an?|of|to|and|or|that|in|on|for|with|by|from|as|is|was|has|have|had|will|are|were)$"
)
_GOES_ON = re.compile(r"[a-zà-ÿ]{2}[.!?] [«“\"]? ?[A-ZÀ-Þ]")  # from sentence to sentence
_NAMELESS = re.compile(r"(?:Une?|An?) [a-zà-ÿ][^.!?:]{3,60}$")  # "A former clerk"
_WHOLE = re.compile(r"[«“\"] ?[^»”\"]{20,}[»”\"]")  # a line that is one quotation


def edge(page: Page, i: int, kind: str) -> float:
    """From which probability line `i` is cut as `kind`."""
    inside = page.body <= i <= page.last
    if _is_said(page.folded[i]) or page.decisions[i].kind == "quote_attribution":
        return NEVER if inside else CUT_SAID
    begun = inside or page.first - 1 <= i
    if begun and (_sums_up(page, i) or _breaks_off(page, i)):
        return NEVER
    if begun and _ends_page(page, i):
        return CUT_END
    if page.body < i <= page.last + 1 and _is_curt(page, i):
        return CUT_CURT
    if not inside:
        return CUT_SAID if kind == "caption" and _is_below_whole(page, i) else CUT
    if i in page.trailed or i in page.listed:
        return NEVER  # text, but for its end
    if page.is_name[i] and i < page.last and _is_pulled(page, i - 1):
        return NEVER  # who said it
    named = page.is_name[i] or _NAMELESS.match(page.text[i])
    if named and _WHOLE.fullmatch(page.text[i - 1]) and not page.ends[i]:
        return NEVER  # so here
    if kind == "caption" and page.prose[i] != NEITHER and page.is_cut(i - 1):
        # Below the header's lines, where captions stand; and standfirsts, if none stands above.
        likely = page.words[i] in CAPTION_WORDS and _has_standfirst(page, i)
        if _is_below_whole(page, i):
            return CUT_SAID
        return CUT if likely else CUT_OPENING
    if page.prose[i] == PARAGRAPH or heads(page, i) or _is_word(page, i):
        return CUT_PARAGRAPH
    if page.prose[i] != NEITHER:
        return CUT_INSIDE
    if _says_what_follows(page, i):
        return CUT_ECHOED
    if page.words[i] > HEADING:
        return CUT_TITLE
    return CUT_LINK if kind == "related" else CUT_HEADING


def _is_curt(page: Page, i: int) -> bool:
    """Is it a sentence of a few words right below one of the text: "The trial continues."?"""
    if not i or page.is_cut(i - 1) or page.words[i] not in CURT_WORDS:
        return False
    return page.text[i].endswith(".") and page.text[i][:1].isupper()


def _is_below_whole(page: Page, i: int) -> bool:
    """Is it a sentence right below a caption with its credit, of which a picture has one?"""
    above = page.text[i - 1] if i and page.decisions[i - 1].kind == "caption" else ""
    return page.prose[i] != NEITHER and bool(_CREDITED.search(above))


def _ends_page(page: Page, i: int) -> bool:
    """Is it the page's last line but for who signs, a sentence below one of the text?

    The model learnt from whole pages, which end with furniture; feeds end with the text.
    """
    if len(page) - 1 - i > SIGNED or i <= page.body or page.is_cut(i - 1):
        return False
    if any(page.decisions[k].kind != "byline" for k in range(i + 1, len(page))):
        return False
    is_text = page.prose[i] != NEITHER or _GOES_ON.search(page.text[i]) is not None
    return is_text and page.prose[i - 1] != NEITHER


def _sums_up(page: Page, i: int) -> bool:
    """Is it the heading of what there is to know, above sentences, or one of these?"""
    if SUMMARY.fullmatch(page.folded[i]):
        return i < page.last and page.prose[i + 1] != NEITHER
    for above in range(i - 1, max(page.first - 1, i - 1 - SUMMARY_LINES), -1):
        if SUMMARY.fullmatch(page.folded[above]):
            return page.prose[i] != NEITHER
        if page.prose[above] == NEITHER or page.is_cut(above):
            return False
    return False


def _breaks_off(page: Page, i: int) -> bool:
    """Does it stop in the middle of a sentence, right above what asks to pay?"""
    asked = any(
        page.decisions[k].kind in ("paywall", "subscription")
        for k in range(i + 1, min(i + 3, len(page)))
    )
    return asked and page.words[i] >= OPEN_WORDS and bool(_OPEN.search(page.folded[i]))


def _says_what_follows(page: Page, i: int) -> bool:
    """Does the paragraph right below say half of the line's words, as it does of a heading?"""
    if i >= page.last or page.prose[i + 1] != PARAGRAPH or page.is_cut(i + 1):
        return False
    words, told = stems(page.folded[i]), stems(page.folded[i + 1])
    return len(words) > 1 and 2 * len(words & told) >= len(words)


def _has_standfirst(page: Page, i: int) -> bool:
    """Does a sentence of the text stand between the title and line `i`?"""
    above = range(page.title + 1 if page.title is not None else i, i)
    return any(page.prose[k] != NEITHER and not page.is_cut(k) for k in above)


def _is_word(page: Page, i: int) -> bool:
    """Is it one word between two paragraphs, as headings are?"""
    if not (page.text[i].isalpha() and page.first < i < page.last):
        return False
    return page.prose[i - 1] == page.prose[i + 1] == PARAGRAPH


def _is_pulled(page: Page, i: int) -> bool:
    """Is it a line of text above a name and a paragraph that is none itself, as a pull quote is?"""
    short = page.prose[i] == NEITHER and page.words[i] >= HEADING and page.prose[i + 2] == PARAGRAPH
    return short and i > page.body + 1 and not page.is_cut(i)


def _is_said(folded: str) -> bool:
    """Does a line quote more than a word or two, or nothing but words?"""
    if folded.startswith('"') and folded.find('"', 1) == len(folded) - 1:
        return " " in folded
    return any(len(quoted.split()) > QUOTED for quoted in folded.split('"')[1::2])
