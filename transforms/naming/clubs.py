"""Town or club: in a match report a town that plays is its club, elsewhere it is a town."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from transforms.naming.context import announced
from transforms.naming.gazetteer import Gazetteer
from transforms.naming.trimming import Found, put_over
from transforms.typography import any_of, has_any

_SCORE = 0.75
_MANY = 7  # different words of sport that make an article a match report
_SOME = 3  # enough to believe that somebody plays for a town, or against it
_FEW = 2  # below, it has nothing to do with sport
# Before a town, these say where; "face à" says whom.
_WHERE = re.compile(
    r"(?:(?<![Ff]ace )\b[àÀA] |\b[Ee]n |\b[Dd]ans |\(|\b[Pp]rès de |\b[Vv]ers |\bentre |/ ?"
    r"|\b[Ii]n |\b[Nn]ear |\b(?:bus|train|road|leads|drive|drove|trip) to "
    r"|\b(?:ville|région|agglomération|aéroport|stade|centre|nord|sud|est|ouest|quartier|maire|route"
    r"|habitants|gare|université|tribunal|mairie|préfecture|hôpital|rue|port) d(?:e |['’])"
    r"|\b(?:hôpital|lycée|gymnase|salle|stade) [A-ZÀ-Þ][\w’' -]{2,25} d(?:e |['’]))$"
)

# A team by its animal or trade, and its town ("les Lynx de Gap"), in French.
_NICKNAME = re.compile(
    r"\b(?:[Ll]es|[Dd]es|[Aa]ux) (?!(?:Amis|Championnats|Championnes|Championnets|Côtes|Écoles"
    r"|Foulées|Hauts|Heures|Internationaux|Jeux|Jours|Masters|Quartiers|Régates|Trophées)\b)"
    r"(?P<team>(?P<nick>[A-ZÀ-Þ][a-zà-ÿ]+[sx])(?: [a-zà-ÿ]+)? (?:de |d['’])"
    r"(?P<town>[A-ZÀ-Þ][\w’'-]+))"
)
# A town's name as that of a team, in English ("the Phoenix lost").
_THE = re.compile(r"\b[Tt]he $")
_AS_TEAM = re.compile(
    r"['’]s? (?:coach|captain|keeper|goalkeeper|striker|skipper)\b|[,.;:]|$"
    r"| (?:and|are|beat|drew|had|have|led|lost|play|played|scored|that|were|who|will|won|would)\b"
)
_OF_PLACE = re.compile(
    r"\b(?:(?:à|À|in|near|près de) |(?:abattoir|centre|député|école|église|gare|habitante?|hôpital"
    r"|maire|mairie|pompier|port|quartier|sortie|urgence)e?s?(?: [a-zà-ÿ]+)? (?:de |d['’]))$"
)
# Where teams are known by less than their name.
_LEAGUE = re.compile(
    r"\b(?:NBA|WNBA|NFL|NHL|MLB|MLS|Super Bowl|Stanley Cup|World Series|basketball|baseball"
    r"|hockey|touchdowns?|quarterback|innings?|playoffs?|rebounds|goaltender|National League"
    r"|American League|Hall of Fame)\b"
)
_NO_TEAM = {"Academy", "Airport", "Arena", "College", "Court", "Cup", "League", "Marathon", "Open",
            "Park", "School", "Stadium", "State", "Tech"}  # fmt: skip
_SCORELINE = re.compile(r"\(\d{1,3}-\d{1,3}\)")


def clubs_for_towns(
    texts: Sequence[str], found: Sequence[Sequence[Found]], gazetteer: Gazetteer
) -> list[list[Found]]:
    """`found` (spans a text) with towns read as clubs in a match report, as towns elsewhere.

    A country is a place everywhere: national teams are not organisations.
    """
    if not gazetteer.sports:
        return [list(spans) for spans in found]
    said = {
        word
        for text in texts
        if has_any(gazetteer.sports, text)
        for word in _sports(gazetteer.sports).findall(text)
    }
    scores = sum(len(_SCORELINE.findall(text)) for text in texts)
    settled = [
        [_settled(text, span, len(said), 2 * scores, gazetteer) for span in spans]
        for text, spans in zip(texts, found, strict=True)
    ]
    is_report = len(said) + 2 * scores >= (_SOME if gazetteer.parts else _FEW)
    if not is_report:
        return settled
    teams = _with_nicknames if gazetteer.parts else _with_last_words
    return teams(texts, settled, gazetteer)


def _with_last_words(
    texts: Sequence[str], found: Sequence[Sequence[Found]], gazetteer: Gazetteer
) -> list[list[Found]]:
    """`found` with English teams by what is left of their name without the town ("the Jets")."""
    known = gazetteer.teams if _LEAGUE.search("\n".join(texts)) else frozenset()
    nicknames = {
        last
        for text, spans in zip(texts, found, strict=True)
        for span in spans
        for town, _, last in (text[span.start : span.end].rpartition(" "),)
        if span.label == "ORG" and gazetteer.is_place(town) and _is_nickname(last, gazetteer)
    } | known
    teams = [
        (index, Found(*match.span(), "ORG", "document", _SCORE))
        for index, text in enumerate(texts)
        if nicknames
        for match in _nicknamed(frozenset(nicknames)).finditer(text)
    ]
    return put_over(found, teams, lambda old, new: (old.start, old.end) == (new.start, new.end))


def _is_nickname(word: str, gazetteer: Gazetteer) -> bool:
    """Whether the last word of a team's name may stand for it: "United" and "Council" do not."""
    return (
        word[1:].islower()
        and word[0].isupper()
        and word not in gazetteer.organisation_endings
        and word not in gazetteer.civic_endings
        and word not in _NO_TEAM
    )


