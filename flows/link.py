"""Tables across articles: rebuilt from what is published."""

from __future__ import annotations

from datetime import UTC, datetime

import polars as pl
from prefect import flow

from flows import resources
from flows.settings import load_settings
from transforms.entities import count_entities
from warehouse.store import Store
from warehouse.tables import TABLES


@flow(name="link", flow_run_name=lambda: f"link-{datetime.now(UTC):%Y%m%dT%H%M%SZ}")
def link(warehouse: str | None = None) -> dict[str, int]:
    """Rebuild entities, stories, article_links and utterances; returns rows by table.

    Args:
        warehouse: Root of the warehouse; the one of the settings if none is given.
    """
    settings = load_settings(warehouse=warehouse)
    store = Store(settings.warehouse)
    with store.writer():
        tables = link_tables(store)
        now = datetime.now(UTC)
        batch_id = f"link-{now:%Y%m%dT%H%M%SZ}"
        store.publish(batch_id, now.date(), snapshots=tables)
    return {name: frame.height for name, frame in tables.items()}


def link_tables(store: Store) -> dict[str, pl.DataFrame]:
    """The snapshot tables. Stories, links and utterances are empty, but valid, for now."""
    code = resources.country_code_of()
    entities = count_entities(store.scan("mentions"), store.scan("articles"), code)
    empty = {name: TABLES[name].empty() for name in ("stories", "article_links", "utterances")}
    return {"entities": entities, **empty}
