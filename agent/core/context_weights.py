"""Weights of `contexts`, by `python -m training.contexts`; not edited by hand."""

from __future__ import annotations

from collections.abc import Mapping

PRIVATE: Mapping[str, float] = {
    "one": -0.341,
    "to nobody": -0.238,
    "to one": 0.643,
    "to many": -0.288,
    "recipients": -0.717,
    "free mail": 0.477,
    "academic": 0.414,
    "same firm": -0.844,
    "namesakes": 0.219,
    "names the firm": -0.587,
    "answer": 0.560,
    "forward": 0.429,
    "no words": 0.162,
    "two words": 0.285,
    "eight words": 0.206,
    "small letters": 0.145,
    "exclaims": 0.365,
    "asks": -0.217,
    "private words": 0.316,
    "fun words": 0.054,
    "warm words": 0.417,
    "work words": -1.144,
    "legal words": -0.612,
}
PRIVATE_FROM = 0.500

PRIVATE_TEXT: Mapping[str, float] = {
    "one": 0.883,
    "to nobody": -0.108,
    "to one": 0.493,
    "to many": -0.216,
    "recipients": -0.583,
    "free mail": 0.400,
    "academic": 0.201,
    "same firm": -0.739,
    "namesakes": 0.198,
    "names the firm": -0.267,
    "answer": 0.423,
    "forward": 0.343,
    "no words": -0.029,
    "two words": 0.259,
    "eight words": 0.155,
    "small letters": 0.117,
    "exclaims": 0.193,
    "asks": -0.063,
    "private words": 0.137,
    "fun words": 0.025,
    "warm words": 0.233,
    "work words": -0.705,
    "legal words": -0.437,
    "length": -0.471,
    "private share": 0.431,
    "fun share": 0.033,
    "warm share": 0.620,
    "work share": -0.688,
    "legal share": -0.100,
}
PRIVATE_TEXT_FROM = 0.500

JOBS: Mapping[str, float] = {
    "one": -2.442,
    "to many": -2.182,
    "hiring words": 3.854,
    "jobs words": 2.764,
    "staff words": 4.388,
    "work words": -1.303,
    "legal words": -0.721,
}
JOBS_FROM = 0.222

JOBS_TEXT: Mapping[str, float] = {
    "one": -3.604,
    "to many": -1.666,
    "hiring words": 1.207,
    "jobs words": 1.157,
    "staff words": 2.215,
    "work words": -1.565,
    "legal words": -0.932,
    "length": -0.024,
    "hiring share": 5.148,
    "jobs share": 2.867,
    "staff share": 2.681,
    "answer": 1.123,
    "job talk": 2.933,
}
JOBS_TEXT_FROM = 0.178
