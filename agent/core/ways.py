"""The numbers of `chance`, written by `python -m training.introducers`."""

from __future__ import annotations

from narrowcast.agent.core.chance import Form, Reliability, Way

FORM = Form(
    ways={
        "shared mail": Way(0.84, 0.56, 0.43),
        "direct mail": Way(0.24, 1.54, 0.38),
        "shared meetings": Way(0.84, 0.56, 0.43),
        "address quoted": Way(1.59, 0.70, 0.03),
        "named": Way(0.09, 0.70, 0.00),
        "named together": Way(0.75, 1.10, 0.00),
        "address sent": Way(1.67, 0.84, 0.00),
        "same employer": Way(0.05, 0.70, 0.00),
        "employer affinity": Way(0.29, 1.38, 0.31),
        "employer mail": Way(0.31, 1.25, 0.00),
        "in subjects": Way(0.10, 0.69, 0.00),
        "employer named": Way(0.09, 0.59, 0.57),
    },
    habits={
        "contact now": 1.54,
        "contact over the years": 0.98,
        "recent": 2.68,
        "both ways": 0.53,
        "brings people in": 0.46,
        "copies you in": 0.84,
        "writes past you": -0.82,
        "same house": 2.28,
    },
    tilt=0.36,
)
FAINT_BELOW = 0.18  # the least part of a chance that must rest on a link
# Of chances told to mailboxes left out: the share that came true, 80 % intervals.
RELIABILITY = (
    Reliability(0.001, 0.001, 0.001),
    Reliability(0.007, 0.006, 0.007),
    Reliability(0.014, 0.014, 0.018),
    Reliability(0.028, 0.028, 0.033),
    Reliability(0.056, 0.05, 0.062),
    Reliability(0.107, 0.091, 0.115),
    Reliability(0.191, 0.158, 0.197),
    Reliability(0.307, 0.269, 0.35),
    Reliability(0.478, 0.313, 0.452),
    Reliability(0.71, 0.63, 0.909),
)
