"""Which call answers which address, by whose token, and judged by what type."""

from __future__ import annotations

import json
import re
from base64 import b64encode
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING
from urllib.parse import unquote
from uuid import UUID

from tests.servers.graph import csdl, mail_routes, other_routes, sending_routes
from tests.servers.graph.calls import Call, Json, Reply
from tests.servers.graph.faults import Fault, Refusal
from tests.servers.graph.query import Preferences

if TYPE_CHECKING:
    from tests.servers.graph.control import Graph

MOST_IN_A_BATCH = 20

_KEY = re.compile(r"\('([^']*)'\)")
_ID = r"([^/]+)"
_ROUTES: tuple[tuple[str, str, Callable[..., Reply]], ...] = (
    ("GET", "", other_routes.owner),
    ("GET", "/mailfolders", mail_routes.folders),
    ("GET", "/mailfolders/delta", mail_routes.folders_delta),
    ("GET", f"/mailfolders/{_ID}", mail_routes.folder),
    ("GET", f"/mailfolders/{_ID}/childfolders", mail_routes.folders),
    ("GET", f"/mailfolders/{_ID}/messages", mail_routes.messages),
    ("GET", f"/mailfolders/{_ID}/messages/delta", mail_routes.messages_delta),
    ("GET", "/messages", mail_routes.messages),
    ("GET", f"/messages/{_ID}", mail_routes.message),
    ("GET", rf"/messages/{_ID}/\$value", mail_routes.mime),
    ("POST", "/messages", sending_routes.create),
    ("PATCH", f"/messages/{_ID}", sending_routes.change),
    ("DELETE", f"/messages/{_ID}", sending_routes.delete),
    ("POST", f"/messages/{_ID}/send", sending_routes.send),
    ("POST", f"/messages/{_ID}/move", sending_routes.move),
    ("POST", "/sendmail", sending_routes.send_mail),
    ("GET", "/calendarview", other_routes.view),
    ("GET", "/calendarview/delta", other_routes.view_delta),
    ("GET", f"/events/{_ID}", other_routes.event),
    ("GET", f"/events/{_ID}/instances", other_routes.instances),
    ("GET", "/contactfolders", other_routes.contact_folders),
    ("GET", f"/contactfolders/{_ID}", other_routes.one_contact_folder),
    ("GET", f"/contactfolders/{_ID}/childfolders", other_routes.contact_folders),
    ("GET", f"/contactfolders/{_ID}/contacts/delta", other_routes.contacts_delta),
    ("GET", "/contacts/delta", other_routes.contacts_delta),
    ("GET", f"/contacts/{_ID}", other_routes.contact),
)
_COMPILED = [(method, re.compile(path, re.IGNORECASE), made) for method, path, made in _ROUTES]


def answer(
    graph: Graph, method: str, address: str, headers: Mapping[str, str], body: bytes, base: str
) -> tuple[Reply, Fault | None]:
    """Answer one request (`address` without /v1.0), and say what fault it meets; never raises.

    *headers* have names in lower case.
    """
    path, _, text = address.partition("?")
    fault = graph.faults.meet(method, unquote(address))
    if fault is not None and fault.status and not fault.commits:
        return fault_reply(graph, fault), fault
    if fault is not None and fault.drop == "before":
        return Reply(status=0), fault  # nobody hears of it
    try:
        scopes = graph.tokens.scopes(headers.get("authorization", ""))
        call = Call(
            graph=graph, base=base, method=method, path=unquote(path), text=text,
            prefer=Preferences.read(headers.get("prefer", "")), scopes=scopes,
            content_type=headers.get("content-type", "").lower(), body=body,
        )  # fmt: skip
        if path.lower() == "/$batch":
            return _batch(call, headers), fault
        made = _routed(call)
    except Refusal as refusal:
        return refused(graph, refusal), fault
    _judge(graph, call, made)
    if fault is not None and fault.status:
        return fault_reply(graph, fault), fault
    return made, fault


def refused(graph: Graph, refusal: Refusal) -> Reply:
    """Graph's error body (errors: "Error resource type")."""
    number = str(UUID(int=len(graph.log) + 1))
    inner = {"date": graph.store.now.strftime("%Y-%m-%dT%H:%M:%S"),
             "request-id": number, "client-request-id": number}  # fmt: skip
    told = {"code": refusal.code, "message": refusal.message, "innerError": inner}
    return Reply(status=refusal.status, body={"error": told}, headers=refusal.headers)


