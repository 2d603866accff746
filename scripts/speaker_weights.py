"""The sums of `fit_speakers`: softmax weights of candidates, and a line for each confidence."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize  # type: ignore[import-untyped]

from transforms.speech.speakers.anaphors import Anaphor, Option

Vector = NDArray[np.float64]

PRIORS = {
    "clash": -3.0, "clash_feminine": -2.5, "new_relative": 1.0, "new_indefinite": 1.0,
    "clash_guessed": -1.5, "clash_number": -3.0, "clash_neuter": -3.0,
    "clash_sort": -4.0, "same_complement": -1.5, "clash_role": -5.5, "agrees": 1.0,
    "agrees_guessed": 0.7, "role_same": 0.5, "role_synonym": 1.5, "role_shared": 0.7,
    "role_lacks": -1.0, "role_unmet": -1.0, "role_unmet_often_new": -1.0, "inside": -1.0,
    "inside_direct": -1.0, "complement": -0.5, "subject": 0.5, "same_line": 1.0,
    "new_unnamed_complement": 1.5, "new_complement": 0.7, "work": -1.5, "network": -1.5,
    "owner": -1.5, "other_sort": -1.0, "nearest": 0.7, "near_subject": 0.7, "spoke_last": 0.5,
    "overtaken": -2.0, "kind_same": 2.0, "kind_other": -1.0, "media_other": -2.0,
    "new_anaphoric": -1.5, "new_seen": 1.0, "outlet": -0.3, "takes_over": 1.5,
    "work_direct": -2.5, "generic_other": -1.0, "owner_near": -1.0, "topic": 5.0,
    "clash_age": -3.0, "asked_last": -1.0, "headed_past": 1.5,
    "answers": 0.7, "addressed": 0.7, "office_unmet": -2.5,
    "later_synonym": -1.0, "reported": -0.7,
}  # fmt: skip
NEVER_FOR = {"only_heard", "far", "rank", "near_complement", "role_other"}
NEVER_AGAINST = {
    "same_subject", "same_words", "new_narrowed", "new_unnamed_complement", "known_far",
    "unnamed_last",
}  # fmt: skip


@dataclass(frozen=True)
class Choice:
    """An anaphor with its options and which of them are right."""

    anaphor: Anaphor
    options: Sequence[Option]
    right: Sequence[bool]


def fit(choices: Iterable[Choice], kind: str, pull: float) -> dict[str, float]:
    """The likeliest weights of one kind: a softmax over options, `pull`ed towards the priors."""
    own = [c for c in choices if c.anaphor.kind == kind and any(c.right) and not all(c.right)]
    names = sorted(
        {name for choice in own for option in choice.options for name in option.features}
    )
    if not names:
        return {}
    tables = [
        np.array([[option.features.get(name, 0.0) for name in names] for option in choice.options])
        for choice in own
    ]
    rights = [np.array(choice.right, dtype=float) for choice in own]
    prior = np.array([PRIORS.get(name, 0.0) for name in names])

    def loss(at: Vector) -> tuple[float, Vector]:
        away = at - prior
        value, slope = pull / 2 * float(away @ away), pull * away
        for table, right in zip(tables, rights, strict=True):
            scores = table @ at
            shares = np.exp(scores - scores.max())
            shares /= shares.sum()
            good = float(shares @ right) + 1e-12
            value -= float(np.log(good))
            slope -= table.T @ (shares * right / good - shares)
        return value, slope

    found = minimize(loss, prior, jac=True, method="L-BFGS-B", bounds=[_bounds(n) for n in names])
    return dict(zip(names, map(float, found.x), strict=True))


def _bounds(name: str) -> tuple[float | None, float | None]:
    if PRIORS.get(name, 0.0) < 0 or name in NEVER_FOR:
        return None, 0.0
    return (0.0, None) if PRIORS.get(name, 0.0) > 0 or name in NEVER_AGAINST else (None, None)


def line(pairs: Sequence[tuple[float, bool]]) -> tuple[float, float]:
    """Intercept and slope on the logit of a share, so that it says how often it is right."""
    shares = np.clip([share for share, _ in pairs], 0.02, 0.98)
    logits, rights = np.log(shares / (1 - shares)), np.array([right for _, right in pairs], float)

    def loss(at: Vector) -> float:
        chance = 1 / (1 + np.exp(-(at[0] + at[1] * logits)))
        likely = rights * np.log(chance) + (1 - rights) * np.log(1 - chance)
        return float(-likely.sum() + 0.5 * (at[0] - 1) ** 2 + 2 * (at[1] - 0.5) ** 2)

    constant = len(set(logits.tolist())) == 1
    bounds = [(-6, 6), (0, 0) if constant else (0, 2)]
    found = minimize(loss, np.array([1.0, 0.0 if constant else 0.5]), bounds=bounds)
    return round(float(found.x[0]), 2), round(float(found.x[1]), 2)