@cache
def _nicknamed(nicknames: frozenset[str]) -> re.Pattern[str]:
    return re.compile(rf"(?<![\w’'-])(?<![A-Za-z]-)(?:{any_of(nicknames)})(?![\w-])(?! [A-Z][a-z])")


def _with_nicknames(
    texts: Sequence[str], found: Sequence[Sequence[Found]], gazetteer: Gazetteer
) -> list[list[Found]]:
    """`found` with teams by their nickname and town, and by the nickname alone after that."""
    teams: list[tuple[int, Found]] = []
    nicknames: set[str] = set()
    for index, text in enumerate(texts):
        for match in _NICKNAME.finditer(text):
            nick = match["nick"]
            demonym = nick.lower().endswith(gazetteer.drop_endings) or nick in gazetteer.dropped
            if match["town"] in gazetteer.towns and not demonym and not gazetteer.is_known(nick):
                teams.append((index, Found(*match.span("team"), "ORG", "context", _SCORE)))
                nicknames.add(nick)
    for index, text in enumerate(texts) if nicknames else ():
        for match in _alone(frozenset(nicknames)).finditer(text):
            teams.append((index, Found(*match.span("nick"), "ORG", "document", _SCORE)))
    return put_over(found, teams, lambda old, new: old.inside(new) or old.end == new.end)


@cache
def _alone(nicknames: frozenset[str]) -> re.Pattern[str]:
    listed = any_of(nicknames)
    return re.compile(
        rf"\b(?:[Ll]es|[Dd]es|[Aa]ux) (?P<nick>{listed})(?! (?:de |d['’])[A-ZÀ-Þ])(?![\w-])"
    )


def _settled(text: str, span: Found, said: int, scores: int, gazetteer: Gazetteer) -> Found:
    name = text[span.start : span.end]
    known = gazetteer.names.get(name)
    kind = None if known is None else known.kind
    label = span.label
    if label == "ORG" and " " not in name and span.method == "model":
        before = text[max(0, span.start - 40) : span.start]
        is_town = kind is None and name in gazetteer.towns and not name.isupper()
        of_town = is_town and _OF_PLACE.search(before)
        idle = (kind == "city" or of_town) and said < _FEW
        if kind == "country" or (idle and not announced(text[: span.start], gazetteer)):
            label = "LOC"
    elif label == "LOC" and said + scores >= _SOME and kind in (None, "city", "with_article"):
        before = text[max(0, span.start - 40) : span.start]
        plays = said >= _MANY and _is_of_towns(name, gazetteer) and not _WHERE.search(before)
        meets = _meets(gazetteer.players, gazetteer.meets, gazetteer.wins).search(before)
        called = kind == "city" and _THE.search(before) and _AS_TEAM.match(text, span.end)
        if (
            plays
            or meets
            or called
            or _plays(gazetteer.wins, gazetteer.plays).match(text, span.end)
        ):
            label = "ORG"
    if label == span.label:
        return span
    return span._replace(label=label, method="document", score=_SCORE)


def _is_of_towns(name: str, gazetteer: Gazetteer) -> bool:
    """Whether a name is a town's, or those of two towns that share a club."""
    return name in gazetteer.towns or all(part in gazetteer.towns for part in name.split("-"))


@cache
def _sports(words: frozenset[str]) -> re.Pattern[str]:
    listed = any_of(words)
    return re.compile(rf"\b(?:{listed})\b")


@cache
def _meets(players: frozenset[str], meets: frozenset[str], wins: frozenset[str]) -> re.Pattern[str]:
    """Whose player somebody is ("le milieu de"), whom a team meets ("face à"), before a name."""
    return re.compile(
        rf"\b(?:(?:{any_of(players)})s? (?:[a-zà-ÿ]+ )?d(?:e |u |e la |['’])"
        rf"|(?:{any_of(meets | wins)}) (?:le |la |l['’])?)$"
    )


@cache
def _plays(wins: frozenset[str], plays: frozenset[str]) -> re.Pattern[str]:
    """What a team does, after its name ("bat", "s'incline")."""
    done = any_of(plays).replace("'", "['’]")
    return re.compile(rf" (?:(?:{any_of(wins)}) (?!le |la |les |l['’])|(?:{done})(?!\w))")
