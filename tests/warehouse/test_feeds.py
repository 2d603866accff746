"""RSS and Atom: each item by itself, entities never expanded."""

from __future__ import annotations

import io
import json

import pytest

from warehouse.inputs.records import Limits, RawRecord, RejectedRecord
from warehouse.readers import read_stream


def read(content: str | bytes, **limits) -> list[RawRecord | RejectedRecord]:
    data = content.encode() if isinstance(content, str) else content
    return list(read_stream("x.xml", io.BytesIO(data), Limits(**limits)))


def rss(*items: str, head: str = "<title>Le Midi</title>", attributes: str = "") -> str:
    inner = "".join(f"<item>{item}</item>" for item in items)
    return f"<rss {attributes}><channel>{head}{inner}</channel></rss>"


def hints(record: RawRecord | RejectedRecord) -> dict[str, str]:
    assert isinstance(record, RawRecord), record
    return json.loads(record.hints or "{}")


def test_an_item_of_rss() -> None:
    (found,) = read(
        rss(
            "<title>Crue &amp;amp; vent</title><link>https://a.example/1?a=1&amp;b=2</link>"
            "<description>Chapô &lt;b&gt;gras&lt;/b&gt;</description>"
            "<content:encoded><![CDATA[<p>Un.</p><p>Deux&nbsp;&amp; trois</p>]]></content:encoded>"
            "<pubDate>Thu, 02 May 2024 08:00:00 +0200</pubDate><category>Politique</category>"
            "<author>redaction@a.example (Zoé Martin)</author><dc:creator>Max</dc:creator>",
            head="<title>Le Midi</title><language>fr</language>",
            attributes='xmlns:content="urn:c" xmlns:dc="urn:d"',
        )
    )
    assert isinstance(found, RawRecord)
    assert found.raw_text == "Un.\nDeux & trois"
    assert found.url == "https://a.example/1?a=1&b=2"
    assert hints(found) == {
        "title": "Crue & vent", "standfirst": "Chapô gras", "date": "2024-05-02T06:00:00+00:00",
        "author": "Max, Zoé Martin", "outlet": "Le Midi", "language": "fr", "section": "Politique",
    }  # fmt: skip


def test_an_entry_of_atom() -> None:
    (found,) = read(
        '<feed xmlns="http://www.w3.org/2005/Atom"><title>Le Midi</title><entry>'
        '<title type="html">T &lt;i&gt;x&lt;/i&gt;</title><link rel="self" href="https://a.example/s"/>'
        '<link href="https://a.example/2"/><author><name>Zoé</name><email>z@a.example</email></author>'
        "<updated>2024-05-03T08:00:00Z</updated><published>2024-05-02T08:00:00Z</published>"
        '<category term="Sport"/><content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml">'
        "<p>Un &amp; deux</p><p>trois</p></div></content></entry></feed>"
    )
    assert isinstance(found, RawRecord)
    assert (found.raw_text, found.url) == ("Un & deux\ntrois", "https://a.example/2")
    assert hints(found) == {
        "title": "T x", "date": "2024-05-02T08:00:00+00:00", "author": "Zoé", "section": "Sport",
        "outlet": "Le Midi",
    }  # fmt: skip


def test_items_of_rdf_and_addresses_that_are_ids() -> None:
    (one,) = read(
        '<rdf:RDF xmlns:rdf="urn:r" xmlns="urn:x"><channel><title>Le Midi</title><items/></channel>'
        '<item rdf:about="x"><title>T</title><description>Texte.</description></item></rdf:RDF>'
    )
    assert hints(one) == {"title": "T", "outlet": "Le Midi"}
    found = read(rss("<guid>https://a.example/1</guid><description>a</description>",
                     "<guid isPermaLink='false'>https://a.example/2</guid><description>a</description>"))  # fmt: skip
    assert [getattr(one, "url", "") for one in found] == ["https://a.example/1", None]


def test_plain_text_keeps_its_lines() -> None:
    (found,) = read(rss("<description>Un.\nDeux &amp;lt; trois.</description>"))
    assert getattr(found, "raw_text", "") == "Un.\nDeux < trois."


@pytest.mark.parametrize(
    "broken",
    ["<description>a<b></description>", "<description>&custom;</description>", "<description>\x01</description>",
     "<description>a</titre>", "<description a=1>a</description>", "<title>seul</title>"],
)  # fmt: skip
def test_a_broken_item_costs_only_itself(broken: str) -> None:
    found = read(rss("<description>un</description>", broken, "<description>trois</description>"))
    assert [getattr(one, "reason", "ok") for one in found] in (
        ["ok", "malformed", "ok"], ["ok", "no_text", "ok"],
    )  # fmt: skip
    assert [one.source_uri for one in found] == ["x.xml#1", "x.xml#2", "x.xml#3"]


@pytest.mark.parametrize(
    ("item", "text"),
    [
        ("AT & T", "AT & T"), ("a&nbsp;b &eacute;", "a\u00a0b é"), ("a &amp; b", "a & b"),
        ("<media:x/>mot", "mot"), ("<![CDATA[a </item> <b>b</b>]]>", "a b"),
        ("<!-- </item> -->mot", "mot"),
    ],
)  # fmt: skip
def test_what_feeds_often_do_wrong_is_understood(item: str, text: str) -> None:
    (found,) = read(rss(f"<description>{item}</description>"))
    assert " ".join(getattr(found, "raw_text", str(found)).split(" ")) == text


def test_an_item_in_a_comment_is_none() -> None:
    found = read(
        f"<rss><channel><!-- <item><description>non</description></item> -->{rss('<description>oui</description>')[14:]}"
    )
    assert [getattr(one, "raw_text", one) for one in found] == ["oui"]


def test_no_entity_is_ever_expanded() -> None:
    laughs = '<!DOCTYPE rss [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;"><!ENTITY f SYSTEM "file:///etc/hostname">]>'
    found = read(
        laughs + rss("<description>&b;</description>", "<description>&f;</description>",
                     "<title a='&b;'>t</title><description>a</description>", "<description>sain</description>")
    )  # fmt: skip
    assert [getattr(one, "reason", "ok") for one in found] == ["malformed"] * 3 + ["ok"]
    assert "not defined" in getattr(found[0], "detail", "")


@pytest.mark.parametrize(
    ("content", "told"),
    [
        ("<urlset><url/></urlset>", "Its root is <urlset>: neither RSS nor Atom."),
        ("<?xml version='1.0'?><!-- rss --><html/>", "Its root is <html>: neither RSS nor Atom."),
        ("Du texte.", "It is no XML: neither RSS nor Atom."),
    ],
)
def test_another_xml_is_told(content: str, told: str) -> None:
    (found,) = read(content)
    assert isinstance(found, RejectedRecord)
    assert (found.reason, found.detail) == ("unknown_format", told)


def test_what_is_cut_short_is_told() -> None:
    whole = rss("<description>un</description>", "<description>deux</description>")
    for end, last in ((-10, "no end"), (-30, "inside this item")):
        found = read(whole[:end])
        assert isinstance(found[-1], RejectedRecord)
        assert last in found[-1].detail
    assert len(read(whole)) == 2


def test_a_vast_item_costs_only_itself() -> None:
    vast = f"<description>{'mot ' * 100_000}</description>"
    found = read(
        rss("<description>un</description>", vast, "<description>trois</description>"),
        max_record_bytes=100_000,
    )
    assert [getattr(one, "reason", "ok") for one in found] == ["ok", "too_large", "ok"]
    (head,) = read("<rss a='" + "x" * 200_000, max_record_bytes=100_000)
    assert getattr(head, "reason", "") == "too_large"
