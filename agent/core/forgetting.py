"""Leave forgotten people out of what a page teaches, so that no sync brings them back."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from narrowcast.agent.core.encounters import Encounter
from narrowcast.agent.core.learn import Changes, Seen
from narrowcast.agent.core.model import AddressKey
from narrowcast.agent.core.scheduling import Notice
from narrowcast.connectors.base import Page
from narrowcast.connectors.formats.addresses import canonical
from narrowcast.connectors.records import Card, Message

Forgotten = Callable[[AddressKey], bool]


def nobody(_: AddressKey) -> bool:
    """Nobody was ever forgotten: pages pass as they are."""
    return False


def by_name(name: str) -> AddressKey:
    """What stands for somebody of whom a card tells a name and no address; '' for a single word,
    which is half the world's.
    """
    words = name.casefold().split()
    return AddressKey(" ".join(words) if len(words) > 1 else "")


def without(changes: Changes, forgotten: Forgotten) -> Changes:
    """Drop what forgotten people wrote, and their part in what others wrote."""
    if forgotten is nobody:
        return changes
    dropped = {remote for remote, seen in changes.messages if _wrote(seen, forgotten)}
    cards = {remote for remote, card in changes.cards if _describes(card, forgotten)}
    return replace(
        changes,
        messages=tuple(
            (remote, _less(seen, forgotten))
            for remote, seen in changes.messages
            if remote not in dropped
        ),
        meetings=tuple((remote, _unmet(one, forgotten)) for remote, one in changes.meetings),
        cards=tuple((remote, card) for remote, card in changes.cards if remote not in cards),
        signed=tuple(one for one in changes.signed if not forgotten(one.author)),
        tidings=tuple(one for one in changes.tidings if not forgotten(one.about)),
        redirections=tuple(
            one
            for one in changes.redirections
            if not forgotten(one.author.key) and not forgotten(one.other.key)
        ),
        ignored=(*changes.ignored, *sorted(dropped | cards)),
        notices=tuple(
            (remote, _unsaid(one, forgotten))
            for remote, one in changes.notices
            if remote not in dropped
        ),
    )


def audible(page: Page, forgotten: Forgotten) -> Page:
    """The page without the mail of forgotten people: nobody listens for their answers."""
    if forgotten is nobody:
        return page
    kept = tuple(
        one for one in page.upserts if not (isinstance(one, Message) and _by(one, forgotten))
    )
    return page if len(kept) == len(page.upserts) else replace(page, upserts=kept)


def _by(message: Message, forgotten: Forgotten) -> bool:
    author = message.author
    return author is not None and forgotten(AddressKey(canonical(author.address)))


def _wrote(seen: Seen, forgotten: Forgotten) -> bool:
    return seen.author is not None and forgotten(seen.author.key)


def _less(seen: Seen, forgotten: Forgotten) -> Seen:
    kept = tuple((role, party) for role, party in seen.recipients if not forgotten(party.key))
    if len(kept) == len(seen.recipients):
        return seen
    return seen._replace(recipients=kept, subject="")


def _unmet(encounter: Encounter, forgotten: Forgotten) -> Encounter:
    kept = tuple(pair for pair in encounter.people if not forgotten(pair[0].key))
    if len(kept) == len(encounter.people):
        return encounter
    organizer = encounter.organizer
    stays = organizer is not None and not forgotten(organizer.key)
    return replace(encounter, people=kept, organizer=organizer if stays else None, summary="")


def _unsaid(notice: Notice, forgotten: Forgotten) -> Notice:
    if notice.encounter is None:
        return notice
    return replace(notice, encounter=_unmet(notice.encounter, forgotten))


def _describes(card: Card, forgotten: Forgotten) -> bool:
    if not card.addresses:
        name = by_name(card.name)
        return bool(name) and forgotten(name)
    return any(forgotten(AddressKey(canonical(address))) for address in card.addresses)
