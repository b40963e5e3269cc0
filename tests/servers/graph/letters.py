"""Raw mail to what the service says of it, by the standard library's parser and none of ours."""

from __future__ import annotations

import html
import re
from base64 import b64encode
from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from email import message_from_bytes, policy
from email.header import decode_header, make_header
from email.message import EmailMessage, Message
from email.parser import BytesHeaderParser
from email.utils import formataddr, getaddresses, parsedate_to_datetime
from functools import lru_cache
from typing import Any

from tests.servers.graph.store import stamp

Json = dict[str, Any]

_HEADS = BytesHeaderParser(policy=policy.compat32)
_FOLD = re.compile(r"\r?\n(?=[ \t])")
_TAGS = re.compile(r"<[^>]*>")
_OWN_HEADER = "String {00020386-0000-0000-C000-000000000046} Name "
_MAPI_HEADS = {
    "String 0x1042": "In-Reply-To",
    "String 0x1039": "References",
    "String 0x1035": "Message-ID",
}
_METHODS = {
    "request": ("eventMessageRequest", "meetingRequest"),
    "cancel": ("eventMessage", "meetingCancelled"),
    "reply": ("eventMessageResponse", "meetingAccepted"),
}


def kind(raw: bytes) -> tuple[str, Json]:
    """The mail's type in the CSDL, and what that type adds."""
    if b"text/calendar" not in raw.lower():
        return "message", {}
    method = re.search(rb"(?i)method\s*[=:]\s*\"?([a-z]+)", raw)
    name, meeting = _METHODS.get(
        method[1].decode().lower() if method else "", ("eventMessage", "none")
    )
    return name, {"meetingMessageType": meeting}


def properties(raw: bytes, at: datetime | None) -> Json:
    """What the head tells; *at* is when it was received, None: its Date."""
    heads = _HEADS.parsebytes(raw)
    sent = _date(heads) or at
    received = at or sent
    author = _people(heads, "From")[:1]
    sender = _people(heads, "Sender")[:1] or author
    made: Json = {
        "subject": _text(heads.get("Subject", "")),
        "internetMessageId": str(heads["Message-ID"]).strip() if heads["Message-ID"] else None,
        "from": author[0] if author else None,
        "sender": sender[0] if sender else None,
        "toRecipients": _people(heads, "To"),
        "ccRecipients": _people(heads, "Cc"),
        "bccRecipients": _people(heads, "Bcc"),
        "replyTo": _people(heads, "Reply-To"),
        "receivedDateTime": stamp(received) if received else None,
        "sentDateTime": stamp(sent) if sent else None,
        "hasAttachments": b"attachment" in raw.lower(),
        "importance": "normal",
        "inferenceClassification": "focused",
        "isDeliveryReceiptRequested": False,
        "isReadReceiptRequested": False,
        "categories": [],
        "flag": {"flagStatus": "notFlagged"},
        "conversationIndex": b64encode(b"\x01\x01" + raw[:4]).decode(),
    }
    return {name: value for name, value in made.items() if value is not None or name == "subject"}


@lru_cache(maxsize=20_000)
def headers(raw: bytes, left_out: frozenset[str] = frozenset()) -> list[Json]:
    """`internetMessageHeaders`: unfolded, in order, not decoded; but for the names *left_out*, in
    lower case. Nobody changes the list.
    """
    heads = _HEADS.parsebytes(raw)
    return [
        {"name": name, "value": _FOLD.sub("", str(value)).strip()}
        for name, value in heads.items()
        if name.lower() not in left_out
    ]


def ancestors(raw: bytes) -> list[str]:
    """Message-IDs that this mail answers, its own first."""
    heads = _HEADS.parsebytes(raw)
    told = (str(heads.get(name, "")) for name in ("Message-ID", "In-Reply-To", "References"))
    return re.findall(r"<[^<>\s]+>", " ".join(told))


def extended(raw: bytes, wanted: Iterable[str], stored: Mapping[str, str]) -> list[Json]:
    """`singleValueExtendedProperties` of these ids, those it has: MAPI's, X- headers, and what was
    *stored* by PATCH.
    """
    heads = _HEADS.parsebytes(raw)
    values = {name: _extended(raw, heads, name, stored) for name in wanted}
    return [{"id": name, "value": value} for name, value in values.items() if value is not None]


def _extended(raw: bytes, heads: Message, name: str, stored: Mapping[str, str]) -> str | None:
    folded = {known.lower(): value for known, value in stored.items()}
    if name.lower() in folded:
        return folded[name.lower()]
    if name.lower() == "integer 0x0e08":
        return str(len(raw))
    own = name[len(_OWN_HEADER) :] if name.lower().startswith(_OWN_HEADER.lower()) else ""
    found = heads.get(own or _MAPI_HEADS.get(name.replace("0X", "0x"), ""))
    return None if found is None else _FOLD.sub("", str(found)).strip()


