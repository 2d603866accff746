"""Texts that are odd, endless, deep, or written to make a pattern backtrack."""

from __future__ import annotations

import json
import random
from collections.abc import Iterator

from tests.hostile.cases import Content, Scale, kind
from tests.warehouse.formatted import TWO

Files = Iterator[tuple[str, Content]]
WORDS = TWO[0].text.split()
ODD = {
    "surrogates": "Un \ud800 mot \udfff seul.", "nulls": "Un\0 mot \0\0 seul.",
    "bidi": "Un \u202emot\u202c \u2066seul\u2069 \u200f.", "controls": "Un \x1b[31m mot \x07\x08 seul.",
    "joiners": "Un \u200b\u200d\ufeff mot " + "e\u0301" * 500, "zalgo": "m" + "\u0300\u0489" * 5_000 + "ot",
    "emoji": "👩‍👩‍👧‍👦🏳️‍🌈" * 300, "private": "\ue000\uf8ff\U0010fffd mot", "noncharacters": "\ufffe\uffff mot",
    "separators": "Un\u2028mot\u2029seul\x85ici\x0b\x0cfin", "spaces": "\u00a0\u2003\u3000\u202f" * 3_000 + "mot",
    "ligatures": "\ufdfa" * 3_000, "marks": "«" * 3_000 + "mot", "quotes": "“‘«\"'" * 2_000,
    "one": "a" * 200_000, "mixed": "Un.\rDeux.\n\rTrois.\r\nQuatre.\n\n\r\r", "dots": "." * 50_000,
}  # fmt: skip


@kind("odd characters")
def odd_characters(chance: random.Random, scale: Scale) -> Files:
    for name, text in ODD.items():
        data = text.encode("utf-8", "surrogatepass")
        yield f"{name}.txt", data
        yield (
            f"{name}.jsonl",
            json.dumps({"text": text, "title": text[:99], "url": text[:99]}).encode(),
        )
        yield f"{name}.csv", b"text,title\n" + data.replace(b"\n", b" ") + b",a\n"
        yield f"{name}.html", b"<html><title>" + data[:90] + b"</title><p>" + data + b"</p></html>"


