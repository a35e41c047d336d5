"""Trains a small network to tell two spirals apart, with the standard library only.

Prints one JSON object a line, as each epoch ends: epoch, epochs, loss, accuracy.
"""

import json
import math
import random
import sys

HIDDEN = 24
POINTS = 2000
RATE = 0.02


def spirals(count, rng):
    """Points of two arms wound around each other, blurred, with their label 0 or 1."""
    points = []
    for index in range(count):
        label = index % 2
        turn = 0.3 + 4.7 * math.sqrt(rng.random())
        angle = math.pi * (turn + label)
        x = turn / 2 * math.cos(angle) + rng.gauss(0, 0.1)
        y = turn / 2 * math.sin(angle) + rng.gauss(0, 0.1)
        points.append((x, y, label))
    return points


def forward(network, x, y):
    """The hidden units' values and the probability of label 1."""
    hidden = [math.tanh(u * x + v * y + bias) for u, v, bias, _ in network["units"]]
    score = network["bias"] + sum(
        value * unit[3] for value, unit in zip(hidden, network["units"])
    )
    return hidden, 1 / (1 + math.exp(-max(-30.0, min(30.0, score))))


def step(network, x, y, label):
    """Moves the network down the gradient of one point's loss, which it returns."""
    hidden, probability = forward(network, x, y)
    error = probability - label
    for value, unit in zip(hidden, network["units"]):
        slope = RATE * error * unit[3] * (1 - value * value)
        unit[0] -= slope * x
        unit[1] -= slope * y
        unit[2] -= slope
        unit[3] -= RATE * error * value
    network["bias"] -= RATE * error
    return -math.log(max(1e-12, probability if label else 1 - probability))


def accuracy(network, points):
    right = sum(
        (forward(network, x, y)[1] > 0.5) == (label == 1) for x, y, label in points
    )
    return right / len(points)


def main(epochs):
    rng = random.Random(1)
    network = {
        "units": [[rng.gauss(0, 1) for _ in range(4)] for _ in range(HIDDEN)],
        "bias": 0.0,
    }
    training, unseen = spirals(POINTS, rng), spirals(500, rng)
    for epoch in range(1, epochs + 1):
        rng.shuffle(training)
        loss = sum(step(network, *point) for point in training) / len(training)
        report = {
            "epoch": epoch,
            "epochs": epochs,
            "loss": loss,
            "accuracy": accuracy(network, unseen),
        }
        # a pipe holds lines back until it is full
        print(json.dumps(report), flush=True)


if __name__ == "__main__":
    main(int(sys.argv[1]))
