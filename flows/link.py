"""Tables across articles: entities are counted anew, stories and utterances where they change."""

from __future__ import annotations

from datetime import UTC, datetime

import polars as pl
from prefect.client.schemas.objects import State

from flows import resources
from flows.across import PORTION, link_portion
from flows.outcome import ended, operation
from flows.settings import load_settings
from flows.summary import EXIT_DONE
from flows.turns import writing
from flows.unlinked import backlog_of
from transforms.entities import count_entities
from warehouse.patches import Assigned, Snapshot
from warehouse.store import Store
from warehouse.tables import TABLES

ACROSS = ("stories", "story_articles", "article_links", "utterances", "utterance_reports",
          "former_ids", "fingerprints")  # fmt: skip
ALL = 1 << 62


@operation
def link(warehouse: str | None = None, again: bool = False) -> State[dict[str, int]]:
    """Link what is new across articles; returns the rows of the tables across articles.

    Args:
        warehouse: Root of the warehouse; the one of the settings if none is given.
        again: Forget all stories and utterances first, and link all articles anew.
    """
    settings = load_settings(warehouse=warehouse)
    store = Store(settings.warehouse)
    with writing(store, settings.wait_seconds):
        if again:
            _publish(store, forgotten(store))
        _publish(store, link_tables(store))
    rows = {name: store.rows(name) for name in ("entities", *ACROSS)}
    return ended(rows, EXIT_DONE, f"{rows['stories']} stories, {rows['utterances']} utterances")


def link_tables(store: Store, most: int = PORTION) -> dict[str, Snapshot]:
    """Link what is new, and publish it, a portion of days at a time; returns the last portion.

    Needs the writer's lock.
    """
    tools, changed = resources.link_tools(), dict[str, Snapshot]()
    while backlog := backlog_of(store):
        changed, is_done = link_portion(store, backlog, tools, most)
        if is_done:
            break
        _publish(store, changed)
        changed = {}
    return {"entities": _entities(store), **changed}


def link_at_once(store: Store) -> dict[str, Snapshot]:
    """The same in one portion, whatever its size: nothing is published, no lock is needed.

    Days that must be worked again for what changes before them are left for the next link.
    """
    backlog = backlog_of(store)
    changed = link_portion(store, backlog, resources.link_tools(), ALL)[0] if backlog else {}
    return {"entities": _entities(store), **changed}


def forgotten(store: Store) -> dict[str, Snapshot]:
    """The tables across articles as they are before anything is linked."""
    empty: dict[str, Snapshot] = {name: TABLES[name].empty() for name in ACROSS}
    return empty | {
        table: Assigned(key, _nothing(store, table, key, column))
        for table, key, column in (
            ("articles", ("article_id",), "story_id"),
            ("quotes", ("article_id", "utterance_index"), "utterance_id"),
        )
    }


def _nothing(store: Store, table: str, key: tuple[str, ...], column: str) -> pl.DataFrame:
    rows = store.scan(table).filter(pl.col(column).is_not_null()).select(key).unique()
    return rows.with_columns(pl.lit(None, pl.String).alias(column)).collect()


def _entities(store: Store) -> pl.DataFrame:
    code = resources.country_code_of()
    return count_entities(store.scan("mentions"), store.scan("articles"), code)


def _publish(store: Store, changed: dict[str, Snapshot]) -> None:
    now = datetime.now(UTC)
    store.publish(f"link-{now:%Y%m%dT%H%M%S%fZ}", now.date(), snapshots=changed)
