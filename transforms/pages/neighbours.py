"""Lines that say nothing of themselves and are told by the lines around them."""

from __future__ import annotations

import re
from collections.abc import Iterator

from transforms.pages.authors.signers import PERSON
from transforms.pages.authors.signing_words import WRITTEN
from transforms.pages.authors.unnoticed import signers
from transforms.pages.page import FAIR, LIKELY, NEITHER, PARAGRAPH, SURE, Decision, Page

CREDIT_WORDS = 8  # of a line of nothing but a photo credit
CAPTION_WORDS = 40
CREDIT_NAMES, PICTURED = 5, 20  # words of a credit in a gallery; lines of its captions
SHOWN_WORDS = 15  # of a caption that is no clause
POST_LINES = 6  # of a post, with its author and its time
POST_CHARS = 320  # of a post that is embedded
ABOUT_WORDS = 45  # that a video is shown with
BIO_WORDS, BIO_AT = 60, 60  # words of one; characters before the author's name in it
BIO_REACH = 3  # lines at the end of the body that may be the author's biography
SHOWN_MORE, SHOWN_INSIDE = 4, 7  # words of an alternative text, of a caption inside the text
SHOWN_MOST = 20  # words of a caption below its credit
GALLERY = "structure.gallery"  # the rule of its captions and credits
HEADER = ("byline", "date", "reading_time", "share", "advertisement", "embed", "comment")

_SAID = re.compile(r"[»”\"],? [a-zà-ÿ-]+ [A-ZÀ-Þ]")
_COUNTER = re.compile(r"\d{1,2} ?(?:/|sur|of) ?\d{1,2}")  # of a gallery's pictures
_POSTER = re.compile(r"(?:[—–-] ?).{2,60}\(@\w{1,20}\)")
_HANDLE = re.compile(r"(?:[^@:.!?]{2,50} ?[·(]? ?)?@\w{2,20}\)?(?: ?· ?.{2,20})?")
_STAMP = re.compile(r"\d{1,2} ?[:h] ?\d{2}|\b20\d{2}$")
_TWO_SENTENCES = re.compile(r"[.?!][\"»”]? [A-ZÀ-Þ«“\"]")
_BY = re.compile(r"^(?:par|by|de|propos recueillis par|recueilli par)\b ?:? ?", re.IGNORECASE)
_NAME = re.compile(
    r"[A-ZÀ-Þ][\w'’.-]+(?: (?:d[eu] |la |le |van |von |el |al |ben |bin )?[A-ZÀ-Þ][\w'’.-]*){1,3}"
)
_OUTLET = re.compile(r"(?:L[ea]s?|The|L['’]\w+) ", re.IGNORECASE)  # "Le Courrier" signs too
_OF_A_NOTE = re.compile(r"^[*(\[]|\b(?:pr[ée]noms?|names?|corrected|corrig[ée]e?|modifi[ée]e?s?)\b")
# How a caption begins, and what would make a clause of it.
_SHOWN = re.compile(r"(?:L[ea]s?|L['’]\w+|Une?|Des|Deux|Trois|Quelques|Vue|[ÀA] [a-zà-ÿ]+) ")
_SPOKEN = re.compile(r"[«»“”\":;?!]")
_VERB = re.compile(
    r"\b(?:a|ont|as|est|sont|sera|seront|va|vont|fait|font|peut|peuvent|doit|doivent|faut|veut"
    r"|veulent|vient|viennent|tient|met|permet|prend|perd|rend|dit|suit|vit|sort|part|craint|attend"
    r"|[ldnsjmct]['’]est|[nls]['’](?:a|ont|y)|se|ne|qui|que)\b"
    r"|\w{2,}(?:ait|aient|èrent|irent|urent|ra|ront|rait|raient|ssent|ise|isent|ente)\b"
    r"|\w{3,}(?<!m)ent\b"
)
_SHOWN_BY = re.compile("Photo shows [A-ZÀ-Þ]")  # of a link's picture
_LASTS = re.compile(r"(?:duration|durée) ?:? ?\d{1,2}:\d\d(?::\d\d)?")
_AGE = re.compile(r"(?:\d+|an?) (?:minute|hour|day|week|month|year)s? ago|il y a \d+ [a-zà-ÿ]+")
_OF_A_BIO = re.compile(r",? (?:[a-zà-ÿ]|\()")


