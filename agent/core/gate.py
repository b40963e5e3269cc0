"""Who can be a contact, and which mail counts for a tie (design §6, Gate).

A person becomes a contact by mail both ways or by a small meeting of both. Lists, bulk mail,
robots, role addresses and mail to a crowd never count. List mail counts only as the conversation
it is: the list and the owner are both addressed, or the owner wrote it.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from enum import IntEnum, IntFlag
from functools import lru_cache

from narrowcast.agent.core.model import AddressKey

CROWD = (
    20  # recipients; a mail to more people says nothing about a tie (facts: folk, Enron talk size)
)
SMALL_MEETING = 8  # people besides the owner; more make an audience


class AddressKind(IntEnum):
    """What an address is, as far as its spelling and its lists tell."""

    PERSON = 0
    ROLE = 1
    LIST = 2
    ROBOT = 3


class Flag(IntFlag):
    """What a message is; stored as one integer."""

    BULK = 1  # newsletters, notifications, mail merged to many
    AUTO = 2  # automatic: RFC 3834, reports, robots
    LIST = 4  # went through a mailing list
    OWN = 8  # the owner wrote it
    ADDRESSED = 16  # the owner is in To or Cc
    DATELESS = 32  # neither the server's time nor Date could be read
    SMALL = 64  # at most CROWD recipients
    CALENDAR = 128  # carries an iCalendar part

    @property
    def counts(self) -> bool:
        """Whether a tie may be read from it."""
        return self in COUNTING


COUNTING = frozenset(
    flag
    for flag in map(Flag, range(256))
    if flag & (Flag.SMALL | Flag.BULK | Flag.AUTO | Flag.DATELESS) == Flag.SMALL
)
"""Looked up, not worked out: arithmetic with flags is slow, and every mail is asked."""
_EVERY_FLAG = tuple(map(Flag, range(256)))


def flag(number: int) -> Flag:
    """`Flag(number)`, looked up as well."""
    return _EVERY_FLAG[number]


_ROBOT = re.compile(
    r"(^|[._+-])(no[._-]?reply|do[._-]?not[._-]?reply|nicht[._-]?antworten|"
    r"ne[._-]?pas[._-]?repondre|no[._-]?responder|nao[._-]?responda|non[._-]?rispondere|"
    r"niet[._-]?(be)?antwoorden|nie[._-]?odpowiadac|svar[._-]?(inte|ikke|ej)|"
    r"mailer-daemon|postmaster|daemon|bounces?|"
    r"notifications?|notify|alerts?|automated?|autoresponder|robot|bot|listserv|majordomo|mailman|"
    r"noreply[a-z]*|undisclosed|no\.address|buildbot|patchwork|newsletters?|announce(ments?)?|e-?news|"
    r"subscri(be|ptions?)|unsubscribe|promotions?|offers|deals|e?mail[._-]?delivery|administrator|payroll)"
    r"($|[._+@-])|newsletters?$|^(syzbot|dependabot|github|jira)",
)
_ROBOT_DOMAIN = re.compile(r"(^|[.-])(bounces?|noreply|[a-z]*newsletters?|mailer|mailings?)[.-]")
_ROLE = re.compile(
    r"^(info|office|contact|kontakt|hello|hallo|support|help(desk)?|sales|vertrieb|billing|invoices?|"
    r"accounts?[._-]?(payable|receivable)?|accounting|payroll|admin(istrator|istration)?|webmaster|hostmaster|"
    r"abuse|security|hr|human[._]resources|resources[._]human|jobs|careers|recruit(ing|ment)|press|media|"
    r"marketing|team|service|customer[._-]?(service|care|support)|orders?|bookings?|reservations?|"
    r"reception|mail|e-?mail|post|enquiries|inquiries|feedback|events?|legal|privacy|finance|"
    r"facilities|it|tech|operations|ops|chairman|ceo|"
    # the same offices in German, French, Spanish, Italian, Portuguese, Dutch, Polish, Nordic mail
    r"rechnung(en)?|buchhaltung|bewerbung(en)?|presse|sekretariat|empfang|einkauf|verwaltung|zentrale|"
    r"accueil|bonjour|secretariat|comptabilite|facturation|commercial|direction|recrutement|"
    r"hola|ventas|administracion|facturacion|contacto|recepcion|clientes|"
    r"ciao|amministrazione|segreteria|contatti|vendite|fatturazione|contato|vendas|financeiro|comercial|"
    r"verkoop|administratie|facturen|biuro|ksiegowosc|sprzedaz|ekonomi|faktura|kundeservice|kundservice"
    r")$|[._](chairman|helpdesk|team|group|dept|desk)$"
)
_LIST = re.compile(
    r"(^|[._-])(all|everyone|staff|list|users|devel|dev|maintainers?|announce|discuss|distribution|dl|group|"
    r"team|members|committee|kernel|patches)$|^(all|dl|list|group|team|everyone|linux)[._-]|"
    r"^[a-z0-9]+-(list|users|dev|devel|announce|discuss|bugs|commits|drivers?|patches|maintainers?)$"
)
_LIST_DOMAIN = re.compile(
    r"(^|\.)(lists?|listserv|groups?|googlegroups|mailman|vger|yahoogroups|freelists)\."
)


@lru_cache(maxsize=1 << 12)
def kind_of(key: AddressKey) -> AddressKind:
    """What an address is by its spelling alone; `list_addresses` knows more from a message's
    headers.
    """
    local, _, domain = key.rpartition("@")
    if not local or not domain or "." not in domain:
        return AddressKind.PERSON if local and domain else AddressKind.ROBOT
    if _ROBOT.search(local) or _ROBOT_DOMAIN.search(domain):
        return AddressKind.ROBOT
    if _LIST_DOMAIN.search(domain) or _LIST.search(local):
        return AddressKind.LIST
    return AddressKind.ROLE if _ROLE.search(local) else AddressKind.PERSON


Headers = Mapping[str, tuple[str, ...]]
_NO_LISTS: frozenset[AddressKey] = frozenset()


def list_addresses(headers: Headers) -> frozenset[AddressKey]:
    """The list's own addresses, from List-Post (RFC 2369) and List-Id (RFC 2919)."""
    if not is_list_mail(headers):
        return _NO_LISTS
    found = set(
        re.findall(r"mailto:([^>?\s]+@[^>?\s]+)", " ".join(headers.get("list-post", ())).lower())
    )
    for value in headers.get("list-id", ()):
        label = re.search(r"<?([a-z0-9_-]+)\.([a-z0-9.-]+\.[a-z]+)>?\s*$", value.lower())
        if label:
            found.add(f"{label[1]}@{label[2]}")
    return frozenset(map(AddressKey, found))


