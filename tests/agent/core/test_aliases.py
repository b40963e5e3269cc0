"""Newcomers that are only other addresses of people known already."""

from __future__ import annotations

import pytest

from narrowcast.agent.core.aliases import Aliases, Face
from narrowcast.agent.core.model import AddressId, AddressKey, Time

OTHER, ANA, EARLY, LATE = map(AddressId, (1, 2, 3, 4))
NOW = Time(1000)


def face(person: AddressId, key: str, name: str = "", met: int = 10) -> Face:
    return Face(person, (AddressKey(key),), name or key, Time(met))


@pytest.mark.parametrize(
    ("key", "name", "is_alias"),
    [
        ("jonas.weber@target.example", "Jonas Weber", False),
        ("ana.ruiz@home.example", "", True),
        ("anaruiz@home.example", "Ana Ruiz", True),
        ("ana.ruiz@other.example", "Ana Maria Ruizeño", False),
        ("pedro.ruiz@home.example", "Pedro Ruiz", False),
        ("p_ruiz@home.example", "", True),
        ("ed.early@second.example", "", True),
        ("lena.late@second.example", "", False),
        ("12345@qq.example", "", True),
        ("12345@qq.example", "Liu Wei", False),
    ],
    ids=[
        "somebody else",
        "the introducer's local part",
        "the same name and letters",
        "a namesake by her address",
        "her brother",
        "her family name, unnamed",
        "an earlier contact's local part",
        "somebody only met later",
        "a number",
        "a named person's number",
    ],
)
def test_a_newcomer_looks_like_somebody_known(key: str, name: str, is_alias: bool) -> None:
    faces = [
        face(OTHER, key, name, met=2000),
        face(ANA, "ana.ruiz@acme.example", "Ana Ruiz"),
        face(EARLY, "ed.early@first.example", "Ed Early"),
        face(LATE, "lena.late@first.example", "Lena Late", met=1500),
    ]

    assert Aliases(faces).is_alias(OTHER, ANA, NOW) is is_alias
