"""The learned line model: its features, how it is read, what it decides and what it leaves."""

from dataclasses import replace

import numpy as np
import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from flows.page_models import line_lexicon, line_model
from flows.resources import lexicon
from tests.transforms.test_cleaning import ARTICLE, PAGES, check_tiling, raw_frame
from transforms.cleaning import Cleaned, CleaningTools, clean, laid_out
from transforms.pages.learned.classifier import REASONS, RULE, LineModel, ModelError
from transforms.pages.learned.features import GROUPS, lined, matrix, names, open_lines
from transforms.pages.learned.shapes import LineLexicon, shape_names, shapes
from transforms.pages.structure import decide
from warehouse.tables import CUT_KINDS, KEPT_KINDS

LEXICON = line_lexicon()
RULES_ALONE = CleaningTools.from_lexicons(lexicon)
WITH_MODEL = replace(RULES_ALONE, line_model=line_model())


def cleaned(*texts: str) -> Cleaned:
    return clean(raw_frame(list(texts)), WITH_MODEL)


def seen(*texts: str) -> dict[str, np.ndarray]:
    lines, _ = laid_out(raw_frame(["\n".join(texts)]), RULES_ALONE)
    found = shapes(lines, LEXICON, np.zeros(len(lines), dtype=np.float32))
    return dict(zip(shape_names(LEXICON), found.T, strict=True))


def small(classes: dict[str, list[str]]) -> LineLexicon:
    return LineLexicon.from_mappings([{"classes": classes}])


@pytest.mark.parametrize(
    ("entries", "line", "count"),
    [
        (["abonn"], "l'abonnement des abonnes", 2),
        (["abonn"], "desabonne", 0),
        (["lire."], "lire et relire, lirez", 1),
        (["mot de passe"], "votre mot de passe oublie", 1),
        (["vos.", "nos."], "nos vos nos vos", 4),
        (["lu.", "lu et approuve."], "lu et approuve", 1),
    ],
)
def test_classes_count_beginnings_and_whole_words(
    entries: list[str], line: str, count: int
) -> None:
    assert small({"it": entries}).counts(pl.Series([line])).tolist() == [[count]]


def test_a_word_may_be_of_several_classes() -> None:
    both = small({"one": ["photo"], "two": ["photo"]})
    assert both.counts(pl.Series(["photos", "rien"])).tolist() == [[1, 1], [0, 0]]


def test_shapes_have_their_names() -> None:
    found = seen("Découvrez notre lettre : 3 € par mois !", "Le maire a dit « non » mardi à Arles.")
    assert found["imperative"].tolist() == [1, 0]
    assert found["has_money"].tolist() == [1, 0]
    assert found["ends_exclamation"].tolist() == [1, 0]
    assert found["has_quote"].tolist() == [0, 1]
    assert found["words.we"].tolist() == [1, 0]
    assert found["ends_stop"].tolist() == [0, 1]


@given(st.lists(PAGES, min_size=1, max_size=4))
@settings(max_examples=40, deadline=None)
def test_every_open_line_has_every_feature(texts: list[str]) -> None:
    lines, pages = laid_out(raw_frame(texts), RULES_ALONE)
    for page in pages:
        decide(page)
    place = lined(pages)
    at = open_lines(place)
    told = np.zeros(len(lines), dtype=np.float32)
    words = lines["words"].to_numpy()
    found = matrix(words, shapes(lines, LEXICON, told), place, at, LEXICON)
    assert found.shape == (len(at), len(names(LEXICON)))
    assert np.isfinite(found).all()


def test_groups_are_all_kinds_once() -> None:
    kinds = [kind for group in GROUPS.values() for kind in group]
    assert sorted(kinds) == sorted((*KEPT_KINDS, *CUT_KINDS))


def test_a_model_of_other_features_is_refused() -> None:
    with pytest.raises(ModelError, match="train it anew"):
        LineModel.from_arrays({"features": np.array(["length"])}, LEXICON)


def test_shares_add_up() -> None:
    network = line_model().second
    found = network.probabilities(np.random.default_rng(1).normal(0, 9, (5, len(network.mean))))
    assert np.allclose(found.sum(axis=1), 1, atol=1e-5)


BODY = [
    "La passerelle de Noirval restera fermée jusqu'au printemps, a décidé mardi le conseil de la ville.",
    "Les câbles ont cédé deux fois depuis l'été, et trois bureaux d'études se contredisent sur la cause.",
    "« On fait le tour par le pont de pierre, vingt minutes de plus », soupire Irène Maltais, fleuriste.",
    "Une réunion publique aura lieu avant la fin du mois, puis une enquête sera ouverte en préfecture.",
]
PAGE = "\n".join(
    [
        "La passerelle de Noirval fermée tout l'hiver",
        *BODY[:2],
        "Un chantier qui s'éternise",
        *BODY[2:],
    ]
)
# Wordings that no rule of the lexicons knows.
UNKNOWN = [
    "Rejoignez les 40 000 curieux qui ouvrent chaque lundi notre courrier de la rédaction !",
    "Nos lectures du samedi sont gratuites : laissez votre adresse et choisissez vos sujets.",
    "Votre lecture vaut un café : aidez notre rédaction dès 2 euros.",
]


