"""Writes training pages: articles with made-up page furniture around and inside them.

A page is a list of lines, each with what it is: a kind of the
contract. Nothing is read here; the articles are given.
"""

from __future__ import annotations

from dataclasses import dataclass

from scripts.grammar import Grammar

KIND_OF = {"commenttext": "comment", "teaser": "related", "posttext": "embed"}
INTERVIEWS, LIVE = 0.05, 0.06  # shares of pages
HEADER = ("byline", "date", "reading_time", "share", "kicker")
INSIDE = {
    "related": 6, "advertisement": 4, "newsletter": 3, "subscription": 2, "caption": 3, "embed": 1,
    "share": 1, "consent": 1, "other": 1, "paywall": 0.5, "machine": 0.3,
}  # fmt: skip
BELOW = {
    "related": 5, "share": 3, "tags": 3, "newsletter": 3, "bio": 3, "comment": 2.5, "legal": 2.5,
    "subscription": 2.5, "paywall": 2, "source_link": 2, "byline": 1.5, "advertisement": 1.5,
    "navigation": 1.5, "other": 1, "date": 1, "account_warning": 0.5, "consent": 1,
}  # fmt: skip


@dataclass(frozen=True)
class Source:
    """An article to dress: `title` and `standfirst` may be empty."""

    language: str
    title: str
    standfirst: str
    body: tuple[str, ...]


@dataclass(frozen=True)
class Line:
    """One line and its kind."""

    text: str
    kind: str


