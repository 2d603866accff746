"""Logistic regression with ridge, by scipy's L-BFGS, on sparse features."""

from __future__ import annotations

from typing import Any

import numpy as np
from scipy.optimize import minimize  # type: ignore[import-untyped]


def fit(given: Any, right: Any, weights: Any, ridge: float, steps: int) -> tuple[Any, Any]:
    """Coefficients (classes x columns) and bias under which the examples are likely.

    `given` is a sparse matrix (examples x columns), `right` is 1 for the class of each example
    (examples x classes), `weights` says how much each counts.
    """
    given = given.tocsr()
    turned = given.T.tocsr()
    shape = (given.shape[1] + 1, right.shape[1])

    def loss(flat: Any) -> tuple[float, Any]:
        guess = flat.reshape(shape)
        scores = given @ guess[:-1] + guess[-1]
        scores -= scores.max(axis=1, keepdims=True)
        sums = np.log(np.exp(scores).sum(axis=1, keepdims=True))
        missed = (np.exp(scores - sums) - right) * weights[:, None]
        value = -(weights * ((scores - sums) * right).sum(axis=1)).sum()
        slope = np.vstack([turned @ missed + ridge * guess[:-1], missed.sum(axis=0)[None]])
        return value + ridge / 2 * (guess[:-1] ** 2).sum(), slope.ravel()

    start = np.zeros(shape[0] * shape[1])
    best = minimize(loss, start, jac=True, method="L-BFGS-B", options={"maxiter": steps})
    found = best.x.reshape(shape)
    return found[:-1].T, found[-1]
