"""The numbers of `chance`, written by `python -m training.introducers`."""

from __future__ import annotations

from narrowcast.agent.core.chance import Form, Reliability, Way

FORM = Form(
    ways={
        "shared mail": Way(0.96, 0.60, 0.40),
        "direct mail": Way(0.25, 1.42, 0.39),
        "shared meetings": Way(0.96, 0.60, 0.40),
        "address quoted": Way(1.54, 0.70, 0.03),
        "named": Way(0.09, 0.70, 0.00),
        "named together": Way(0.77, 1.09, 0.00),
        "address sent": Way(1.08, 0.76, 0.00),
        "same employer": Way(0.05, 0.70, 0.00),
        "employer affinity": Way(0.32, 1.36, 0.29),
        "employer mail": Way(0.33, 1.28, 0.00),
        "in subjects": Way(0.10, 0.69, 0.00),
        "employer named": Way(0.10, 0.66, 0.58),
    },
    habits={
        "contact now": 1.54,
        "contact over the years": 1.13,
        "recent": 2.61,
        "both ways": 0.57,
        "brings people in": 0.87,
        "copies you in": 0.5,
        "writes past you": -1.0,
        "same house": 2.22,
    },
    tilt=0.35,
)
FAINT_BELOW = 0.15  # the least part of a chance that must rest on a link
# Of chances told to mailboxes left out: the share that came true, 80 % intervals.
RELIABILITY = (
    Reliability(0.001, 0.001, 0.001),
    Reliability(0.007, 0.006, 0.008),
    Reliability(0.014, 0.014, 0.017),
    Reliability(0.028, 0.026, 0.032),
    Reliability(0.056, 0.048, 0.061),
    Reliability(0.107, 0.093, 0.116),
    Reliability(0.191, 0.151, 0.194),
    Reliability(0.308, 0.228, 0.306),
    Reliability(0.468, 0.364, 0.5),
    Reliability(0.708, 0.529, 0.852),
)
