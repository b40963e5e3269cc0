from __future__ import annotations

import pytest

from narrowcast.agent.core.own_titles import own_title, present_firm


@pytest.mark.parametrize(
    ("value", "title"),
    [
        ("Head  of Sales, PhD", "Head of Sales"),
        ("Executive Assistant to Maria Stone", "Executive Assistant"),
        ("Acting Head of Sales", "Acting Head of Sales"),
        ("Werkstudent", "Werkstudent"),
        ("Former CEO", ""),
        ("ehem. Geschäftsführer", ""),
        ("Bürgermeister a. D.", ""),
        ("", ""),
    ],
)
def test_a_title_counts_where_it_is_held_now(value: str, title: str) -> None:
    assert own_title(value) == title


def test_a_firm_may_be_called_a_former_one() -> None:
    assert present_firm("ex-Acme") == ("Acme", True)
    assert present_firm("Acme  GmbH") == ("Acme GmbH", False)
