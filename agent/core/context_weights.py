"""Weights of `contexts`, by `python -m training.contexts`; not edited by hand."""

from __future__ import annotations

from collections.abc import Mapping

PRIVATE: Mapping[str, float] = {
    "one": -0.349,
    "to nobody": -0.239,
    "to one": 0.644,
    "to many": -0.289,
    "recipients": -0.721,
    "free mail": 0.480,
    "academic": 0.416,
    "same firm": -0.839,
    "namesakes": 0.226,
    "names the firm": -0.589,
    "answer": 0.562,
    "forward": 0.426,
    "no words": 0.165,
    "two words": 0.287,
    "eight words": 0.197,
    "small letters": 0.147,
    "exclaims": 0.363,
    "asks": -0.217,
    "private words": 0.317,
    "fun words": 0.054,
    "warm words": 0.485,
    "work words": -1.145,
    "legal words": -0.594,
}
PRIVATE_FROM = 0.500

PRIVATE_TEXT: Mapping[str, float] = {
    "one": 0.193,
    "to nobody": -0.097,
    "to one": 0.418,
    "to many": -0.160,
    "recipients": -0.479,
    "free mail": 0.376,
    "academic": 0.205,
    "same firm": -0.740,
    "namesakes": 0.173,
    "names the firm": -0.311,
    "answer": 0.352,
    "forward": 0.216,
    "no words": 0.110,
    "two words": 0.201,
    "eight words": 0.126,
    "small letters": 0.164,
    "exclaims": 0.158,
    "asks": -0.068,
    "private words": 0.105,
    "fun words": 0.031,
    "warm words": 0.283,
    "work words": -0.699,
    "legal words": -0.340,
    "own length": -0.216,
    "own private": 0.376,
    "all private share": 0.321,
    "own fun": -0.015,
    "all fun share": 0.040,
    "own warm": 0.517,
    "all warm share": 0.592,
    "own work": -0.458,
    "all work share": -0.773,
    "own legal": 0.016,
    "all legal share": -0.127,
}
PRIVATE_TEXT_FROM = 0.500

JOBS: Mapping[str, float] = {
    "one": -2.432,
    "to many": -2.190,
    "hiring words": 3.821,
    "jobs words": 2.984,
    "staff words": 4.398,
    "work words": -1.325,
    "legal words": -0.734,
}
JOBS_FROM = 0.227

JOBS_TEXT: Mapping[str, float] = {
    "one": -3.735,
    "to many": -1.611,
    "hiring words": 1.310,
    "jobs words": 1.390,
    "staff words": 2.338,
    "work words": -1.437,
    "legal words": -0.917,
    "own length": -0.468,
    "own hiring": 2.384,
    "all hiring share": 4.097,
    "own jobs": 0.112,
    "all jobs share": 3.082,
    "own staff": -0.336,
    "all staff share": 2.878,
    "answer": 1.212,
    "own job talk": 1.687,
    "all job talk": 2.080,
}
JOBS_TEXT_FROM = 0.222
