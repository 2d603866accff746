"""The same articles written in every format, compressed and packed in every way."""

from __future__ import annotations

import csv
import gzip
import io
import json
import tarfile
import zipfile
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from html import escape

import polars as pl
import pyarrow as pa

from warehouse.inputs.records import RawRecord, RejectedRecord
from warehouse.tables import TABLES

HTTP = "HTTP/1.1 {status}\r\nContent-Type: {kind}\r\n{more}\r\n"
WARC = (
    "WARC/1.0\r\nWARC-Type: {type}\r\nWARC-Record-ID: <urn:uuid:{number:032x}>\r\n"
    "WARC-Date: 2024-05-02T10:00:00Z\r\nWARC-Target-URI: {url}\r\n"
    "Content-Type: application/http; msgtype={type}\r\nContent-Length: {length}\r\n\r\n"
)


@dataclass(frozen=True)
class Told:
    """An article, as its source tells it."""

    text: str
    title: str = "Crue à Nîmes"
    url: str = "https://lemidi.example/crue"
    date: str = "2024-05-02T08:00:00+00:00"

    @property
    def paragraphs(self) -> list[str]:
        return self.text.split("\n")


TWO = (
    Told(
        "Le préfet a dit : « Ça suffit… » devant la presse réunie hier matin au bord de la "
        "rivière.\nIl était à Nîmes depuis la veille, avec les maires de la vallée et les secours."
    ),
    Told(
        "Les pompiers ont évacué douze familles du quartier bas pendant la nuit de mardi.\n"
        "« L’eau est montée en une heure », raconte une habitante, les bottes à la main.",
        "Douze familles évacuées",
        "https://lemidi.example/evacuation",
        "2024-05-03T06:30:00+00:00",
    ),
)


def text(articles: Sequence[Told]) -> bytes:
    return articles[0].text.encode()


def markdown(articles: Sequence[Told]) -> bytes:
    told = articles[0]
    fields = f"title: {told.title}\nurl: {told.url}\ndate: {told.date}"
    return f"---\n{fields}\n---\n{told.text}".encode()


def html(articles: Sequence[Told]) -> bytes:
    return page(articles[0]).encode()


def page(told: Told) -> str:
    body = "".join(f"<p>{escape(line)}</p>" for line in told.paragraphs)
    return (
        f"<html lang='fr'><head><meta charset='utf-8'><title>{told.title}</title>"
        f"<meta property='article:published_time' content='{told.date}'>"
        f"<link rel='canonical' href='{told.url}'></head><body><article>"
        f"<h1>{told.title}</h1>{body}</article><script>alert(1)</script></body></html>"
    )


def rows(articles: Sequence[Told]) -> list[dict[str, str]]:
    return [vars(told) for told in articles]


def jsonl(articles: Sequence[Told]) -> bytes:
    return b"".join(json.dumps(row, ensure_ascii=False).encode() + b"\n" for row in rows(articles))


def json_list(articles: Sequence[Told]) -> bytes:
    return json.dumps(rows(articles), ensure_ascii=False).encode()


def delimited(articles: Sequence[Told], delimiter: str = ",") -> bytes:
    buffer = io.StringIO()
    writer = csv.DictWriter(buffer, list(rows(articles)[0]), delimiter=delimiter)
    writer.writeheader()
    writer.writerows(rows(articles))
    return buffer.getvalue().encode()


def parquet(articles: Sequence[Told]) -> bytes:
    buffer = io.BytesIO()
    pl.DataFrame(rows(articles)).write_parquet(buffer)
    return buffer.getvalue()


def warc(articles: Sequence[Told]) -> bytes:
    return b"".join(warc_records(articles))


def warc_gz(articles: Sequence[Told]) -> bytes:
    """As crawlers write them: each record is a gzip member of its own."""
    return b"".join(map(gzip.compress, warc_records(articles)))


def warc_records(articles: Sequence[Told]) -> list[bytes]:
    return [
        warc_record(page(told).encode(), told.url, number)
        for number, told in enumerate(articles, 1)
    ]


def warc_record(
    body: bytes, url: str, number: int = 1, *, type_: str = "response", status: str = "200 OK",
    kind: str = "text/html; charset=utf-8", more: str = "",
) -> bytes:  # fmt: skip
    content = HTTP.format(status=status, kind=kind, more=more).encode() + body
    head = WARC.format(type=type_, number=number, url=url, length=len(content))
    return head.encode() + content + b"\r\n\r\n"


