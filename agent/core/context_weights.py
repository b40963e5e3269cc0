"""Weights of `contexts`, by `python -m training.contexts`; not edited by hand."""

from __future__ import annotations

from collections.abc import Mapping

PRIVATE: Mapping[str, float] = {
    "one": -0.355,
    "to nobody": -0.239,
    "to one": 0.642,
    "to many": -0.290,
    "recipients": -0.719,
    "free mail": 0.476,
    "academic": 0.416,
    "same firm": -0.841,
    "namesakes": 0.223,
    "names the firm": -0.590,
    "answer": 0.563,
    "forward": 0.428,
    "no words": 0.168,
    "two words": 0.288,
    "eight words": 0.210,
    "small letters": 0.146,
    "exclaims": 0.364,
    "asks": -0.217,
    "private words": 0.316,
    "fun words": 0.054,
    "warm words": 0.481,
    "work words": -1.121,
    "legal words": -0.613,
}
PRIVATE_FROM = 0.500

PRIVATE_TEXT: Mapping[str, float] = {
    "one": -0.013,
    "to nobody": -0.128,
    "to one": 0.523,
    "to many": -0.231,
    "recipients": -0.600,
    "free mail": 0.415,
    "academic": 0.230,
    "same firm": -0.689,
    "namesakes": 0.244,
    "names the firm": -0.337,
    "answer": 0.390,
    "forward": 0.301,
    "no words": 0.078,
    "two words": 0.241,
    "eight words": 0.128,
    "small letters": 0.142,
    "exclaims": 0.195,
    "asks": -0.083,
    "private words": 0.129,
    "fun words": 0.032,
    "warm words": 0.257,
    "work words": -0.729,
    "legal words": -0.416,
    "private share": 0.397,
    "fun share": 0.033,
    "warm share": 0.755,
    "work share": -0.895,
    "legal share": -0.116,
}
PRIVATE_TEXT_FROM = 0.500

JOBS: Mapping[str, float] = {
    "one": -2.428,
    "to many": -2.185,
    "hiring words": 3.817,
    "jobs words": 2.984,
    "staff words": 4.399,
    "work words": -1.326,
    "legal words": -0.745,
}
JOBS_FROM = 0.094

JOBS_TEXT: Mapping[str, float] = {
    "one": -3.639,
    "to many": -1.679,
    "hiring words": 1.193,
    "jobs words": 1.279,
    "staff words": 2.228,
    "work words": -1.565,
    "legal words": -0.945,
    "hiring share": 5.147,
    "jobs share": 2.850,
    "staff share": 2.642,
    "answer": 1.112,
    "job talk": 2.913,
}
JOBS_TEXT_FROM = 0.225