@pytest.mark.parametrize("line", UNKNOWN)
def test_a_wording_that_no_rule_knows_is_cut(line: str) -> None:
    text = PAGE.replace(BODY[3], f"{line}\n{BODY[3]}")
    alone = clean(raw_frame([text]), RULES_ALONE).articles["text"][0]
    assert line in alone
    result = cleaned(text)
    check_tiling(text, result)
    assert line not in result.articles["text"][0]
    segment = result.segments.filter(pl.col("text") == line).row(0, named=True)
    assert segment["rule_id"] == RULE
    assert segment["kind"] in CUT_KINDS
    assert 0.5 <= segment["score"] <= 1


@pytest.mark.parametrize(
    "heading", ["Un chantier qui s'éternise", "Une note salée", "L'aveu du patron", "Qui décide ?"]
)
def test_the_text_itself_is_left_whole(heading: str) -> None:
    text = PAGE.replace("Un chantier qui s'éternise", heading)
    assert cleaned(text).articles["text"][0] == text


def test_a_rule_stays_the_reason() -> None:
    before = clean(raw_frame([ARTICLE]), RULES_ALONE).segments.filter(~pl.col("is_kept"))
    after = cleaned(ARTICLE).segments.filter(~pl.col("is_kept"))
    assert set(before["rule_id"]) <= set(after["rule_id"])


@pytest.mark.parametrize(
    "note", ["*Le prénom a été modifié.", "(1) Les prénoms ont été changés.", "* Name changed."]
)
def test_a_note_is_never_cut(note: str) -> None:
    assert note in cleaned(f"{PAGE}\n{note}").articles["text"][0]


def test_company_changes_nothing() -> None:
    texts = [PAGE, ARTICLE, PAGE.replace(BODY[1], UNKNOWN[0]), BODY[0]]
    together = cleaned(*texts).articles["text"].to_list()
    assert together == [cleaned(text).articles["text"][0] for text in texts]


@given(PAGES)
@settings(max_examples=40, deadline=None)
def test_any_page_still_tiles(text: str) -> None:
    check_tiling(text, cleaned(text))


@pytest.mark.parametrize(
    "text",
    [
        "Le conseil a voté.",
        "Un incendie a détruit la halle.\nPersonne n'est blessé.",
        "Le maire a dit non.\n\nIl a ensuite quitté la salle sous les applaudissements.",
    ],
)
def test_a_few_short_lines_are_all_text(text: str) -> None:
    assert cleaned(text).segments["is_kept"].all()


def test_reasons_are_what_a_change_of_the_features_would_change() -> None:
    model = line_model()
    network = model.second
    rng = np.random.default_rng(0)
    kind = "newsletter"
    for _ in range(20):
        drawn = network.mean + network.scale * rng.normal(0, 1, len(network.mean))
        features = drawn.astype(np.float32)
        reasons = model.reasons(features, kind)
        assert 0 < len(reasons) <= REASONS
        adds = [float(reason.rsplit(" ", 1)[1]) for reason in reasons]
        assert adds == sorted(adds, reverse=True)
        assert adds[0] > 0
        without = features.copy()
        at = model.features.index(reasons[0].rsplit(" ", 1)[0])
        without[at] = network.mean[at]
        before, after = (network.probabilities(f[None])[0] for f in (features, without))
        column = model.kinds.index(kind)
        assert np.log(before[column] / before[0]) > np.log(after[column] / after[0]) - adds[0]


def test_a_title_that_the_model_knows_better_is_taken() -> None:
    """A standfirst or a button right above the signature is not the title."""
    body = "\n".join(PARAGRAPHS * 2)
    text = (
        "Accueil\nSport\nEnfants\nTout lire sans limite pour 3,90 €\n"
        "Le vieux moulin de Sermange retrouve ses ailes\n"
        "Par Lise Moreau\nPublié le 4 mai 2021 à 8h00\n" + body
    )
    titles = cleaned(text).articles["title"].to_list()
    assert titles == ["Le vieux moulin de Sermange retrouve ses ailes"]


PARAGRAPHS = [
    "Les ailes du moulin de Sermange tournent de nouveau depuis lundi, après six ans de travaux.",
    "La commune a payé la charpente, et les habitants ont donné les toiles, taillées à la main.",
    "Le vieux meunier, qui a 84 ans, viendra moudre le premier sac samedi devant les écoliers.",
]


def test_the_text_goes_on_below_a_heading_of_links_without_links() -> None:
    text = """Opinion
The Cullagh Dispatch
Fiona Brennock: We were promised homes. We got hoardings
The housing plan has produced plenty of press releases and precious few front doors
Fiona Brennock
Wed Nov 12 2025 - 05:00
There is a site near my house in Cullagh where, since 2019, a sign has promised 94 "quality homes".
Last week Minister Eoghan Torrin told the chamber that "supply is ramping up". I cycled past the site on my way home to check.
[ Housing targets missed for third year in a row, figures show ]
[ The city is being hollowed out, street by street ]
Dr Ruth Delaney of Cullagh University says the plan "confuses permissions with buildings".
In this article
A council spokeswoman said work was "expected to begin in the second quarter". Of what, she did not say.
Sign up to our Opinion Digest newsletter to get the best of our columnists in your inbox
More on this story
Letters to the Editor"""
    kept = cleaned(text).segments.filter("is_kept")["text"].to_list()
    assert any(line.startswith("A council spokeswoman") for line in kept)
