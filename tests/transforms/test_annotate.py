"""Lines to parsed paragraphs: offsets, chunks, glued sentences, languages."""

from __future__ import annotations

from dataclasses import replace

import pytest
import spacy
from hypothesis import given
from hypothesis import strategies as st
from spacy.language import Language
from spacy.tokens import Doc

from flows.resources import lexicon as lexicon_of
from flows.resources import load_model
from transforms.annotate import Article, annotate, arrange, split_line
from transforms.layers import Line
from transforms.quotes import QuoteLexicon, find_quotes
from transforms.typography import plain


def article(*lines: str, language: str = "fr", name: str = "a" * 16) -> Article:
    placed, start = [], 0
    for index, text in enumerate(lines):
        placed.append(Line(index, "body", start, text))
        start += len(text) + 1
    return Article(name, language, "\n".join(lines), tuple(placed))


@pytest.fixture(scope="module")
def blank() -> Language:
    return arrange(spacy.blank("fr"))


@pytest.fixture(scope="module")
def french() -> Language:
    return load_model("fr_core_news_md")


@given(st.text())
def test_plain_keeps_length(text: str) -> None:
    assert len(plain(text)) == len(text)


def test_plain_apostrophes_and_spaces() -> None:
    assert plain("l’Élysée\u00a0: dit\u202f! Saint‑Malo") == "l'Élysée : dit ! Saint-Malo"


@given(st.text(alphabet="ab .!?\n", max_size=300), st.integers(5, 60), st.integers(0, 9))
def test_pieces_tile_the_line(text: str, longest: int, start: int) -> None:
    pieces = list(split_line(Line(3, "body", start, text), longest))
    assert "".join(piece.text for piece in pieces) == text
    assert all(len(piece.text) <= longest for piece in pieces)
    position = start
    for piece in pieces:
        assert (piece.segment_index, piece.kind, piece.start) == (3, "body", position)
        position = piece.end


def test_long_line_is_cut_after_a_sentence() -> None:
    pieces = list(split_line(Line(0, "body", 0, "Un mot. Deux mots ici. Trois."), 15))
    assert [piece.text for piece in pieces] == ["Un mot. ", "Deux mots ici. ", "Trois."]


def test_documents_keep_order_over_languages(blank: Language) -> None:
    articles = [
        article("Bonjour.", name="1"),
        article("Hola.", language="es", name="2"),
        article("Salut.", "Encore.", name="3"),
    ]
    documents = list(annotate(articles, {"fr": blank}))
    assert [document.article_id for document in documents] == ["1", "2", "3"]
    assert [len(document.paragraphs) for document in documents] == [1, 0, 2]
    assert [p.line.start for p in documents[2].paragraphs] == [0, 7]


def test_annotate_streams(blank: Language) -> None:
    asked = []

    def endless():  # type: ignore[no-untyped-def]
        index = 0
        while True:
            asked.append(index)
            yield article("Bonjour.", name=str(index))
            index += 1

    stream = annotate(endless(), {"fr": blank})
    assert next(stream).article_id == "0"
    assert len(asked) < 200


def test_lines_that_come_again_are_tagged_once(blank: Language) -> None:
    tagged: list[str] = []

    @Language.component("watch_lines")
    def watch(doc: Doc) -> Doc:
        tagged.append(doc.text)
        return doc

    watched = arrange(spacy.blank("fr"))
    watched.add_pipe("watch_lines")
    first = article("L’agence écrit.", "Ici seulement.", "L'agence écrit.", name="0")
    others = [article("Autre part.", "L'agence écrit.", name=str(n)) for n in range(1, 130)]
    documents = list(annotate([first, *others], {"fr": watched}, repeated={"L’agence écrit."}))
    assert tagged.count("L'agence écrit.") == 1
    assert tagged.count("Autre part.") == 3  # once in 64 articles: nothing said it comes again
    texts = [[p.line.text for p in document.paragraphs] for document in documents]
    assert texts[0] == ["L’agence écrit.", "Ici seulement.", "L'agence écrit."]
    assert texts[1:] == [["Autre part.", "L'agence écrit."]] * 129
    shared = {id(p.doc) for d in documents for p in d.paragraphs if "agence" in p.line.text}
    assert len(shared) == 1


@pytest.mark.parametrize(
    ("text", "tokens"),
    [
        ("la chaîne LN24.Lucie Maret dit", ["LN24", ".", "Lucie"]),
        ("un cadre de la Mutua.Le reste", ["Mutua", ".", "Le"]),
        ('il part"Lucie', ['"', "Lucie"]),
        ("à Dinan (Bretagne).En mai", ["Bretagne", ")", ".", "En"]),
        ("ex-LR depuis", ["ex", "-", "LR"]),
    ],
)
def test_glued_words_are_parted(blank: Language, text: str, tokens: list[str]) -> None:
    found = [token.text for token in blank(text)]
    assert any(found[i : i + len(tokens)] == tokens for i in range(len(found)))


@pytest.mark.parametrize("word", ["J.-C.", "aujourd'hui", "ex-ministre", "www.exemple.fr"])
def test_whole_words_stay_whole(french: Language, word: str) -> None:
    with_it = [token.text for token in french.make_doc(f"Avec {word} ici")]
    without = [token.text for token in spacy.blank("fr")(f"Avec {word} ici")]
    assert with_it == without


@pytest.mark.slow
def test_entities_come_before_sentences(french: Language) -> None:
    assert french.pipe_names.index("ner") < french.pipe_names.index("parser")
    doc = french("Emmanuel Macron est arrivé à Dakar.")
    assert [(entity.text, entity.label_) for entity in doc.ents] == [
        ("Emmanuel Macron", "PER"),
        ("Dakar", "LOC"),
    ]
    assert doc.has_annotation("DEP")
    assert [token.pos_ for token in doc][2:5] == ["AUX", "VERB", "ADP"]


@pytest.mark.slow
@pytest.mark.parametrize(
    ("line", "parsed"),
    [
        ("« Nous partons demain », a déclaré le maire.", None),
        ("Le maire a dit que la digue tiendrait.", None),
        ("Il pleut sur la vallée depuis le début de la semaine, et le lac déborde.", None),
        ("Hier soir, la maison du port a dit sa force.", None),  # it reports nothing
        ("Le train de nuit a été supprimé lundi matin, a annoncé la mairie.", None),
        (
            "Le maire, que sa commune inondée attendait depuis trois jours, a dit que tout irait bien.",
            "Le maire, que sa commune inondée attendait depuis trois jours, a dit que tout",
        ),
    ],
)
def test_only_what_needs_it_is_parsed(french: Language, line: str, parsed: str | None) -> None:
    lexicon = QuoteLexicon.from_mapping(lexicon_of("fr", "quotes"))
    (document,) = annotate([article("Il neige en montagne.", line)], {"fr": french})
    pieces: list[str] = []

    def parse(piece: Doc) -> Doc:
        pieces.append(piece.text.rstrip())
        return french.get_pipe("parser")(piece)

    assert not any(paragraph.doc.has_annotation("DEP") for paragraph in document.paragraphs)
    watched = tuple(replace(paragraph, parse=parse) for paragraph in document.paragraphs)
    find_quotes(replace(document, paragraphs=watched), [], lexicon)
    assert pieces == [parsed] * (parsed is not None)
    find_quotes(replace(document, paragraphs=watched), [], lexicon)
    assert pieces == [parsed] * (parsed is not None), "what was parsed is remembered"
