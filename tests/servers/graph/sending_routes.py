"""Letters: submitted at once, or written as drafts and sent from there."""

from __future__ import annotations

import binascii
import json
from base64 import b64decode

from tests.servers.graph import csdl, letters
from tests.servers.graph.calls import SENDS, WRITES_MAIL, Call, Json, Reply
from tests.servers.graph.faults import Refusal
from tests.servers.graph.mail_routes import message_json
from tests.servers.graph.store import Item

_CHANGEABLE = {"isRead", "categories", "importance", "flag", "inferenceClassification"}
_OF_DRAFTS = {"subject", "body", "toRecipients", "ccRecipients", "bccRecipients", "replyTo",
              "internetMessageId"}  # fmt: skip
_OWN_HEADERS = ("x-",)


def send_mail(call: Call) -> Reply:
    """POST sendMail, in JSON or MIME"""
    call.need(SENDS)
    if call.content_type.startswith("text/plain"):
        call.graph.mailbox.submit(_decoded(call.body))
        return Reply(status=202)
    told = {name.lower(): value for name, value in _json(call, "user/sendMail").items()}
    if "message" not in told:
        raise Refusal(400, "ErrorInvalidParameter", "The parameter Message is missing.")
    keep = told.get("savetosentitems")
    call.graph.mailbox.submit(_composed(told["message"]), keep=keep in {None, True})
    return Reply(status=202)


def create(call: Call) -> Reply:
    """POST messages: a draft"""
    call.need(WRITES_MAIL)
    mime = call.content_type.startswith("text/plain")
    raw = _decoded(call.body) if mime else _composed(_json(call, "message"))
    one = call.graph.mailbox.draft(raw)
    return Reply(status=201, body=_shown(call, one), kind="message")


def change(call: Call, given: str) -> Reply:
    """PATCH messages/{id}"""
    call.need(WRITES_MAIL)
    one = call.graph.mailbox.message(given)
    told = _json(call, "message")
    allowed = _CHANGEABLE | (_OF_DRAFTS if one.properties["isDraft"] else set())
    stored = {p["id"]: p["value"] for p in told.pop("singleValueExtendedProperties", [])}
    if refused := [name for name in told if name not in allowed]:
        raise Refusal(400, "ErrorInvalidPropertySet", f"Property {refused[0]} cannot be set.")
    if stored:
        told["stored"] = {**one.properties.get("stored", {}), **stored}
    call.graph.store.touch(one, **told)
    return Reply(body=_shown(call, one), kind="message")


def send(call: Call, given: str) -> Reply:
    """POST messages/{id}/send"""
    call.need(SENDS)
    call.graph.mailbox.send_draft(call.graph.mailbox.message(given))
    return Reply(status=202)


def move(call: Call, given: str) -> Reply:
    """POST messages/{id}/move"""
    call.need(WRITES_MAIL)
    told = {name.lower(): value for name, value in _json(call, "message/move").items()}
    one = call.graph.mailbox.message(given)
    call.graph.mailbox.move(one, str(told.get("destinationid", "")))
    return Reply(status=201, body=_shown(call, one), kind="message")


def delete(call: Call, given: str) -> Reply:
    """DELETE messages/{id}: it goes to Deleted Items"""
    call.need(WRITES_MAIL)
    call.graph.mailbox.move(call.graph.mailbox.message(given), "deleteditems")
    return Reply(status=204)


def _shown(call: Call, one: Item) -> Json:
    return {"@odata.etag": one.etag, **message_json(call, one, call.query("message"))}


def _decoded(body: bytes) -> bytes:
    """MIME in base64, with line breaks or without; raises Refusal 400."""
    try:
        return b64decode(b"".join(body.split()), validate=True)
    except (binascii.Error, ValueError):
        raise Refusal(400, "ErrorMimeContentInvalidBase64String",
                      "Invalid base64 string for MIME content.") from None  # fmt: skip


def _json(call: Call, operation: str) -> Json:
    """The body, judged as *operation* wants it; raises Refusal 400."""
    try:
        told = json.loads(call.body or b"{}")
    except ValueError:
        raise Refusal(400, "BadRequest", "Unable to read JSON request payload.") from None
    found = list(csdl.body_problems(told, operation))
    if not isinstance(told, dict) or found:
        call.graph.problems += [f"{call.method} {call.path}: {one}" for one in found]
        raise Refusal(400, "RequestBodyRead", "; ".join(found) or "The body is no object.")
    return told


def _composed(message: Json) -> bytes:
    """Only headers of one's own may be given by name (user: sendMail, example 2)."""
    folded = {name.lower(): value for name, value in message.items()}
    for one in folded.get("internetmessageheaders") or ():
        name = next(value for key, value in one.items() if key.lower() == "name")
        if not name.lower().startswith(_OWN_HEADERS):
            raise Refusal(400, "InvalidInternetMessageHeader", f"The internet message header name"
                          f" '{name}' should start with 'x-' or 'X-'.")  # fmt: skip
    return letters.composed(message)
