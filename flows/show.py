"""One article for the terminal: cuts struck out and named, entities and quotes coloured."""

from __future__ import annotations

from typing import Any

import polars as pl
from rich.text import Text

from flows import page_models, resources
from transforms.cleaning import CleaningTools, explained
from transforms.pages.learned.classifier import RULE
from warehouse.store import Store

MENTION_STYLE = {"PER": "bold cyan", "ORG": "bold magenta", "LOC": "bold blue", "MISC": "bold"}
QUOTE_STYLE = {"direct": "on dark_green", "mixed": "on dark_olive_green3", "indirect": "underline"}
# One character for one, so that offsets stay: a page must not steer the terminal.
_CONTROLS = {
    **dict.fromkeys((*range(0x20), *range(0x7F, 0xA0), *range(0x202A, 0x202F),
                     *range(0x2066, 0x206A)), "\N{REPLACEMENT CHARACTER}"),
    ord("\n"): "\n", ord("\t"): "\t", ord("\r"): " ", 0x0B: " ", 0x0C: " ",
}  # fmt: skip


def find_article(store: Store, wanted: str) -> str:
    """The article_id that `wanted` names: an id, its beginning, a source_uri or a part of one.

    Raises:
        LookupError: none or several.
    """
    articles = store.scan("articles").select("article_id", "source_uri").collect()
    is_exact = (pl.col("article_id") == wanted) | (pl.col("source_uri") == wanted)
    is_part = pl.col("article_id").str.starts_with(wanted) | pl.col("source_uri").str.contains(
        wanted, literal=True
    )
    exact = articles.filter(is_exact)
    found = articles.filter(is_part) if exact.is_empty() else exact
    if found.height == 1:
        return str(found["article_id"][0])
    if found.is_empty():
        raise LookupError(f"no article {wanted}: `coupure export articles --to FILE` lists them")
    some = ", ".join(found["source_uri"].sort().head(5))
    raise LookupError(f"{found.height} articles match {wanted}, name one of them: {some}")


def printable(text: str) -> str:
    """`text` with control and direction characters made visible, as long as before."""
    return text.translate(_CONTROLS)


def render(store: Store, article_id: str) -> Text:
    """The article's raw text with everything the tables say of it."""
    raw = _rows(store, "raw_articles", article_id)[0]["raw_text"]
    raw = printable(raw)
    article = _rows(store, "articles", article_id)[0]
    text, places = _annotated(raw, _notes(store, article_id))
    for row in _rows(store, "segments", article_id):
        if not row["is_kept"]:
            _style(text, places, row, "strike dim red")
    for row in _rows(store, "quotes", article_id):
        _style(text, places, row, QUOTE_STYLE[row["kind"]])
    for row in _rows(store, "mentions", article_id):
        _style(text, places, row, MENTION_STYLE[row["label"]])
    return Text("\n").join([_head(article), text])


def _head(article: dict[str, Any]) -> Text:
    facts = ("source_uri", "language", "title", "byline", "section", "published_at")
    lines = [Text(f"{name}: {article[name]}", "bold") for name in facts if article[name]]
    cut = f"cut: {article['cut_share']:.1%} of the characters"
    if article["is_truncated"]:
        left = article["remaining_pct"]
        cut += "; truncated" + (f", {left:g} % left" if left is not None else "")
    return Text("\n").join([*lines, Text(cut, "bold"), Text("─" * 40)])


def _notes(store: Store, article_id: str) -> list[tuple[int, str, str]]:
    """(raw offset, note, style) of all notes, in text order."""
    notes = []
    segments = _rows(store, "segments", article_id)
    reasons = _reasons(store, article_id) if any(r["rule_id"] == RULE for r in segments) else {}
    for row in segments:
        if not row["is_kept"]:
            at = row["raw_start"]
            name = row["rule_id"] or row["kind"]
            why = [r for start, r in reasons.items() if at <= start < row["raw_end"]]
            because = f" ({', '.join(why[0])})" if why and name == RULE else ""
            notes.append((at, f"[✂ {row['kind']}: {name} {row['score']:.2f}{because}] ", "red"))
    for row in _rows(store, "quotes", article_id):
        who = row["speaker_name"] or "?"
        via = f", via {row['via']}" if row["via"] else ""
        medium = f", {row['medium']}" if row["medium"] else ""
        sure = row["confidence"]
        note = f" ‹{who}{via}{medium} · {row['kind']} {sure:.2f}›"
        notes.append((row["raw_end"], note, "yellow"))
    return sorted(notes, key=lambda note: note[0])


def _reasons(store: Store, article_id: str) -> dict[int, tuple[str, ...]]:
    """What the line model saw in the lines it cuts, by where they begin in the raw text."""
    raw = store.scan("raw_articles").filter(pl.col("article_id") == article_id).collect()
    tools = CleaningTools.from_lexicons(
        resources.lexicon, line_model=page_models.line_model(), zone_of=page_models.zone_of
    )
    return explained(raw, tools)[0]


def _annotated(raw: str, notes: list[tuple[int, str, str]]) -> tuple[Text, list[tuple[int, int]]]:
    """`raw` with the notes put in, and (raw offset, length put in there) for finding places."""
    text, places, done = Text(), [], 0
    for at, note, style in notes:
        text.append(raw[done:at])
        text.append(note, style)
        places.append((at, len(note)))
        done = at
    text.append(raw[done:])
    return text, places


def _style(text: Text, places: list[tuple[int, int]], row: dict[str, Any], style: str) -> None:
    start, end = row["raw_start"], row["raw_end"]
    shift_start = sum(length for at, length in places if at <= start)
    shift_end = sum(length for at, length in places if at < end)
    text.stylize(style, start + shift_start, end + shift_end)


def _rows(store: Store, table: str, article_id: str) -> list[dict[str, Any]]:
    rows = store.scan(table).filter(pl.col("article_id") == article_id).collect()
    return (rows.sort("raw_start") if "raw_start" in rows.columns else rows).to_dicts()
