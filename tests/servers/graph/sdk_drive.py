"""Microsoft's own client, driven over the fake by another process: the second judge.

Runs in an environment of its own, where neither narrowcast nor pytest is. Reads a request in JSON
from each line of stdin and answers each with a line; argument: the base URL, the token.

    {"do": "round", "kind": "mail", "folder": "…", "size": 3}     → pages of ids, removed, the link
    {"do": "round", "kind": "calendar", "link": "…deltaLink…"}    → the next round
"""

from __future__ import annotations

import asyncio
import json
import sys
from typing import Any

from kiota_abstractions.authentication import (
    AccessTokenProvider,
    AllowedHostsValidator,
    BaseBearerTokenAuthenticationProvider,
)
from kiota_abstractions.base_request_configuration import RequestConfiguration
from kiota_abstractions.headers_collection import HeadersCollection
from kiota_abstractions.method import Method
from kiota_abstractions.request_information import RequestInformation
from msgraph import GraphServiceClient
from msgraph.generated.models.body_type import BodyType
from msgraph.generated.models.email_address import EmailAddress
from msgraph.generated.models.internet_message_header import InternetMessageHeader
from msgraph.generated.models.item_body import ItemBody
from msgraph.generated.models.message import Message
from msgraph.generated.models.o_data_errors.o_data_error import ODataError
from msgraph.generated.models.recipient import Recipient
from msgraph.generated.users.item.calendar_view.delta.delta_request_builder import (
    DeltaRequestBuilder as ViewDelta,
)
from msgraph.generated.users.item.mail_folders.item.messages.delta.delta_request_builder import (
    DeltaRequestBuilder as MailDelta,
)
from msgraph.generated.users.item.send_mail.send_mail_post_request_body import (
    SendMailPostRequestBody,
)
from msgraph.graph_request_adapter import GraphRequestAdapter
from msgraph_core.requests.batch_request_content import BatchRequestContent
from msgraph_core.requests.batch_request_item import BatchRequestItem

Json = dict[str, Any]
_MAIL = ["subject", "from", "toRecipients", "receivedDateTime", "internetMessageId"]


class _Token(AccessTokenProvider):
    async def get_authorization_token(self, uri: str, *_: Any, **__: Any) -> str:
        return sys.argv[2]

    def get_allowed_hosts_validator(self) -> AllowedHostsValidator:
        return AllowedHostsValidator([])


async def main() -> None:
    adapter = GraphRequestAdapter(BaseBearerTokenAuthenticationProvider(_Token()))
    adapter.base_url = sys.argv[1]
    client = GraphServiceClient(request_adapter=adapter)
    actions = {"round": _round, "send": _send, "batch": _batch, "folders": _folders}
    while line := await asyncio.to_thread(sys.stdin.readline):
        asked = json.loads(line)
        try:
            told = await actions[asked["do"]](client, asked)
        except ODataError as refused:
            code = refused.error.code if refused.error else ""
            told = {"status": refused.response_status_code, "code": code}
        print(json.dumps(told), flush=True)


async def _round(client: GraphServiceClient, asked: Json) -> Json:
    """Every page from the beginning, or from a link, to the next deltaLink."""
    builder, query = _delta(client, asked)
    link, pages, removed, seen = asked.get("link", ""), [], [], {}
    while True:
        config: Any = RequestConfiguration(query_parameters=None if link else query)
        prefer = f'IdType="ImmutableId", odata.maxpagesize={asked["size"]}'
        config.headers.add("Prefer", prefer)
        one = await (builder.with_url(link) if link else builder).get(request_configuration=config)
        pages.append([row.id for row in one.value])
        for row in one.value:
            gone = "@removed" in row.additional_data
            removed += [row.id] if gone else []
            seen[row.id] = "" if gone else _shown(row)
        if one.odata_delta_link:
            return {"pages": pages, "removed": removed, "seen": seen, "link": one.odata_delta_link}
        link = one.odata_next_link


def _delta(client: GraphServiceClient, asked: Json) -> tuple[Any, Any]:
    if asked["kind"] == "mail":
        query: Any = MailDelta.DeltaRequestBuilderGetQueryParameters(
            select=_MAIL, orderby=["receivedDateTime desc"]
        )
        folder = client.me.mail_folders.by_mail_folder_id(asked.get("folder", "inbox"))
        return folder.messages.delta, query
    if asked["kind"] == "calendar":
        query = ViewDelta.DeltaRequestBuilderGetQueryParameters(
            start_date_time=asked.get("start"), end_date_time=asked.get("end")
        )
        return client.me.calendar_view.delta, query
    return client.me.contacts.delta, None


def _shown(row: Any) -> str:
    """What both clients have to agree on, beside the id."""
    if hasattr(row, "internet_message_id"):
        return str(row.internet_message_id or "")
    if hasattr(row, "series_master_id"):
        return str(row.start.date_time)
    return str(row.display_name or "")


async def _send(client: GraphServiceClient, asked: Json) -> Json:
    """A letter in JSON; the SDK writes the names of the parameters with capitals."""
    letter = Message(
        subject=asked["subject"],
        body=ItemBody(content_type=BodyType.Text, content="Good day"),
        to_recipients=[Recipient(email_address=EmailAddress(address=asked["to"]))],
        internet_message_headers=[InternetMessageHeader(name="X-Narrowcast-Id", value="tok")],
    )
    body = SendMailPostRequestBody(message=letter, save_to_sent_items=True)
    await client.me.send_mail.post(body)
    return {"sent": True}


async def _batch(client: GraphServiceClient, asked: Json) -> Json:
    content = BatchRequestContent()
    for number, path in enumerate(asked["paths"]):
        request = RequestInformation()
        request.http_method, request.headers = Method.GET, HeadersCollection()
        request.url = f"{sys.argv[1]}{path}"
        item = BatchRequestItem(request_information=request, id=str(number))
        item.url = path  # the SDK would leave the whole address in
        content.add_request(item.id, item)
    answer = await client.batch.post(content)
    return {"statuses": answer.get_response_status_codes()}


async def _folders(client: GraphServiceClient, asked: Json) -> Json:
    """Every top folder, over all pages."""
    page = await client.me.mail_folders.get()
    found = {}
    while page:
        found.update({row.id: row.display_name for row in page.value})
        link = page.odata_next_link
        page = await client.me.mail_folders.with_url(link).get() if link else None
    return {"folders": found}


asyncio.run(main())