_ANSWERED_BY_MACHINES = ("x-autoreply", "x-autorespond", "x-failed-recipients")
_STAMPS = frozenset(
    {
        "list-id", "list-post", "list-unsubscribe", "feedback-id", "precedence", "auto-submitted",
        "return-path", *_ANSWERED_BY_MACHINES,
    }
)  # fmt: skip
"""The only headers that `stamps` asks for: most mails of people have none of them."""


def stamps(headers: Headers, author: AddressKind, *, conversation: bool) -> int:
    """The flags LIST, AUTO and BULK as headers and the kind of the author tell them.

    *conversation*: the list itself is among the recipients.
    """
    total = _LIST_FLAG if conversation else 0
    if _STAMPS.isdisjoint(headers):
        return total | _AUTO_FLAG if author is _ROBOT_KIND else total
    if is_list_mail(headers):
        total |= _LIST_FLAG
    if is_automatic(headers, author):
        total |= _AUTO_FLAG
    if is_bulk(headers, conversation=conversation):
        total |= _BULK_FLAG
    return total


# Reading a member off its enum is slow in 3.11.
_LIST_FLAG, _AUTO_FLAG, _BULK_FLAG = int(Flag.LIST), int(Flag.AUTO), int(Flag.BULK)
_ROBOT_KIND = AddressKind.ROBOT


def is_list_mail(headers: Headers) -> bool:
    """Whether list software stamped it; newsletters often bear no more than List-Unsubscribe."""
    return "list-id" in headers or "list-post" in headers


def is_automatic(headers: Headers, author: AddressKind) -> bool:
    """RFC 3834 and what mail systems write instead of it; *author*: the kind of their address."""
    submitted = headers.get("auto-submitted", ("no",))[0].strip().lower()
    if submitted and not submitted.startswith("no"):
        return True
    if any(name in headers for name in _ANSWERED_BY_MACHINES):
        return True
    if headers.get("return-path", ("",))[0].strip() == "<>":
        return True
    precedence = headers.get("precedence", ("",))[0].strip().lower()
    return precedence in {"auto_reply", "junk"} or author is _ROBOT_KIND


def is_bulk(headers: Headers, *, conversation: bool) -> bool:
    """Mail merged to many; *conversation*: the list itself is among the recipients."""
    if is_list_mail(headers):
        return not conversation
    precedence = headers.get("precedence", ("",))[0].strip().lower()
    return (
        "list-unsubscribe" in headers or "feedback-id" in headers or precedence in {"bulk", "list"}
    )