def rss(articles: Sequence[Told]) -> bytes:
    items = "".join(
        f"<item><title>{escape(told.title)}</title><link>{told.url}</link>"
        f"<pubDate>{told.date}</pubDate><description>Chapô.</description>"
        f"<content:encoded><![CDATA[{''.join(f'<p>{line}</p>' for line in told.paragraphs)}]]>"
        "</content:encoded></item>\n"
        for told in articles
    )
    return (
        "<?xml version='1.0' encoding='utf-8'?><rss version='2.0' "
        "xmlns:content='http://purl.org/rss/1.0/modules/content/'><channel>"
        f"<title>Le Midi</title><language>fr</language>{items}</channel></rss>"
    ).encode()


def atom(articles: Sequence[Told]) -> bytes:
    entries = "".join(
        f"<entry><title>{escape(told.title)}</title><link href='{told.url}'/>"
        f"<published>{told.date}</published><content type='html'>"
        f"{escape(''.join(f'<p>{line}</p>' for line in told.paragraphs))}</content></entry>\n"
        for told in articles
    )
    return (
        "<feed xmlns='http://www.w3.org/2005/Atom' xml:lang='fr'>"
        f"<title>Le Midi</title>{entries}</feed>"
    ).encode()


WRITERS: dict[str, Callable[[Sequence[Told]], bytes]] = {
    ".txt": text, ".text": text, ".md": markdown, ".markdown": markdown,
    ".html": html, ".htm": html, ".xhtml": html,
    ".jsonl": jsonl, ".ndjson": jsonl, ".json": json_list,
    ".csv": delimited, ".tsv": lambda articles: delimited(articles, "\t"),
    ".parquet": parquet, ".pq": parquet,
    ".warc": warc, ".xml": rss, ".rss": rss, ".atom": atom,
}  # fmt: skip
"""Suffix -> a file of articles. A new format is added here, and is then tested."""

SINGLE = {".txt", ".text", ".md", ".markdown", ".html", ".htm", ".xhtml"}
"""Formats of which a file is one article."""


def zst(data: bytes) -> bytes:
    return bytes(pa.compress(data, codec="zstd", asbytes=True))


def zipped(members: dict[str, bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", method) as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return buffer.getvalue()


def tarred(members: dict[str, bytes]) -> bytes:
    buffer = io.BytesIO()
    with tarfile.open(fileobj=buffer, mode="w") as archive:
        for name, data in members.items():
            info = tarfile.TarInfo(name)
            info.size = len(data)
            archive.addfile(info, io.BytesIO(data))
    return buffer.getvalue()


COMPRESSIONS: dict[str, Callable[[bytes], bytes]] = {
    "": lambda data: data, ".gz": gzip.compress, ".zst": zst,
}  # fmt: skip
"""Suffix -> compression."""

PACKED: dict[str, Callable[[bytes], bytes]] = {
    ".gz": gzip.compress, ".zst": zst,
    ".zip": lambda data: zipped({"in.txt": data}), ".tar": lambda data: tarred({"in.txt": data}),
    ".tgz": lambda data: gzip.compress(tarred({"in.txt": data})),
    ".tzst": lambda data: zst(tarred({"in.txt": data})),
}  # fmt: skip
"""Suffix -> a file that packs a text."""


def fits_the_contract(found: Iterable[RawRecord | RejectedRecord]) -> None:
    """Every record can be a row of `raw_articles`, every rejection one of `quarantine`."""
    found = list(found)
    table = TABLES["raw_articles"]
    rows = [
        {name: getattr(one, name) for name in table.names}
        for one in found
        if isinstance(one, RawRecord)
    ]
    frame = table.conform(pl.DataFrame(rows, schema=table.polars_schema))
    assert frame.rows() == pl.DataFrame(rows, schema=table.polars_schema).rows()
    for one in found:
        if isinstance(one, RejectedRecord):
            for value in vars(one).values():
                assert value is None or "\0" not in value.encode().decode()
            assert one.detail.count("\n") == 0
            assert one.record is None or isinstance(json.loads(one.record), dict)