def fault_reply(graph: Graph, fault: Fault) -> Reply:
    """What is said in place of an answer."""
    headers = dict(fault.headers)
    if fault.retry_after is not None:
        headers["Retry-After"] = fault.retry_after
    return refused(graph, Refusal(fault.status, fault.code, fault.message, headers))


def _routed(call: Call) -> Reply:
    path = _KEY.sub(r"/\1", call.path).replace("microsoft.graph.", "").removesuffix("()")
    owned = re.fullmatch(r"/(?:me|users/[^/]+)(/.*|)", path, re.IGNORECASE)
    found = [(made, match) for method, pattern, made in _COMPILED
             if owned and method == call.method
             and (match := pattern.fullmatch(owned[1].rstrip("/")))]  # fmt: skip
    if not found:
        known = owned and any(p.fullmatch(owned[1]) for _, p, _ in _COMPILED)
        if known:
            raise Refusal(405, "Request_BadRequest", "Specified HTTP method is not allowed for the"
                          " request target.")  # fmt: skip
        raise Refusal(400, "BadRequest", f"Resource not found for the segment '{path}'.")
    made, match = found[0]
    reply = made(call, *match.groups())
    if applied := call.prefer.applied():
        reply = Reply(
            status=reply.status, body=reply.body, kind=reply.kind, raw=reply.raw,
            headers={**reply.headers, "Preference-Applied": applied},
        )  # fmt: skip
    return reply


def _judge(graph: Graph, call: Call, made: Reply) -> None:
    """Note what Microsoft's CSDL does not know in an answer."""
    if graph.checks and made.body is not None:
        found = csdl.answer_problems(made.body, made.kind)
        graph.problems += [f"{call.method} {call.path}: {one}" for one in found]


def _batch(call: Call, headers: Mapping[str, str]) -> Reply:
    """Each by itself, with the token of the whole and the headers of its own; answered in any
    order (combine requests by JSON batching).
    """
    requests = _steps(call)
    statuses: dict[str, int] = {}
    answers: list[Json] = []
    for one in requests:
        if any(statuses.get(str(other), 500) >= 400 for other in one.get("dependsOn", ())):
            made = refused(
                call.graph, Refusal(424, "FailedDependency", "A request before it failed.")
            )
        else:
            made = _step(call, one, headers)
        statuses[str(one["id"])] = made.status
        answers.append(_shown(str(one["id"]), made))
    return Reply(body={"responses": answers[::-1]})


def _steps(call: Call) -> list[Json]:
    """The requests of a batch; raises Refusal 400 where it is malformed."""
    try:
        told = json.loads(call.body)
        requests = told["requests"]
        ids = [str(one["id"]).lower() for one in requests]
        sound = all(isinstance(one["method"], str) and isinstance(one["url"], str)
                    and ("body" not in one or "content-type" in _lower(one.get("headers", {})))
                    for one in requests)  # fmt: skip
    except (ValueError, KeyError, TypeError):
        raise Refusal(400, "BadRequest", "Invalid batch payload format.") from None
    if len(requests) > MOST_IN_A_BATCH:
        raise Refusal(400, "BadRequest", "Number of batch request steps exceeds the maximum value"
                      f" of {MOST_IN_A_BATCH}.")  # fmt: skip
    if not sound or len(set(ids)) < len(ids) or call.method != "POST":
        raise Refusal(400, "BadRequest", "Invalid batch payload format.")
    return list(requests)


def _step(call: Call, one: Json, headers: Mapping[str, str]) -> Reply:
    own = _lower(one.get("headers", {}))
    own["authorization"] = headers.get("authorization", "")
    body = one.get("body", "")
    raw = body.encode() if isinstance(body, str) else json.dumps(body).encode()
    address = "/" + one["url"].lstrip("/")
    method = one["method"].upper()
    made, fault = answer(call.graph, method, address, own, raw, call.base)
    if fault is not None and fault.drop:
        made = refused(call.graph, Refusal(504, "UnknownError", ""))
    call.graph.noted(method, address, own, raw, made.status, batched=True)
    return made


def _shown(given: str, made: Reply) -> Json:
    told: Json = {"id": given, "status": made.status, "headers": dict(made.headers)}
    if made.raw is not None:
        told["body"] = b64encode(made.raw).decode()
    elif made.body is not None:
        told["headers"]["Content-Type"] = "application/json"
        told["body"] = made.body
    return told


def _lower(headers: Mapping[str, str]) -> dict[str, str]:
    return {name.lower(): str(value) for name, value in headers.items()}
