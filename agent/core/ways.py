"""The numbers of `chance`, written by `python -m training.introducers`; do not edit by hand."""

from __future__ import annotations

from narrowcast.agent.core.chance import Form, Way

FORM = Form(
    ways={
        "shared mail": Way(1.04, 0.73, 0.28),
        "direct mail": Way(0.29, 0.81, 0.16),
        "shared meetings": Way(1.04, 0.73, 0.28),
        "address quoted": Way(1.23, 0.72, 0.0),
        "named": Way(0.16, 0.71, 0.0),
        "named together": Way(0.3, 0.7, 0.2),
        "address sent": Way(0.1, 0.7, 0.2),
        "same employer": Way(0.09, 0.7, 0.3),
        "employer affinity": Way(0.46, 1.35, 0.0),
        "employer mail": Way(0.26, 0.85, 0.0),
        "in subjects": Way(0.09, 0.7, 0.5),
        "employer named": Way(0.12, 0.55, 0.5),
    },
    habits={
        "contact now": 1.0,
        "contact over the years": 1.0,
        "recent": 2.0,
        "both ways": 0.5,
        "brings people in": 1.0,
        "same house": 1.5,
    },
    tilt=0.3,
)
FAINT_BELOW = 0.1  # of the chance of the best, what must rest on a link for a path to be proposed
