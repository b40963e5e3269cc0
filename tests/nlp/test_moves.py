"""Subjects that hint at a change of their writer's, in the languages our owners write."""

from __future__ import annotations

import pytest

from narrowcast.nlp.moves import hints_at_change


@pytest.mark.parametrize(
    "subject",
    [
        "My new job",
        "Moving on",
        "Farewell, everybody!",
        "Change of address",
        "My new e-mail",
        "Keep in touch",
        "Neue Stelle ab Mai",
        "Mein letzter Arbeitstag",
        "Nouvelle adresse",
        "Mon dernier jour chez nous",
        "Nuevo trabajo",
        "Nuovo indirizzo e-mail",
        "Novo emprego",
        "Nieuwe baan",
        "Ny stilling",
        "Nowy adres e-mail",
        "Новая работа",
        "退職のご挨拶",
        "新邮箱",
    ],
)
def test_a_change_is_hinted_at(subject: str) -> None:
    assert hints_at_change(f"Re: {subject}")


@pytest.mark.parametrize(
    "subject", ["Plans", "", "Invoice 17", "Meeting on Monday", "Re: Angebot", "new version"]
)
def test_other_mail_hints_at_none(subject: str) -> None:
    assert not hints_at_change(subject)
