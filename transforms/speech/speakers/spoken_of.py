"""Whom a quotation is about: "Il a salué Luc Ferrer. « Il a 19 ans », …" is hardly Ferrer's."""

from __future__ import annotations

import re

from transforms.speech.quote_lexicon import QuoteLexicon
from transforms.speech.speakers.anaphors import Anaphor, Features
from transforms.speech.speakers.focus import Trace

_FIRST = re.compile(r"\W*(\w+)[ \u00a0](?:n['’]|ne )?(?:[ls]['’]|se |l[ae] )?(\w+)")


def spoken_features(
    anaphor: Anaphor,
    trace: Trace,
    gender: str,
    lexicon: QuoteLexicon,
    *,
    is_near: bool,
    is_told: bool,
) -> Features:
    """Of a party of `gender` (m, f, ?), named in the sentence before or in this one (`is_near`).

    What begins with a third person is about somebody, most often whom the words before name
    otherwise than as their subject, or whom somebody else told of (`is_told`).
    """
    last = trace.last
    if not is_near or anaphor.quote.kind != "direct" or trace.party.label != "PER" or last is None:
        return {}
    first = None if last.is_subject and not is_told else _FIRST.match(anaphor.quote.text)
    if first is None:
        return {}
    meant = lexicon.third_persons.get(first.group(1).lower(), "")
    is_impersonal = first.group(2).lower() in lexicon.words["impersonal_verbs"]
    if not meant or is_impersonal or (gender != "?" and gender != meant):
        return {}
    return {"spoken_of": 1.0}
