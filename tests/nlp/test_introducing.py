"""Subjects that say that the mail introduces people."""

from __future__ import annotations

import pytest

from narrowcast.nlp.introducing import subject_introduces


@pytest.mark.parametrize(
    "subject",
    [
        "Intro: Ana <> Ben",
        "Introduction - Olga and Jonas",
        "Ana, meet Ben",
        "Olga <-> Jonas",
        "E-intro",
        "Introducing you to Ben",
        "Mise en relation",
        "Vorstellung Ana und Ben",
        "Introductie Ana - Ben",
    ],
)
def test_a_subject_introduces_people(subject: str) -> None:
    assert subject_introduces(subject)


@pytest.mark.parametrize(
    "subject",
    [
        "Introduction to machine learning",
        "Introducing our new pricing",
        "Introduction of the new process",
        "Can we meet Thursday?",
        "Let's meet tomorrow",
        "To meet next week",
        "Our newsletter: introducing Ben",
        "Intro session",
        "Budget",
        "",
    ],
)
def test_a_subject_introduces_nobody(subject: str) -> None:
    assert not subject_introduces(subject)
