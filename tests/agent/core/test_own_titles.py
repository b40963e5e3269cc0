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
        ("Especialista em Marketing", "Especialista em Marketing"),
        ("Prof. em. Dr.", ""),
        ("Previous CEO", ""),
        ("CEO (formerly)", ""),
        ("Geschäftsführer (ehemals)", ""),
        ("gewezen burgemeester", ""),
        ("Alt-Bürgermeister", ""),
        ("Altbürgermeister", ""),
        ("antiga diretora", ""),
        ("tidl. direktør", ""),
        ("eks-direktør", ""),
        ("förutvarande vd", ""),
        ("f.d. VD", ""),
        ("före detta rektor", ""),
        ("poprzedni prezes", ""),
        ("précédente directrice", ""),
        ("Immediate Past President", ""),
        ("Past Performance Analyst", "Past Performance Analyst"),
        ("Chief Counsel, past President of the Bar", "Chief Counsel"),
        ("Altenpflegerin", "Altenpflegerin"),
        ("", ""),
    ],
)
def test_a_title_counts_where_it_is_held_now(value: str, title: str) -> None:
    assert own_title(value) == title


@pytest.mark.parametrize(
    ("value", "found"),
    [
        ("ex-Acme", ("Acme", True)),
        ("formerly at Acme", ("Acme", True)),
        ("früher bei Acme", ("Acme", True)),
        ("tidligere hos Acme", ("Acme", True)),
        ("voorheen Acme", ("Acme", True)),
        ("Acme  GmbH", ("Acme GmbH", False)),
        ("Past Times Ltd", ("Past Times Ltd", False)),
        ("Oud Zuid Makelaars", ("Oud Zuid Makelaars", False)),
        ("Antigua Commercial Bank", ("Antigua Commercial Bank", False)),
        ("Ancien Moulin SARL", ("Ancien Moulin SARL", False)),
        ("Gia Foods", ("Gia Foods", False)),
        ("Byla Software", ("Byla Software", False)),
        ("F.D. Brandt School", ("F.D. Brandt School", False)),
        ("EX Corp", ("EX Corp", False)),
    ],
)
def test_a_firm_may_be_called_a_former_one(value: str, found: tuple[str, bool]) -> None:
    assert present_firm(value) == found
