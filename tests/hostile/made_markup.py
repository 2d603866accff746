"""Pages, feeds and crawls written against their parsers."""

from __future__ import annotations

import gzip
import random
from collections.abc import Iterator

from tests.hostile.cases import Content, Scale, kind
from tests.warehouse.formatted import TWO, page, rss, warc_record, warc_records

Files = Iterator[tuple[str, Content]]
TEXT = f"<p>{TWO[0].text}</p>"


def laughs(levels: int, width: int, reference: str = "&a0;") -> str:
    """An entity of entities of entities…"""
    declared = "".join(f'<!ENTITY a{n} "{f"&a{n + 1};" * width}">' for n in range(levels))
    return f'<!DOCTYPE rss [{declared}<!ENTITY a{levels} "lol">]>'


@kind("hostile xml")
def hostile_xml(chance: random.Random, scale: Scale) -> Files:
    item = "<rss><channel><item><title>&a0;</title><description>&a0; mot</description></item></channel></rss>"
    for levels, width in ((3, 3), (9, 10), (30, 2), (1, 50_000)):
        yield "laughs.xml", (laughs(levels, width) + item).encode()
        yield (
            "attribute.xml",
            (laughs(levels, width) + item.replace("<item>", "<item a='&a0;'>")).encode(),
        )
    yield (
        "large.xml",
        f'<!DOCTYPE rss [<!ENTITY a0 "{"x" * 100_000}">]>{item.replace("&a0;", "&a0;" * 1_000)}'.encode(),
    )
    for target in (
        "file:///etc/passwd",
        "file:///dev/zero",
        "http://127.0.0.1:9/x",
        "php://filter",
        "../x.txt",
    ):
        yield "external.xml", f'<!DOCTYPE rss [<!ENTITY a0 SYSTEM "{target}">]>{item}'.encode()
        yield (
            "external.rss",
            f'<!DOCTYPE rss SYSTEM "{target}">{item.replace("&a0;", "x")}'.encode(),
        )
        yield (
            "parameter.xml",
            f'<!DOCTYPE rss [<!ENTITY % p SYSTEM "{target}"> %p;]>{item}'.encode(),
        )
        yield (
            "include.xml",
            (
                '<rss xmlns:xi="http://www.w3.org/2001/XInclude"><channel><item><description>mot '
                f'<xi:include parse="text" href="{target}"/></description></item></channel></rss>'
            ).encode(),
        )
    yield "deep.xml", b"<rss><channel><item><description>" + b"<a>" * 200_000
    yield "deepest.xml", b"<a>" * 200_000
    yield (
        "wide.xml",
        b"<rss><channel><item><description>"
        + b"<a/>" * 200_000
        + b"</description></item></channel></rss>",
    )
    attributes = " ".join(f"a{n}='1'" for n in range(20_000))
    yield (
        "attributes.xml",
        f"<rss><channel><item {attributes}><description>mot</description></item></channel></rss>".encode(),
    )
    spaces = " ".join(f"xmlns:n{n}='urn:{n}'" for n in range(5_000))
    yield (
        "spaces.xml",
        f"<rss {spaces}><channel><item><description>mot</description></item></channel></rss>".encode(),
    )
    prefixes = "".join(f"<p{n}:a/>" for n in range(5_000))
    yield (
        "prefixes.xml",
        f"<rss><channel><item>{prefixes}<description>mot</description></item></channel></rss>".encode(),
    )
    for piece in (
        "<!--",
        "<![CDATA[",
        "<item>",
        "</item>",
        "<item",
        "<?",
        "&",
        "<rss>",
        "<",
        ">",
        "<entry><item>",
        "]]>",
    ):
        yield "pieces.xml", f"<rss><channel>{piece * 20_000}</channel></rss>".encode()
        yield (
            "pieces.xml",
            f"<rss><channel><item>{piece * 20_000}<description>mot</description></item></channel></rss>".encode(),
        )
    yield "no-feed.xml", b"<urlset><url><loc>https://a.example</loc></url></urlset>"
    yield "html.xml", page(TWO[0]).encode()
    for charset in (
        "utf-16",
        "utf-7",
        "punycode",
        "idna",
        "zip",
        "rot13",
        "nonsense",
        "ebcdic-cp-fr",
    ):
        yield "charset.xml", f"<?xml version='1.0' encoding='{charset}'?>".encode() + rss(TWO)[40:]
    yield "scripts.xml", rss(TWO).replace(b"<p>", b"<script>alert(1)</script><p onclick='x()'>")


