"""How much a line's own words look like a title's."""

from __future__ import annotations

import re

from transforms.pages.authors.callings import below_name, is_about
from transforms.pages.page import Page, by_line

_GLUED = re.compile(r"[a-zà-ÿ](?=[A-ZÀ-Þ])")  # "PolitiqueSociétéSports": a menu
_BUTTONS = re.compile(r"[☰▸►▶⏵⏩🔍🔒●⟩›♥°]|^[-–—*•~=] ")
_TICKER = re.compile(  # of what else is new: "🔴 EN CE MOMENT La grève reconduite"
    r"\W*(?:en ce moment|a ne pas (?:manquer|rater)|a suivre en ce moment|trending(?: now)?"
    r"|happening now|what's hot|developing now|don't miss|most read|a lire aussi|le plus lu"
    r"|a l'instant|(?:les |nos )?dernieres? (?:infos?|nouvelles?|minutes?))\b"
)
_QUOTES = re.compile(r"(?:^|: )[«“‘'\"][^»”\"]{8,}|[»”\"'’]$")  # as no menu does
_TWO_SENTENCES = re.compile(r"[a-zà-ÿ][.?!] [A-ZÀ-Þ]")

_MOTTO = re.compile(
    r"\b(?:par la redaction d[eu]|from the (?:staff|team|editors|newsroom) of"
    r"|(?:every|chaque) (?:(?:mon|tues|wednes|thurs|fri|satur|sun)day|morning|week|lundi|mardi"
    r"|mercredi|jeudi|vendredi|samedi|dimanche|matin|semaine|mois)\b,? (?:from|par|dans|in)"
    r"|since (?:18|19)\d\d|depuis (?:18|19)\d\d|fondee? en (?:18|19)\d\d)"
)
_SIGNED = re.compile(
    r"(?:(?i:par|by|de|propos recueillis par|la recette de|(?:une? |l[ea] |l['’])?(?:carte blanche"
    r"|tribune|chronique|billet|contribution|lettre ouverte|point de vue|opinion) de))"
    r" (?:(?:notre|nos|our|the) |(?:l['’])?"
    r"[A-ZÀ-Þ][\w.-]+ (?:(?:d[eu]|el|ben|van|von|la|le) )*[A-ZÀ-Þ][\w.-]+(?:,?$|, [a-zà-ÿ]))"
)
_LISTED = re.compile(
    r"[A-ZÀ-Þ][^,.!?:]{2,30}(?:, [A-ZÀ-Þ][^,.!?:]{2,30}){2,}$"
    r"|[^.·•|]{3,30}(?: [.·•|] [A-ZÀ-Þ][^.·•|]{2,30}){3,}$"
)


def form(page: Page, i: int) -> float:
    """How much the words of line `i` look like a title's."""
    return _alone(page, i) - 2.0 * below_name(page, i)


@by_line
def _alone(page: Page, i: int) -> float:
    text, words = page.text[i], page.words[i]
    score = 1.0 + min(words, 12) / 12 - 3.0 * page.is_name[i]
    if text.endswith((".", ":", "*", ",")):
        score -= 0.8
    if page.is_list[i] or _TWO_SENTENCES.search(text):
        score -= 0.7
    if (page.is_labels[i] and not _QUOTES.search(text)) or _LISTED.match(text):
        score -= 1.5
    score -= 1.5 * bool(_SIGNED.match(text)) + bool(_MOTTO.search(page.folded[i]))
    score -= 1.5 * bool(_TICKER.match(page.folded[i]))
    score -= bool(is_about(page, i))
    if words <= 5 and text.isupper():
        score -= 0.8
    if len(_GLUED.findall(text)) >= 2 or _BUTTONS.search(text):
        score -= 1.5
    return score
