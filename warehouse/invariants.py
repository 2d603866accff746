"""What must hold between the rows of the tables, and who breaks it. Reads, writes nothing."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from itertools import groupby

import polars as pl

from warehouse.manifest import LiveFile
from warehouse.store import Store
from warehouse.tables import TABLES, Column, ForeignKey, Span, Table, Written

Frames = Mapping[str, pl.DataFrame]
BATCH = [name for name, table in TABLES.items() if table.written is Written.BATCH]


def table_problems(store: Store) -> Iterator[str]:
    """One line for each rule that rows of the live tables break, with their number.

    Raises:
        FileNotFoundError: there is no warehouse.
        WarehouseDamaged: a file cannot be read.
    """
    counts: Counter[str] = Counter()
    for frames in _portions(store):
        for name, rows in frames.items():
            counts.update(_broken_columns(TABLES[name], rows))
        if "articles" in frames:
            counts.update(_broken_articles(frames))
    for table in TABLES.values():
        counts.update(_broken_keys(store, table))
    counts.update(_broken_runs(store))
    if unlinked := _unlinked(store):
        yield unlinked
    else:
        counts.update(_broken_links(store))
    yield from (f"{rule.format(count)}" for rule, count in sorted(counts.items()) if count)


def _portions(store: Store) -> Iterator[Frames]:
    """The rows that belong together: a lineage of batch tables, a file of any other."""
    files = [file for file in store.manifest().files if file.table in TABLES and file.rows]
    together = sorted((file for file in files if file.table in BATCH), key=lambda f: f.lineage)
    for _, lineage in groupby(together, key=lambda file: file.lineage):
        of_table: dict[str, list[LiveFile]] = {name: [] for name in BATCH}
        for file in lineage:
            of_table[file.table].append(file)
        yield {name: _rows(store, name, members) for name, members in of_table.items()}
    for file in files:
        if file.table not in BATCH:
            yield {file.table: _rows(store, file.table, [file])}


def _rows(store: Store, table: str, files: Iterable[LiveFile]) -> pl.DataFrame:
    paths = [store.path(file) for file in files]
    if not paths:
        return TABLES[table].empty()
    return pl.scan_parquet(
        paths, schema=TABLES[table].polars_schema, hive_partitioning=False, glob=False,
        missing_columns="insert", extra_columns="ignore",
    ).collect()  # fmt: skip


# What the contract says of a column


def _broken_columns(table: Table, rows: pl.DataFrame) -> Counter[str]:
    rules = {column.name: rule for column in table.columns if (rule := _broken(column)) is not None}
    if not rules:
        return Counter()
    counts = rows.select(rule.sum().alias(name) for name, rule in rules.items()).row(0, named=True)
    return Counter(
        {f"{table.name}: {{}} rows whose {name} is not as the contract says": count or 0
         for name, count in counts.items()}
    )  # fmt: skip


def _broken(column: Column) -> pl.Expr | None:
    value, rules = pl.col(column.name), []
    if not column.nullable:
        rules.append(value.is_null())
    if column.values:
        rules.append(~value.is_in(list(column.values)))
    if column.minimum is not None:
        rules.append(value < column.minimum)
    if column.maximum is not None:
        rules.append(value > column.maximum)
    if column.pattern:
        rules.append(~value.str.contains(column.pattern))
    return pl.any_horizontal(rule.fill_null(False) for rule in rules) if rules else None


# What the rows of an article owe each other


def _broken_articles(frames: Frames) -> Counter[str]:
    counts: Counter[str] = Counter()
    here = frames["raw_articles"].select("article_id")
    for name in BATCH:
        away = frames[name].join(here, on="article_id", how="anti").height
        counts[f"{name}: {{}} rows that are not in the batch of their article"] += away
        for key in TABLES[name].foreign_keys:
            if key.table in BATCH:
                lost = _dangling(frames[name].lazy(), frames[key.table].lazy(), key)
                counts[_names_no_row(name, key)] += lost
        for span in TABLES[name].spans:
            rule = f"{name}: {{}} rows whose {span.start} and {span.end} are astray"
            counts[rule] += _astray(frames, name, span)
    counts += _broken_tiles(frames)
    both = frames["raw_articles"].join(frames["articles"], on="article_id", how="left")
    differ = pl.any_horizontal(
        ~pl.col(name).eq_missing(pl.col(f"{name}_right")) for name in ("source_uri", "content_hash")
    )
    counts["articles: {} are not those of raw_articles"] += both.filter(differ).height
    return counts


def _broken_tiles(frames: Frames) -> Counter[str]:
    """Segments tile the raw text; the kept ones, a newline apart, are the text."""
    raw = frames["raw_articles"].select("article_id", whole=pl.col("raw_text").str.len_chars())
    text = frames["articles"].select("article_id", whole=pl.col("text").str.len_chars())
    segments = frames["segments"]
    return Counter(
        {
            "segments: those of {} articles do not tile the raw text": _gaps(
                segments, raw, "raw_start", "raw_end", 0
            ),
            "segments: the kept ones of {} articles are not the text": _gaps(
                segments.filter("is_kept"), text, "start", "end", 1
            ),
        }
    )


def _gaps(pieces: pl.DataFrame, wholes: pl.DataFrame, start: str, end: str, gap: int) -> int:
    """Articles whose pieces do not follow each other from 0 to the end, `gap` apart."""
    ends = pl.col(end).cast(pl.Int64)
    follows = pl.col(start) == ends.shift(1).fill_null(-gap) + gap
    found = (
        pieces.sort("article_id", start, end)
        .group_by("article_id")
        .agg(fits=follows.all(), last=ends.last())
    )
    both = wholes.join(found, on="article_id", how="left")
    return both.filter(
        ~(pl.col("fits") & (pl.col("last") == pl.col("whole"))).fill_null(False)
    ).height


def _astray(frames: Frames, name: str, span: Span) -> int:
    table, column = span.of.split(".")
    whole = frames[table].select("article_id", pl.col(column).alias("_whole"))
    start, end = pl.col(span.start), pl.col(span.end)
    wrong = (start > end) | (end > pl.col("_whole").str.len_chars()) | (start < 0) | end.is_null()
    if span.text:
        wrong |= pl.col("_whole").str.slice(start, end - start) != pl.col(span.text)
    spans = frames[name].filter(start.is_not_null()).join(whole, on="article_id")
    return spans.filter(wrong).height


# What holds over all files


def _broken_keys(store: Store, table: Table) -> Counter[str]:
    rows = store.scan(table.name).select(table.key)
    twice = rows.group_by(table.key).len().filter(pl.col("len") > 1).select(pl.len())
    return Counter({f"{table.name}: {{}} keys occur more than once": _number(twice)})


def _dangling(rows: pl.LazyFrame, there: pl.LazyFrame, key: ForeignKey) -> int:
    named = rows.select(key.columns).drop_nulls()
    known = there.select(key.references).unique()
    lost = named.join(known, left_on=key.columns, right_on=key.references, how="anti")
    return _number(lost.select(pl.len()))


def _names_no_row(name: str, key: ForeignKey) -> str:
    return f"{name}: {{}} rows whose {', '.join(key.columns)} names no row of {key.table}"


def _unlinked(store: Store) -> str | None:
    """Why the tables across articles cannot be expected to agree with the others."""
    last = store.scan("runs").sort("started_at").select("run_id", "status").tail(1).collect()
    if last.is_empty() or last["status"][0] == "done":
        return None
    run_id, status = last.row(0)
    return (
        f"runs: the last, {run_id}, is {status}: entities, stories, article_links and utterances "
        "may be older than the articles until a run ends well"
    )


def _broken_links(store: Store) -> Counter[str]:
    """Rows across articles: what they name is there, and as often as they say."""
    counts: Counter[str] = Counter()
    for name, table in TABLES.items():
        for key in table.foreign_keys:
            if name not in BATCH or key.table not in BATCH:
                lost = _dangling(store.scan(name), store.scan(key.table), key)
                counts[_names_no_row(name, key)] = lost
    named = store.scan("mentions").drop_nulls("entity_id").group_by("entity_id")
    found = named.agg(
        mentions=pl.len().cast(pl.Int64), articles=pl.col("article_id").n_unique().cast(pl.Int64)
    )
    both = store.scan("entities").join(found, on="entity_id", how="left")
    wrong = both.filter(
        (pl.col("mention_count") != pl.col("mentions").fill_null(0))
        | (pl.col("article_count") != pl.col("articles").fill_null(0))
    )
    counts["entities: {} are counted otherwise than their mentions"] = _number(
        wrong.select(pl.len())
    )
    return counts


def _broken_runs(store: Store) -> Counter[str]:
    """Every input is accounted for, and no run has left more than it says."""
    runs = store.scan("runs")
    parts = pl.col("articles") + pl.col("unchanged") + pl.col("quarantined")
    unequal = runs.filter((pl.col("status") == "done") & (pl.col("inputs") != parts))
    counts = Counter(
        {"runs: {} whose inputs are not articles + unchanged + quarantined": _number(
            unequal.select(pl.len()))}
    )  # fmt: skip
    for name, column in (("articles", "articles"), ("quarantine", "quarantined")):
        left = store.scan(name).group_by("run_id").agg(left=pl.len().cast(pl.Int64))
        more = runs.join(left, on="run_id").filter(
            (pl.col("status") == "done") & (pl.col("left") > pl.col(column))
        )
        rule = f"runs: {{}} that left more rows of {name} than they say"
        counts[rule] = _number(more.select(pl.len()))
    half = pl.col("closed_by").is_null() != pl.col("closed_as").is_null()
    settled = store.scan("quarantine").filter(half).select(pl.len())
    counts["quarantine: {} rows are half settled"] = _number(settled)
    return counts


def _number(counted: pl.LazyFrame) -> int:
    number: int = counted.collect(engine="streaming").item()
    return number