@kind("hostile html")
def hostile_html(chance: random.Random, scale: Scale) -> Files:
    yield "scripts.html", f"<html><script>{'alert(1);' * 5_000}</script>{TEXT}<script>x".encode()
    yield (
        "events.html",
        f"<p onclick='x()'>{TEXT}<img src=x onerror=alert(1)><iframe src='file:///etc/passwd'>".encode(),
    )
    for tag in (
        "div",
        "p",
        "b",
        "table",
        "ul><li",
        "a href='x'",
        "font",
        "blockquote",
        "span",
        "select",
        "svg",
        "form",
    ):
        yield "deep.html", (f"<{tag}>" * 5_000 + TEXT).encode()
        yield (
            "many.html",
            (f"<{tag}>mot</{tag.split()[0].split('>')[0]}>" * scale.elements).encode(),
        )
    for piece in (
        "<!--",
        "<",
        "</p>",
        "<a ",
        "&#x110000;",
        "&#0;",
        "<![CDATA[",
        "<style>",
        "<title>",
        "<br>",
        "<p>" + "mot " * 50,
    ):
        yield "pieces.html", (f"<html><body>{TEXT}" + piece * 5_000).encode()
    yield "attribute.html", f"<p a='{'x' * 2_000_000}'>{TEXT}".encode()
    yield "attributes.html", f"<p {' '.join(f'a{n}=1' for n in range(50_000))}>{TEXT}".encode()
    yield "links.html", (f"<html><body>{TEXT}" + "<a href='/x'>mot</a> " * 4_000).encode()
    for charset in (
        "utf-7",
        "punycode",
        "idna",
        "zip",
        "unicode_escape",
        "nonsense",
        "utf-16",
        "undefined",
        "x" * 39,
    ):
        body = page(TWO[0]).replace("charset='utf-8'", f"charset='{charset}'")
        yield "charset.html", body.encode("cp1252", "replace")
    for data in (
        "https://a.example/" + "x" * 5_000,
        "javascript:alert(1)",
        "//a.example/1",
        "https://a.example/\\..\\x",
    ):
        yield "canonical.html", page(TWO[0]).replace(TWO[0].url, data).encode()
    structured = '{"@graph":' * 3_000 + "1" + "}" * 3_000
    yield (
        "json-ld.html",
        f"<html><script type='application/ld+json'>{structured}</script>{TEXT * 5}".encode(),
    )
    for date in ("2024-13-45", "9" * 5_000, "0000-00-00T99:99:99Z", "1" * 50 + "-" * 5_000):
        yield "date.html", page(TWO[0]).replace(TWO[0].date, date).encode()
    yield "nulls.html", page(TWO[0]).replace("<p>", "<p>\0").encode()
    yield "frames.html", b"<frameset>" * 3_000
    yield "doctype.html", (laughs(9, 10) + f"<html><body>&a0;{TEXT}</body></html>").encode()


@kind("bad warc")
def bad_warc(chance: random.Random, scale: Scale) -> Files:
    records = warc_records(TWO * 3)
    whole = b"".join(records)
    for length in (b"-1", b"99999999999999999999", b"0", b"abc", b"1", b"", b"4294967296", b"\xff"):
        start, _, rest = records[1].partition(b"Content-Length: ")
        wrong = start + b"Content-Length: " + length + rest[rest.index(b"\r\n") :]
        yield "length.warc", records[0] + wrong + records[2]
        yield "length.warc.gz", b"".join(map(gzip.compress, (records[0], wrong, records[2])))
    for garbage in (
        b"garbage\r\n" * 50,
        b"\0" * 5_000,
        b"\r\n" * 5_000,
        b"WARC/1.0\r\n" * 300,
        b"WARC/1.0\r\n\r\n" * 300,
        b"WARC/9.9\r\n",
    ):
        yield "between.warc", records[0] + garbage + records[1]
        yield "between.warc.gz", gzip.compress(records[0]) + garbage + gzip.compress(records[1])
        yield "before.warc", garbage + records[1]
    body = TEXT.encode()
    for more in ("Transfer-Encoding: chunked\r\n", "Content-Encoding: gzip\r\n", "Content-Encoding: br\r\n",
                 "Content-Encoding: deflate\r\n", "Content-Encoding: gzip, gzip, br\r\n", "X" * 40_000 + ": y\r\n",
                 "X: y\r\n" * 10_000, "Content-Type: text/html; charset=punycode\r\n", "\0\r\n"):  # fmt: skip
        yield "coding.warc", warc_record(body, "https://a.example/1", more=more) + records[1]
    for url in (
        "",
        "<https://a.example/1>",
        "dns:a.example",
        "x" * 9_000,
        "https://a.example/\r\nX: y",
        "\ud800",
    ):
        yield (
            "url.warc",
            records[0].replace(TWO[0].url.encode(), url.encode("utf-8", "surrogatepass")),
        )
    for date in (b"", b"never", b"0000-00-00T00:00:00Z", b"9" * 2_000):
        yield "date.warc", records[0].replace(b"2024-05-02T10:00:00Z", date)
    for status in ("404 Not Found", "301 Moved", "200", "abc def", "-1 x", "99999999999 y"):
        yield "status.warc", warc_record(body, "https://a.example/1", status=status)
    for type_ in ("request", "warcinfo", "revisit", "nonsense", ""):
        yield "type.warc", warc_record(body, "https://a.example/1", type_=type_)
    for _ in range(30):
        at = chance.randrange(len(whole))
        yield "cut.warc", whole[:at] + whole[at + chance.randrange(200) :]
