"""What the words of a line say, and what a first reading says to a second."""

import numpy as np
import pytest

from flows.page_models import line_model
from transforms.pages.learned.features import TEXT_GROUP, Lined
from transforms.pages.learned.rereading import CUT, KEPT, SAID, STEPS, beside, said
from transforms.pages.learned.wording import HEAD, SIZE, TAIL, Wording, read


def test_words_and_pairs_count_once() -> None:
    assert read("a a a") == read("a a a a")
    assert set(read("notre lettre")) != set(read("lettre notre"))
    assert len(read("notre lettre")) == 5  # two words, three pairs with the edges
    assert all(0 <= number < SIZE for number in read("abonnez-vous, des 1 euro !"))


def test_numbers_are_alike() -> None:
    assert read("4 min de lecture") == read("17 min de lecture")


def test_the_middle_of_a_long_line_is_passed_over() -> None:
    head, tail = "debut " * (HEAD // 6), "final " * ((TAIL + 5) // 6)
    assert read(f"{head}ceci et cela {tail}") == read(f"{head}tout autre chose encore {tail}")


def test_scores_are_of_each_line_alone() -> None:
    wording = Wording(np.random.default_rng(2).normal(0, 1, SIZE).astype(np.float32), 0.5)
    lines = ["abonnez-vous", "", "le maire a dit non"]
    together = wording.scores(lines)
    assert together == pytest.approx([float(wording.scores([line])[0]) for line in lines])
    assert wording.scores([]).shape == (0,)


@pytest.mark.parametrize(
    ("furniture", "text"),
    [
        (
            "recevez chaque matin nos articles dans votre boite mail",
            "le maire a recu les habitants",
        ),
        ("sign up to our weekly newsletter", "the council signed the contract on tuesday"),
        ("les commentaires sont fermes", "les ecoles sont restees fermees jeudi, a-t-il dit"),
    ],
)
def test_wordings_of_furniture_weigh_more(furniture: str, text: str) -> None:
    bad, good = line_model().wording.scores([furniture, text])
    assert bad > good


def _place(groups: list[int], pages: list[int]) -> Lined:
    none = np.zeros(len(groups), dtype=np.float32)
    numbers = np.array(pages)
    return Lined(numbers, numbers, numbers, np.array(groups), numbers, none, none, none[:, None])


def test_a_line_is_told_of_those_beside_it_on_its_page() -> None:
    text, cut = TEXT_GROUP, 0
    place = _place([text, cut, text, text, text], [0, 0, 0, 0, 1])
    around = beside(place, np.array([0, 2, 4]))
    row = dict(zip(STEPS, around[1].tolist(), strict=True))
    assert row == {-1: CUT, 1: KEPT, -2: 0, 2: KEPT, -3: KEPT, 3: KEPT}
    found = said(np.array([0.9, 0.5, 0.1], dtype=np.float32), around)
    told = dict(zip(SAID, found[1].tolist(), strict=True))
    assert told["first_said"] == 0.5
    assert told["first_log_odds"] == 0
    assert told["-1.first_said"] == 1
    assert told["-2.first_said"] == pytest.approx(0.9)
    assert told["+1.first_said"] == told["+2.first_said"] == 0