def cut_embeds(page: Page) -> None:
    """The line above "— Name (@name) date" is the post that it signs; so are those from a line
    "Name @name" to its time."""
    for i in range(1, len(page)):
        if "@" in page.text[i] and _HANDLE.fullmatch(page.text[i]) and i != page.title:
            _cut_post(page, i)
        if page.decisions[i].kind != "embed" or not _POSTER.match(page.text[i]):
            continue
        said = _SAID.search(page.text[i - 1])  # about the words, in the text
        if i - 1 != page.title and len(page.text[i - 1]) <= POST_CHARS and not said:
            page.decide(i - 1, "embed", "structure.above_poster", LIKELY)
    for i in range(page.first + 2, page.last):
        _cut_player(page, i)
        if _SHOWN_BY.match(page.text[i]) and page.prose[i - 1] == NEITHER and i - 1 > page.body:
            page.decide(i - 1, "related", "structure.above_shown", LIKELY)
            page.decide(i, "related", "structure.shown", LIKELY)


def _cut_player(page: Page, i: int) -> None:
    """Cuts a video's title, age, length (line `i`) and what it is about, inside a text."""
    if not (_LASTS.fullmatch(page.text[i].lower()) and _AGE.fullmatch(page.folded[i - 1])):
        return
    if page.first >= i - 2 or page.title is None or page.first < page.title:
        return  # of a page that shows a video
    titled = page.prose[i - 2] == NEITHER
    told = page.words[i + 1] <= ABOUT_WORDS and not any(x in page.text[i + 1] for x in '«“"')
    lines = [k for k, holds in ((i - 2, titled), (i - 1, True), (i, True), (i + 1, told)) if holds]
    for k in lines:
        page.decide(k, "embed", "structure.player", LIKELY)


def _cut_post(page: Page, first: int) -> None:
    """Cuts the post whose author stands in line `first`, where a line below gives its time."""
    for last in range(first + 1, min(first + POST_LINES, len(page))):
        if page.decisions[last].kind == "embed" and _STAMP.search(page.text[last]):
            for i in range(first, last):
                page.decide(i, "embed", "structure.post", LIKELY)
            return


def cut_labelled(page: Page) -> None:
    """The line below nothing but "Image caption," is the caption."""
    for i, rule in page.ruled:
        below = i + 1
        if not rule.id.endswith("caption.label") or below >= len(page) or page.is_cut(below):
            continue
        if page.words[below] <= CAPTION_WORDS and not _TWO_SENTENCES.search(page.text[below]):
            page.decide(below, "caption", "structure.below_label", LIKELY)


def cut_alternatives(page: Page) -> None:
    """A picture's alternative text opens with the credit that stands right below it.

    "Ana Costa A band on a pier", "Ana Costa": the line below these may be the caption. A credit in
    three lines, "Ana Costa", "/", "Radio Cork", stands between the two. A player's title is what
    the caption right below says again.
    """
    for i, rule in page.ruled:
        titles = 1 < i <= page.first and min(page.words[i - 2 : i]) >= SHOWN_MORE
        titles = titles and page.undecided(i - 2)  # the article's own stands above
        if rule.kind == "caption" and titles and page.folded[i - 1] in page.folded[i][:-1]:
            page.decide(i - 1, "caption", "structure.shown_again", LIKELY)
    for i in range(2, len(page)):
        if page.words[i - 1] > CREDIT_NAMES or not page.text[i - 1][:1].isupper():
            continue
        if page.text[i] == "/" and i + 1 < len(page) and page.words[i + 1] <= CREDIT_NAMES:
            opens = page.first <= i - 2 < page.first + 2 and i > 2
            opens = opens and page.words[i - 3] < SHOWN_MORE
            shown = opens and i + 2 < len(page) and page.words[i + 2] < SHOWN_MOST
            for k in (*((i - 2,) if opens else ()), i - 1, i, i + 1, *((i + 2,) if shown else ())):
                page.decide(k, "caption", "structure.credit_in_lines", LIKELY)
        elif _describes(page, i - 2):
            _cut_described(page, i)