class Pages:
    """Dresses articles as pages."""

    def __init__(self, grammar: Grammar) -> None:
        self.grammar, self.rng = grammar, grammar.rng

    def page(self, source: Source) -> list[Line]:
        """`source` as a page; how much furniture stands around it varies from none to a lot."""
        rng = self.rng
        richness = rng.choice([0.0, 0.3, 0.6, 0.6, 1.0, 1.0, 1.6, 2.5])
        lines = self._above(source, richness)
        lines += self._body(source, richness)
        return lines + self._below(source, richness)

    def _cut(self, source: Source, kind: str, count: int = 1) -> list[Line]:
        made = [self.grammar.line(source.language, kind) for _ in range(count)]
        return [Line(text, KIND_OF.get(kind, kind)) for text in made]

    def _above(self, source: Source, richness: float) -> list[Line]:
        rng, lines = self.rng, []
        if rng.random() < 0.3 * richness:
            lines += self._cut(source, rng.choice(["consent", "advertisement", "subscription"]))
        if rng.random() < 0.6 * richness:
            lines += self._cut(source, "navigation", rng.randint(1, int(2 + 4 * richness)))
        if rng.random() < 0.25:
            lines += self._cut(source, rng.choice(["kicker", "kicker", "paywall"]))
        if rng.random() < 0.2:
            lines += self._header(source, 1)
        if source.title:
            lines.append(Line(source.title, "title"))
        standfirst = [Line(source.standfirst, "standfirst")] if source.standfirst else []
        if rng.random() < 0.6:
            lines += standfirst + self._header(source, rng.choice([0, 1, 2, 2, 3]))
        else:
            lines += self._header(source, rng.choice([0, 1, 2, 2, 3])) + standfirst
        if rng.random() < 0.35 + 0.2 * richness:
            lines += self._cut(source, "caption", rng.choice([1, 1, 2]))
            if rng.random() < 0.3:
                lines += self._header(source, 1)
        if rng.random() < 0.12 * richness:
            lines += self._cut(
                source, rng.choice(["newsletter", "share", "advertisement", "other"])
            )
        return lines

    def _header(self, source: Source, count: int) -> list[Line]:
        return [x for _ in range(count) for x in self._cut(source, self.rng.choice(HEADER[:4]))]

    def _live(self, source: Source) -> list[Line]:
        """Entries under headings that are sentences, perhaps with the time."""
        lines: list[Line] = []
        timed, summary = self.rng.random() < 0.5, self.rng.random() < 0.4
        if summary:
            lines += [Line(self._heading(source.language), "body") for _ in range(3)]
        for i, paragraph in enumerate(source.body):
            if i % 2 == 0 or self.rng.random() < 0.5:
                if timed:
                    lines.append(Line(self.grammar.fill("<time>", source.language), "date"))
                lines.append(Line(self._heading(source.language), "subheading"))
            lines.append(Line(paragraph, "body"))
            if self.rng.random() < 0.1:
                lines += self._insert(source)
        return lines

    def _heading(self, language: str) -> str:
        return self.grammar.fill("<title>", language)

    def _interview(self, source: Source) -> list[Line]:
        """Questions between the paragraphs."""
        asked = self.grammar.rules[source.language]["keep"]["question"]
        lines: list[Line] = []
        for paragraph in source.body:
            question = self.grammar.fill(self.rng.choice(asked), source.language)
            lines += [Line(question, "body"), Line(paragraph, "body")]
        return lines

    def _body(self, source: Source, richness: float) -> list[Line]:
        chance = self.rng.random()
        if chance < INTERVIEWS:
            return self._interview(source)
        if chance < INTERVIEWS + LIVE:
            return self._live(source)
        rng, lines = self.rng, []
        language = source.language
        headed = rng.choice([0.0, 0.1, 0.25, 0.4])
        for i, paragraph in enumerate(source.body):
            if i and rng.random() < headed:
                lines.append(Line(self.grammar.kept(language, "subheading"), "subheading"))
                if rng.random() < 0.1:
                    lines += self._list(language)
            elif rng.random() < 0.03:
                lines += self._list(language)
            lines.append(Line(paragraph, "body"))
            if i and rng.random() < 0.12:
                lines.append(Line(self.grammar.kept(language, "body"), "body"))
            if rng.random() < 0.03:
                lines.append(Line(self.grammar.kept(language, "pull_quote"), "pull_quote"))
                attribution = self.grammar.kept(language, "quote_attribution")
                lines.append(Line(attribution, "quote_attribution"))
            if i + 1 < len(source.body) and rng.random() < 0.14 * min(richness, 1.3):
                lines += self._insert(source)
        if rng.random() < 0.08:
            lines.append(Line(self.grammar.kept(language, "note"), "note"))
        return lines

    def _list(self, language: str) -> list[Line]:
        count = self.rng.randint(2, 6)
        if self.rng.random() < 0.4:
            items = [self.rng.choice(self.grammar.heads[language]) for _ in range(count)]
            mark = self.rng.choice(["", "", "- ", "• ", "– "])
            return [Line(mark + item + self.rng.choice(["", ",", " ;"]), "body") for item in items]
        return [Line(self.grammar.kept(language, "list"), "body") for _ in range(count)]

    def _insert(self, source: Source) -> list[Line]:
        kind = self.rng.choices(list(INSIDE), list(INSIDE.values()))[0]
        if kind == "embed":
            return self._embed(source)
        if kind == "related":
            return self._cut(source, kind, self.rng.choice([1, 1, 1, 2, 3, 4]))
        if kind in ("newsletter", "subscription"):
            return self._cut(source, kind, self.rng.choice([1, 2, 3, 4]))
        return self._cut(source, kind, self.rng.choice([1, 1, 2]) if kind != "caption" else 1)

    def _embed(self, source: Source) -> list[Line]:
        return self._cut(source, "posttext") + self._cut(source, "embed")

    def _below(self, source: Source, richness: float) -> list[Line]:
        rng, lines = self.rng, []
        blocks = round(rng.random() * 3 * richness)
        for kind in rng.choices(list(BELOW), list(BELOW.values()), k=blocks):
            if kind == "comment":
                lines += self._comments(source)
            elif kind == "related":
                lines += self._related(source)
            elif kind in ("tags", "share", "navigation", "legal"):
                lines += self._cut(source, kind, rng.randint(1, 5))
            elif kind in ("newsletter", "subscription", "paywall"):
                lines += self._cut(source, kind, rng.randint(1, 4))
            else:
                lines += self._cut(source, kind, rng.choice([1, 1, 1, 2]))
        return lines

    def _comments(self, source: Source) -> list[Line]:
        lines = self._cut(source, "comment")
        for _ in range(self.rng.randint(1, 5)):
            lines += self._cut(source, "comment", self.rng.choice([0, 1, 1, 2]))
            lines += self._cut(source, "commenttext", self.rng.choice([1, 1, 2]))
        return lines

    def _related(self, source: Source) -> list[Line]:
        rng, lines = self.rng, self._cut(source, "related")
        style = rng.choice(["title", "teaser", "any", "dated"])
        for _ in range(rng.randint(1, 6)):
            if style == "any":
                lines += self._cut(source, "related")
                continue
            lines.append(Line(self.grammar.fill("<title>", source.language), "related"))
            if style == "teaser":
                lines += self._cut(source, "teaser")
            elif style == "dated":
                lines += self._cut(source, rng.choice(["date", "kicker", "reading_time"]))
        return lines
