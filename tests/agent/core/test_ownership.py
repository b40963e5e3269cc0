from __future__ import annotations

import itertools
from collections.abc import Mapping
from datetime import UTC, datetime

from narrowcast.agent.core import ownership
from narrowcast.connectors.records import FolderRole, Mailbox, Message, RemoteId

_numbers = itertools.count()


def mail(
    author: str,
    *to: str,
    name: str = "",
    sent: bool = False,
    headers: Mapping[str, tuple[str, ...]] | None = None,
) -> Message:
    number = next(_numbers)
    return Message(
        remote_id=RemoteId(str(number)),
        message_id=f"<{number}@mail.example>",
        received_at=None,
        sent_at=datetime(2026, 1, 1, tzinfo=UTC),
        author=Mailbox(name, author),
        to=tuple(Mailbox("", address) for address in to),
        roles=(FolderRole.SENT,) if sent else (),
        headers=headers or {},
    )


def proposed(*messages: Message) -> list[str]:
    return [candidate.address for candidate in ownership.propose(messages)]


def test_who_stands_in_all_mail_owns_the_box() -> None:
    assert proposed(
        mail("a@x.example", "me@firm.example"),
        mail("b@x.example", "me@firm.example"),
        mail("me@firm.example", "a@x.example"),
    ) == ["me@firm.example"]


def test_letters_in_a_sent_folder_outweigh_a_busy_correspondent() -> None:
    busy = [mail("boss@x.example", "team@x.example") for _ in range(3)]

    assert proposed(*busy, mail("me@firm.example", "boss@x.example", sent=True)) == [
        "me@firm.example"
    ]


def test_an_old_address_is_found_by_the_owners_own_name() -> None:
    now = [mail("me@firm.example", f"{n}@x.example", name="Ada Roe") for n in range(5)]

    found = proposed(*now, mail("ada@old.example", "b@x.example", name="Ada Roe"))

    assert found == ["me@firm.example", "ada@old.example"]


def test_where_mail_was_delivered_is_an_address_of_the_owner() -> None:
    headers: Mapping[str, tuple[str, ...]] = {"delivered-to": ("me@firm.example",)}

    assert (
        proposed(
            mail("a@x.example", "all@x.example", headers=headers),
            mail("a@x.example", "all@x.example", headers=headers),
        )[0]
        == "me@firm.example"
    )


def test_bulk_mail_makes_nobody_an_owner() -> None:
    bulk = {"list-unsubscribe": ("<https://shop.example>",)}

    assert proposed(mail("shop@shop.example", "everyone@shop.example", headers=bulk)) == []


def test_no_mail_proposes_nobody() -> None:
    assert proposed() == []