def _describes(page: Page, i: int) -> bool:
    """Does line `i` say what a picture shows, behind the name that is all of the line below?"""
    credit, shown = page.text[i + 1], page.text[i]
    longer = page.words[i] >= page.words[i + 1] + SHOWN_MORE and not page.is_labels[i]
    named = longer and shown.startswith(f"{credit} ") and shown[len(credit) + 1].isupper()
    section = page.reader.section if page.reader else None
    return named and not (section and section.fullmatch(page.folded[i + 1]))


def _cut_described(page: Page, i: int) -> None:
    """Cuts the two lines above line `i`, and that line where it may be the caption."""
    for k in (i - 2, i - 1):  # of an agency's picture too, which a rule takes for who signs
        page.decisions[k] = Decision("caption", "structure.alternative", LIKELY)
    least = SHOWN_INSIDE if i > page.first else SHOWN_MORE
    may_show = not (page.ends[i] or page.is_name[i]) and page.rules[i] is None
    may_show = may_show and page.prose[i] != PARAGRAPH
    if may_show and least <= page.words[i] <= CAPTION_WORDS:
        page.decide(i, "caption", "structure.below_alternative", LIKELY)


def _shows(page: Page, i: int) -> bool:
    """Does a short sentence say what is to be seen, and no more: "Des bidons posés au sol."?"""
    text = page.text[i]
    is_short = page.words[i] <= SHOWN_WORDS and text.endswith(".") and not _SPOKEN.search(text)
    return is_short and bool(_SHOWN.match(text)) and not _VERB.search(text)


def cut_pictured(page: Page) -> None:
    """A sentence between the header and a line of nothing but a photo credit is its caption.

    Where no standfirst stands above, it may be the standfirst.
    """
    if page.title is None:
        return
    _cut_above_title(page, page.title - 1)
    for i in range(page.title + 1, min(page.last, page.body + 2)):
        if page.words[i] > CAPTION_WORDS or not page.undecided(i):
            continue
        if _COUNTER.fullmatch(page.text[i - 1]) and page.prose[i] != NEITHER:
            page.decide(i, "caption", "structure.below_counter", FAIR)
            _cut_gallery(page, i + 1)
            continue
        named = _is_named(page, i + 1)
        captioned = page.decisions[i + 1].kind == "caption"
        credit = captioned and page.words[i + 1] <= CREDIT_WORDS
        header = page.decisions[i - 1].kind in HEADER or (named and page.is_cut(i - 1))
        signed = page.is_name[i - 1] and i - 1 > page.title
        alone = (header or signed) and page.prose[i + 1] == PARAGRAPH and "," not in page.text[i]
        if _shows(page, i) and (captioned or alone or _is_alternative(page, i)):
            page.decide(i, "caption", "structure.shows", FAIR)
            continue
        if i == page.title + 1 or not (credit or named) or not header:
            continue
        above = any(
            page.undecided(k) and page.words[k] >= CREDIT_WORDS for k in range(page.title + 1, i)
        )
        if above and (named or not _TWO_SENTENCES.search(page.text[i])):
            page.decide(i, "caption", "structure.above_credit", FAIR)
            page.decide(i + 1, "caption", "structure.credit", FAIR)


def _is_alternative(page: Page, i: int) -> bool:
    """Does a picture's caption, then its credit, stand below: is line `i` its alternative text?"""
    if i + 2 >= len(page) or not page.undecided(i + 1) or page.words[i + 1] > CAPTION_WORDS:
        return False
    credit = page.decisions[i + 2].kind == "caption" and page.words[i + 2] <= CREDIT_WORDS
    return credit and page.prose[i + 1] != NEITHER