@kind("encodings")
def encodings(chance: random.Random, scale: Scale) -> Files:
    text = TWO[0].text.replace("’", "'")
    marks = (b"", b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff", b"\xff\xfe\0\0", b"\0\0\xfe\xff")
    names = ("utf-8", "utf-16-le", "utf-16-be", "utf-32-le", "utf-32-be", "cp1252", "utf-7")
    for name in names:
        for mark in marks:
            suffix = chance.choice((".txt", ".html", ".jsonl", ".json", ".csv", ".xml"))
            body = {".jsonl": json.dumps({"text": text}), ".json": json.dumps([{"text": text}]),
                    ".csv": f"text\n{text}", ".html": f"<html><p>{text}</p>",
                    ".xml": f"<rss><item><description>{text}</description></item></rss>"}  # fmt: skip
            yield f"x{suffix}", mark + body.get(suffix, text).encode(name)
    yield "mixed.jsonl", b"".join(json.dumps({"text": text}, ensure_ascii=False).encode(name) + b"\n"
                                  for name in ("utf-8", "cp1252", "utf-16-le", "utf-8"))  # fmt: skip
    yield (
        "strange.jsonl",
        b'{"text": "abc"}\n' * 5_000 + '"Привет, это текст"\n'.encode("cp1251") * 5_000,
    )
    yield "random.txt", bytes(chance.randrange(1, 256) for _ in range(450_000))
    yield "turned.txt", text.encode() + text.encode("cp1252") + text.encode("utf-16")


@kind("endless lines")
def endless_lines(chance: random.Random, scale: Scale) -> Files:
    size = scale.line_bytes
    yield "x.txt", b"mot " * (size // 4)
    yield "x.html", b"<p>" + b"mot " * (size // 4)
    yield "x.md", b"a" * size
    yield "x.jsonl", b'{"text": "' + b"mot " * (size // 4) + b'"}\n{"text": "fin"}\n'
    yield "x.json", b'[{"text": "' + b"mot " * (size // 4) + b'"}, {"text": "fin"}]'
    yield "x.csv", b"text\n" + b"mot " * (size // 4) + b"\nfin\n"
    yield "header.csv", b"mot " * (size // 4) + b"\nfin\n"
    yield (
        "x.xml",
        b"<rss><item><description>" + b"mot " * (size // 4) + b"</description></item></rss>",
    )
    yield "head.xml", b"<rss a='" + b"mot " * (size // 4)
    yield "wide.jsonl", ('{"text": "' + "é" * (size // 4)).encode("utf-16")


@kind("empty lines")
def empty_lines(chance: random.Random, scale: Scale) -> Files:
    count = scale.empty_lines
    for suffix in (".txt", ".jsonl", ".csv", ".json", ".html", ".md", ".xml"):
        yield f"x{suffix}", b"\n" * count
    yield "mot.txt", b"\n" * count + b"mot\n"
    yield "x.jsonl", b"\r\n" * count + b'{"text": "fin"}'
    yield "x.csv", b"text\n" + b"\n" * count + b"fin\n"
    yield "nothing.jsonl", b"{}\n" * (count // 5)
    yield "ones.jsonl", b"1\n" * (count // 5)
    yield "ones.json", b"[" + b"1," * (count // 5) + b"1]"


@kind("deep json")
def deep_json(chance: random.Random, scale: Scale) -> Files:
    for depth in (50, 99, 101, 500, 990, 5_000, 300_000):
        yield "x.json", b"[" * depth + b"]" * depth
        yield "x.jsonl", b'{"text": "a", "b": ' + b"[" * depth + b"]" * depth + b"}\n"
        yield "x.json", b'{"a":' * depth + b"1" + b"}" * depth
        yield (
            "x.jsonl",
            b'{"author": ' + b'{"name":' * depth + b'"z"' + b"}" * depth + b', "text": "a"}',
        )
    for text in (
        b'{"text": 1e999, "title": NaN, "author": [null, {"name": [[]]}]}', b'{"text": "a"' + b', "text": "b"' * 5_000 + b"}",
        b'{"text": ' + b"9" * 100_000 + b"}", b'{"text": "\\ud800\\u0000"}', b'{"text": {"text": {"text": "a"}}}',
        b'{"text": ["a", ["b"], 3]}', b'{"fetched_at": "0000-00-00", "date": 1e400, "text": "a"}',
        b'{"text": "a", "url": ["https://a.example/"], "fetched_at": {"$date": 1}}', b'"text"', b"true", b"-", b"{}",
        b"[[[{}]]]", b'{"text": "a"} trailing', b"\xef\xbb\xbf\xef\xbb\xbf{}", b"[,]", b"{,}", b"}{", b"][",
        b'{"text": "a", "url": "https://a.example/../../../etc/passwd"}', b'{"text": "a", "url": "file:///etc/passwd"}',
        b'{"text": "a", "article_id": "../../x", "source_uri": "/etc/passwd"}',
    ):  # fmt: skip
        yield "x.jsonl", text
        yield "x.json", text


@kind("bad tables")
def bad_tables(chance: random.Random, scale: Scale) -> Files:
    columns = ",".join(f"c{n}" for n in range(100_000))
    yield "wide.csv", f"{columns},text\n{',' * 100_000}Texte.\n".encode()
    yield "wide.tsv", f"{columns},text\n".replace(",", "\t").encode()
    yield "open.csv", b'text,title\n"' + b"mot,\n" * 10_000
    yield "opens.csv", b"text,title\n" + b'"mot,a\n' * 5_000
    yield "odd.csv", b'text,title\n"a""b"c,"d\n"e",f\n' * 500
    yield "breaks.csv", b"text,title\ra,b\r\nc,d\n\re,f\n\n\r\rg,h"
    yield "separators.csv", "text,title\nUn\u2028deux,b\nTrois\x85quatre,c\n".encode()
    yield "same.csv", b"text,text,text\na,b,c\n"
    yield "nulls.csv", b"text\0,title\na\0,b\n"
    yield "long.csv", b"text\n" + b"a," * 100_000 + b"\n"
    yield "header.csv", b'"text\n,title\n'
    yield "formula.csv", b"text,title\n=cmd|' /C calc'!A0,@SUM(1)\n"
    for _ in range(20):
        marks = chance.choices(
            ["text", "title", ",", ";", "\t", "|", '"', '""', "\n", "\r\n", "a", " ", "\\"], k=400
        )
        yield "x.csv", f"text,title\n{''.join(marks)}".encode()


@kind("pattern bombs")
def pattern_bombs(chance: random.Random, scale: Scale) -> Files:
    for number, text in enumerate(backtrackers(chance)):
        yield f"{number}.txt", text.encode()


def backtrackers(chance: random.Random) -> Iterator[str]:
    """Texts on which careless patterns for dates, names, quotes and notices take for ever."""
    pieces = (
        "a", " ", "\t", "\u00a0", "1", "12 ", "12 mars ", "12/", "12:", "h", "« ", "»", "“", '"', "'", "’", "-", "–", "— ",
        "(", ")", "[", "Le ", "M. ", "Jean-", "Jean-Pierre ", "A. ", "ABC ", ", ", ". ", "…", "...", ":", "; ", "@", "www.",
        "https://", "http://a.", "/", "%", "73 % ", "Lire aussi ", "À LIRE AUSSI ", "Publié le ", "Il vous reste ",
        "Par ", "Par Jean ", "a dit ", "selon ", "d’après ", "et ", "Source ", "Photo ", "© ", "AFP ", "|", "*", "#", "_",
        "\\", "\u200b", "\u00ad", "e\u0301", "é", "É",
    )  # fmt: skip
    for piece in pieces:
        yield piece * 4_000 + "!"
    for _ in range(30):
        some = chance.sample(pieces, 3)
        yield "".join(chance.choices(some, k=4_000)) + "\n" + "".join(some) * 800
    for opening, closing in (("(", ")"), ("[", "]"), ("« ", " »"), ("“", "”"), ("{", "}")):
        yield opening * 3_000 + "mot" + closing * 3_000
    yield "\n".join(chance.choices(WORDS, k=20_000))
    yield "\n".join(" ".join(chance.choices(WORDS, k=9)) for _ in range(3_000))
    yield " ".join(chance.choices(WORDS, k=30_000))
    yield "\n".join(["Partager sur Facebook"] * 3_000)
    yield "Jean Dupont " * 3_000
    yield "\n".join(f"« Non », a dit Jean Dupont {n}." for n in range(1_500))
