"""Who "on" is: what is read where no author speaks, else the body that spoke last."""

from __future__ import annotations

import re

from transforms.layers import Quote
from transforms.speech.quote_lexicon import QuoteLexicon, split_words
from transforms.speech.speakers.people import Party
from transforms.speech.speakers.resolution import Resolution

_REACH = 260  # code points before the words within which the work is told of
_NOUN = re.compile(r"\b(\w+)(?:\s+|(?<=['’]))([^\W\d_]+(?:-[^\W\d_]+)*)")


def behind_on(
    quote: Quote, text: str, at: int, last: Party | None, lexicon: QuoteLexicon
) -> Resolution | None:
    """ "Un rapport a circulé. On y lit que…", "…, a-t-on ajouté"; `last` is who spoke last."""
    work = work_before(text, at, lexicon) if is_reading(quote, lexicon) else None
    if work is not None:
        return Resolution(Party(work, None, None), "work", 0.6)
    if last is not None and last.label != "PER":
        return Resolution(last, "pronoun", 0.6)
    return None


def is_reading(quote: Quote, lexicon: QuoteLexicon) -> bool:
    """True for "y lit-on", "peut-on lire"."""
    cue = quote.cue.text.lower().replace("-", " ") if quote.cue else ""
    return any(
        lexicon.has(form.lemma, "reading")
        for word in split_words(cue.replace("’", "'"))
        for form in lexicon.verbs.get(word, ())
    )


def work_before(text: str, at: int, lexicon: QuoteLexicon) -> str | None:
    """The noun of the work told of last before `at`, in the line of `at` or the one before."""
    lead = text[max(0, at - _REACH) : at].replace("’", "'")
    lead = "\n".join(lead.rstrip("\n").split("\n")[-2:])
    articles, works = lexicon.words["articles"], lexicon.words["works"]
    found = [
        noun.lower()
        for article, noun in _NOUN.findall(lead)
        if noun.lower() in works
        and (article.lower() in articles or f"{article.lower()}'" in articles)
    ]
    return found[-1] if found else None