def _cut_gallery(page: Page, i: int) -> None:
    """Cuts the credit in line `i`, below a gallery's caption, and the captions that it ends too."""
    credit = page.folded[i]
    if page.prose[i] != NEITHER or page.words[i] > CREDIT_NAMES or not page.text[i][:1].isupper():
        return
    again = range(i + 2, min(i + 2 + PICTURED, page.last), 2)
    rows = [k for k in again if page.folded[k] == credit]
    if rows:
        for k in range(i, rows[-1] + 1):
            page.decide(k, "caption", GALLERY, FAIR)


def _cut_above_title(page: Page, i: int) -> None:
    """A sentence between a line of nothing but a photo credit and the title is its caption.

    So is one that opens the page, right above such a line.
    """
    opens = i > 0 and page.decisions[1].kind == "caption" and page.words[1] <= CREDIT_WORDS
    if opens and page.undecided(0) and page.ends[0] and page.words[0] <= CAPTION_WORDS:
        page.decide(0, "caption", "structure.above_credit", FAIR)
    if i < 1 or page.words[i] > CAPTION_WORDS or not page.undecided(i) or not page.ends[i]:
        return
    if page.decisions[i - 1].kind == "caption" and page.words[i - 1] <= CREDIT_WORDS:
        page.decide(i, "caption", "structure.below_credit", FAIR)


def _is_named(page: Page, i: int) -> bool:
    """Is it a name in capitals alone between a sentence and a paragraph: who took the picture?"""
    if not (page.undecided(i) and page.is_name[i] and page.text[i].isupper()):
        return False
    below = page.prose[i + 1] == PARAGRAPH or page.text[i + 1].endswith(":")
    between = page.prose[i - 1] != NEITHER and below
    return between and page.words[i] <= 4 and not page.is_button(i)


def cut_bios(page: Page) -> None:
    """A last paragraph that begins with the name of the article's author is about the author.

    So is one right below that name.
    """
    names = _authors(page)
    if not names or not page.has_run:
        return
    forms = [form for name in names for form in _forms(name.lower())]
    bare = {name.lower() for name in names}
    left = [i for i in range(page.body + 1, len(page)) if not page.is_cut(i)]
    for i in left[-BIO_REACH:]:
        if page.is_known_text(i):
            continue
        text = page.text[i].lower()
        begun = any(text.startswith(x) and _OF_A_BIO.match(text, len(x)) for x in forms)
        signed = page.text[i - 1].lower() in bare or _introduces(page, i - 1)
        below = i > page.body + 1 and signed
        below = below and page.decisions[i - 2].kind != "date"  # an entry of a live blog
        begun = begun or any(_is_of(page, i, name) for name in bare)
        below = below and page.words[i] <= BIO_WORDS and not _OF_A_NOTE.search(text)
        if begun or below:
            page.decisions[i] = Decision("bio", "structure.author", SURE)


def _introduces(page: Page, i: int) -> bool:
    """Is the line the author's name with what the author does?"""
    is_bio = page.decisions[i].rule_id == "structure.author"
    return is_bio and page.words[i] <= CREDIT_WORDS and not page.ends[i]


def _is_of(page: Page, i: int, name: str) -> bool:
    """Does one of the last paragraphs name an author whom the text names nowhere else?"""
    text = page.text[i].lower()
    at = text.find(name)
    if not 0 < at <= BIO_AT or any(mark in text for mark in '«»“”"'):
        return False
    return not any(name in page.text[k].lower() for k in range(page.first, i) if not page.is_cut(k))


def _forms(name: str) -> Iterator[str]:
    """A name as it is printed again: "Lise Moreau", "L. Moreau"."""
    yield name
    first, _, last = name.partition(" ")
    if last:
        yield f"{first[0]}. {last}"


def _authors(page: Page) -> list[str]:
    """Full names in the bylines above the body."""
    found: list[str] = []
    for i in range(min(page.body + 1, len(page))):
        written = page.is_cut(i) and WRITTEN.match(page.text[i])
        if page.decisions[i].kind == "byline" or written:
            signed = signers(page, i, page.reader).of(PERSON) if page.reader else []
            found += signed or _NAME.findall(_BY.sub("", page.text[i]))
    return [name for name in found if not _OUTLET.match(name)]
