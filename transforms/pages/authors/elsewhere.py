"""Lines that look like authors' names and name what stands elsewhere on the page."""

from __future__ import annotations

from transforms.pages.authors.callings import says_what_one_does
from transforms.pages.page import Page

ABOVE = 12  # lines above the title in which its section stands
_OFFERS = ("advertisement", "subscription", "newsletter", "legal")


def repeats_section(page: Page, i: int) -> bool:
    """Is it the section above the title, said again: "General News"?"""
    if page.is_name[i] and i + 1 < len(page) and says_what_one_does(page, i + 1):
        return False  # a columnist, above the title too
    above = range(max(0, (page.title or 0) - ABOVE), page.title or 0)
    kinds = ("kicker", "navigation")
    return any(page.folded[k] == page.folded[i] and page.decisions[k].kind in kinds for k in above)


def names_offer(page: Page, i: int) -> bool:
    """Is it the heading of an offer below the text, which names it again: "Shopping Trends"?"""
    if i <= page.last or i + 1 >= len(page) or page.decisions[i + 1].kind not in _OFFERS:
        return False
    return page.text[i] in page.text[i + 1]