def body(raw: bytes, *, as_text: bool) -> Json:
    """As the service gives a body: HTML where nothing else is asked for, whatever was sent."""
    found = message_from_bytes(raw, policy=policy.default)
    assert isinstance(found, EmailMessage)
    rich, plain = found.get_body(("html",)), found.get_body(("plain",))
    if as_text:
        text = _content(plain) if plain else _plain(_content(rich))
        return {"contentType": "text", "content": text}
    page = _content(rich) if rich else _page(_content(plain))
    return {"contentType": "html", "content": page}


def composed(message: Mapping[str, Any]) -> bytes:
    """The mail that a JSON message makes."""
    made = EmailMessage(policy=policy.SMTP)
    known = {name.lower(): value for name, value in message.items()}
    for header, name in (("From", "from"), ("To", "torecipients"), ("Cc", "ccrecipients")):
        if people := _written(known.get(name)):
            made[header] = people
    made["Subject"] = known.get("subject", "")
    if known.get("internetmessageid"):
        made["Message-ID"] = known["internetmessageid"]
    for one in known.get("internetmessageheaders") or ():
        folded = {name.lower(): value for name, value in one.items()}
        made[folded["name"]] = folded["value"]
    content = {k.lower(): v for k, v in (known.get("body") or {}).items()}
    subtype = "html" if str(content.get("contenttype")).lower() == "html" else "plain"
    made.set_content(content.get("content", ""), subtype=subtype)
    return bytes(made)


def with_head(raw: bytes, name: str, value: str) -> bytes:
    """*raw* with its header *name* replaced, or written first."""
    head, blank, rest = raw.partition(b"\r\n\r\n" if b"\r\n\r\n" in raw else b"\n\n")
    line = f"{name}: {value}".encode()
    old = re.compile(rb"(?im)^" + name.encode() + rb":.*(?:\r?\n[ \t].*)*")
    found = old.search(head)
    head = head[: found.start()] + line + head[found.end() :] if found else line + b"\r\n" + head
    return head + blank + rest


def without_heads(raw: bytes, prefix: str) -> bytes:
    """*raw* without the headers whose name begins with *prefix*."""
    head, blank, rest = raw.partition(b"\r\n\r\n" if b"\r\n\r\n" in raw else b"\n\n")
    gone = re.compile(rb"(?im)^" + prefix.encode() + rb"[^:\n]*:.*(?:\r?\n[ \t].*)*\r?\n?")
    return gone.sub(b"", head).rstrip(b"\r\n") + blank + rest


def recipients(raw: bytes) -> list[str]:
    """Every address it goes to."""
    heads = _HEADS.parsebytes(raw)
    return [one["emailAddress"]["address"] for name in ("To", "Cc", "Bcc")
            for one in _people(heads, name)]  # fmt: skip


def _written(people: Any) -> str:
    rows = [{k.lower(): v for k, v in one.items()} for one in ([people] if isinstance(people, dict)
            else people or [])]  # fmt: skip
    pairs = [{k.lower(): v for k, v in row["emailaddress"].items()} for row in rows]
    return ", ".join(formataddr((one.get("name") or "", one["address"])) for one in pairs)


def _people(heads: Message, name: str) -> list[Json]:
    told = [_FOLD.sub("", str(one)) for one in heads.get_all(name, [])]
    return [
        {"emailAddress": {"name": _text(shown) or address, "address": address}}
        for shown, address in getaddresses(told)
        if "@" in address
    ]


def _text(value: object) -> str:
    unfolded = _FOLD.sub("", str(value)).strip()
    try:
        return str(make_header(decode_header(unfolded)))
    except (LookupError, UnicodeDecodeError, ValueError):
        return unfolded


def _date(heads: Message) -> datetime | None:
    try:
        found = parsedate_to_datetime(str(heads["Date"]))
    except (TypeError, ValueError):
        return None
    return found if found.tzinfo else found.replace(tzinfo=UTC)


def _content(part: Any) -> str:
    if part is None:
        return ""
    payload = part.get_payload(decode=True) or b""
    return payload.decode(part.get_content_charset() or "utf-8", "replace")


def _page(text: str) -> str:
    lines = "<br>\r\n".join(html.escape(line, quote=False) for line in text.splitlines())
    return (
        '<html><head><meta http-equiv="Content-Type" content="text/html; charset=utf-8"></head>'
        f'<body><div class="PlainText">{lines}</div></body></html>'
    )


def _plain(page: str) -> str:
    broken = re.sub(r"(?i)<br[^>]*>|</p>|</div>|</tr>", "\r\n", page)
    return html.unescape(_TAGS.sub("", broken)).strip()
