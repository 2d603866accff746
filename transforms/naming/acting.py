"""A town or who bears its name: "Brest a refusé de répondre", of a Philippe Brest."""

from __future__ import annotations

import re

from transforms.naming.gazetteer import Gazetteer
from transforms.naming.trimming import Found

_SAYS = re.compile(
    r"(?:\b(?:[Ss]elon|[Aa]vec|[Cc]['’](?:est|était)|[Aa]ccording to|[Ww]ith|It was)"
    r"|[»”\"],? (?:a|adds|ajoute|assure|confie|dit|explique|lance|says|said|raconte|reconnaît"
    r"|répond|soupire|told)) $"
)
_GOES_ON = re.compile(r" [A-ZÀ-Þ0-9]")
_OPENS = re.compile(r"(?:^|[.!?»”\"] |\b(?:[Mm]ais|[Pp]uis|que|but|and|that) )$")
_DOES = re.compile(
    r" (?:(?:a|avait|n['’]a|n['’]avait|was|has|had) (?!(?:été|been) )"
    r"[a-zà-ÿ]{2,}(?:é|ée|i|u|it|is|ed)\b"
    r"|(?:affirme|admitted|added|ajoute|assure|denied|dit|explained|explique|pleaded|said|says"
    r"|told)\b|(?:risque|encourt|plaide|fait appel|refuse|s['’]est|s['’]était|se dit) )"
)


def acts(text: str, span: Found, gazetteer: Gazetteer) -> bool:
    """Whether a town whose name somebody bears stands as who does or says something."""
    known = gazetteer.names.get(text[span.start : span.end])
    if known is not None and known.kind != "city":
        return False
    before = text[: span.start][-24:]
    if _SAYS.search(before) and not _GOES_ON.match(text, span.end):
        return True
    return _OPENS.search(before) is not None and _DOES.match(text, span.end) is not None
