"""The numbers of `chance`, written by `python -m training.introducers`."""

from __future__ import annotations

from narrowcast.agent.core.chance import Form, Reliability, Way

FORM = Form(
    ways={
        "shared mail": Way(0.83, 0.57, 0.42),
        "direct mail": Way(0.24, 1.53, 0.38),
        "shared meetings": Way(0.83, 0.57, 0.42),
        "address quoted": Way(1.65, 0.70, 0.02),
        "named": Way(0.09, 0.70, 0.00),
        "named together": Way(0.76, 1.09, 0.00),
        "address sent": Way(1.70, 0.84, 0.00),
        "same employer": Way(0.31, 1.27, 0.00),
        "employer affinity": Way(0.29, 1.35, 0.31),
        "employer mail": Way(0.31, 1.27, 0.00),
        "in subjects": Way(0.09, 0.69, 0.00),
        "employer named": Way(0.09, 0.59, 0.57),
    },
    habits={
        "contact now": 1.52,
        "contact over the years": 1.05,
        "recent": 2.67,
        "both ways": 0.51,
        "brings people in": 0.44,
        "copies you in": 0.83,
        "writes past you": -1.23,
        "same house": 2.30,
    },
    tilt=0.36,
)
FAINT_BELOW = 0.16  # the least part of a chance that must rest on a link
# Of chances told to mailboxes left out: the share that came true, 80 % intervals over
# mailboxes that hold each kind of introductions, too (outsiders, colleagues, lists).
RELIABILITY = (
    Reliability(0.001, 0.001, 0.001),
    Reliability(0.007, 0.006, 0.009),
    Reliability(0.014, 0.014, 0.02),
    Reliability(0.028, 0.027, 0.038),
    Reliability(0.055, 0.042, 0.062),
    Reliability(0.107, 0.089, 0.113),
    Reliability(0.19, 0.121, 0.21),
    Reliability(0.306, 0.222, 0.4),
    Reliability(0.48, 0.3, 0.455),
    Reliability(0.713, 0.609, 0.909),
)
