"""Trains the small network of the line model, in numpy."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from transforms.pages.learned.perceptron import Floats, Perceptron, shares

DECAYS = 0.9, 0.999  # of Adam's means
LEAST_DEVIATION = 0.05  # added to a feature's deviation, so that rare ones do not explode


@dataclass(frozen=True)
class Schedule:
    """How to train `seeds` networks that are then one.

    `blank` is the share of features hidden at random, `dropout` of units.
    """

    seeds: tuple[int, ...] = (0, 1, 2)
    units: int = 64
    epochs: int = 16
    batch: int = 256
    rate: float = 2e-3
    dropout: float = 0.15
    blank: float = 0.05
    decay: float = 2e-4


def train(features: Floats, right: Floats, weights: Floats, schedule: Schedule) -> Perceptron:
    """A network for `features` (lines x features).

    `right` (lines x classes) is 1 for every class that is right for the line: furniture whose kind
    nobody noted has all kinds of furniture. `weights` says how much a line counts.
    """
    return _joined([_trained(features, right, weights, schedule, s) for s in schedule.seeds])


def _joined(networks: Sequence[Perceptron]) -> Perceptron:
    """One network whose sums before the last step are the mean of those of `networks`."""
    outputs = np.concatenate([n.output for n in networks]) / len(networks)
    return Perceptron(
        networks[0].mean,
        networks[0].scale,
        np.concatenate([n.hidden for n in networks], axis=1),
        np.concatenate([n.hidden_bias for n in networks]),
        outputs.astype(np.float32),
        np.stack([n.output_bias for n in networks]).mean(axis=0),
    )


def _trained(
    features: Floats, right: Floats, weights: Floats, schedule: Schedule, seed: int
) -> Perceptron:
    rng = np.random.default_rng(seed)
    (lines, inputs), classes = features.shape, right.shape[1]
    network = Perceptron(
        features.mean(axis=0),
        features.std(axis=0) + np.float32(LEAST_DEVIATION),
        rng.normal(0, np.sqrt(2 / inputs), (inputs, schedule.units)).astype(np.float32),
        np.zeros(schedule.units, dtype=np.float32),
        rng.normal(0, np.sqrt(1 / schedule.units), (schedule.units, classes)).astype(np.float32),
        np.zeros(classes, dtype=np.float32),
    )
    scaled = network.scaled(features)
    steps = schedule.epochs * -(-lines // schedule.batch)
    adam = _Adam(_parameters(network), schedule.rate, steps)
    for _ in range(schedule.epochs):
        order = rng.permutation(lines)
        for start in range(0, lines, schedule.batch):
            at = order[start : start + schedule.batch]
            adam.step(_gradients(network, scaled[at], right[at], weights[at], schedule, rng))
    return network


def _parameters(network: Perceptron) -> list[Floats]:
    """What is learnt, in order; changed in place."""
    return [network.hidden, network.hidden_bias, network.output, network.output_bias]


def _gradients(
    network: Perceptron,
    batch: Floats,
    right: Floats,
    weights: Floats,
    schedule: Schedule,
    rng: np.random.Generator,
) -> list[Any]:
    """Of the mean of -log(share of the right classes), by parameter."""
    first, bias, second, out_bias = _parameters(network)
    shown = batch * (rng.random(batch.shape, dtype=np.float32) > schedule.blank)
    sums = shown @ first + bias
    alive = rng.random(sums.shape, dtype=np.float32) > schedule.dropout
    gate = (sums > 0) * alive / np.float32(1 - schedule.dropout)
    units = sums * gate
    found = shares(units @ second + out_bias)
    wanted = found * right
    wanted /= wanted.sum(axis=1, keepdims=True) + 1e-9
    slope = (found - wanted) * weights[:, None] / len(batch)
    back = (slope @ second.T) * gate
    return [
        shown.T @ back + schedule.decay * first,
        back.sum(axis=0),
        units.T @ slope + schedule.decay * second,
        slope.sum(axis=0),
    ]


class _Adam:
    """Adam with a rate that falls to nothing."""

    def __init__(self, parameters: list[Floats], rate: float, steps: int) -> None:
        self.parameters, self.rate, self.steps, self.done = parameters, rate, steps, 0
        self.means = [np.zeros_like(p) for p in parameters]
        self.squares = [np.zeros_like(p) for p in parameters]

    def step(self, gradients: list[Any]) -> None:
        self.done += 1
        rate = self.rate * (1 - (self.done - 1) / self.steps)
        slow, slower = DECAYS
        for p, mean, square, g in zip(
            self.parameters, self.means, self.squares, gradients, strict=True
        ):
            mean += (1 - slow) * (g - mean)
            square += (1 - slower) * (g * g - square)
            unbiased = np.sqrt(square / (1 - slower**self.done)) + 1e-8
            p -= (rate * mean / (1 - slow**self.done) / unbiased).astype(np.float32)
