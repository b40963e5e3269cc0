"""One measured run, in a process of its own: `bench.cloud` starts it and reads its rusage.

    python -m bench.cloud_side google-bare|graph-bare|pull|sync …

The last line is a JSON object with what only the process itself can know.
"""

from __future__ import annotations

import argparse
import io
import json
import sys
from collections.abc import Callable
from contextlib import redirect_stdout, suppress
from pathlib import Path

from bench import running

# What only some runs need is imported in them: the others shall not pay for it.


def google_bare(options: argparse.Namespace) -> dict[str, object]:
    """List a mailbox and get every head, one after the other, by Google's own client; no more."""
    from google.oauth2.credentials import Credentials
    from googleapiclient.discovery import build

    login = Credentials(token=options.token)  # type: ignore[no-untyped-call]  # it tells no types
    count = 0
    with build(
        "gmail", "v1", credentials=login, static_discovery=True,
        client_options={"api_endpoint": options.endpoint},
    ) as service:  # fmt: skip
        messages = service.users().messages()
        listing = messages.list(userId="me", maxResults=100)
        while listing is not None:
            listed = listing.execute()
            for one in listed.get("messages", ()):
                head = messages.get(
                    userId="me", id=one["id"], format="metadata", metadataHeaders=FEW
                ).execute()
                count += "payload" in head
            listing = messages.list_next(listing, listed)
    return {"messages": count}


FEW = ["From", "To", "Cc", "Date", "Subject", "Message-ID", "In-Reply-To", "References"]
"""The fewest fields one could live with: more would cost the bare loop more."""


def graph_bare(options: argparse.Namespace) -> dict[str, object]:
    """Follow the delta of a folder by requests, and parse each answer's JSON; no more."""
    import requests

    count, url = 0, f"{options.endpoint}/me/mailFolders/inbox/messages/delta"
    with requests.Session() as session:
        session.headers["Authorization"] = f"Bearer {options.token}"
        session.headers["Prefer"] = f'IdType="ImmutableId", odata.maxpagesize={options.page}'
        answer = session.get(url, params={"$select": options.select}).json()
        while True:
            count += len(answer["value"])
            if "@odata.nextLink" not in answer:
                return {"messages": count}
            answer = session.get(answer["@odata.nextLink"]).json()


def sync(options: argparse.Namespace) -> dict[str, object]:
    """`narrowcast sync` of the set-up in --home.

    --unpaced: without the waits for Google's quota, which take hours and no CPU.
    """
    from narrowcast.agent.cli import main as narrowcast

    if options.unpaced:
        from narrowcast.connectors.google import pacing

        pacing.GMAIL_UNITS = dict.fromkeys(pacing.GMAIL_UNITS, 1 << 30)
    sys.argv = ["narrowcast", "--home", str(options.home), "sync", "--json"]
    said = io.StringIO()
    with redirect_stdout(said), suppress(SystemExit):
        narrowcast()
    done = json.loads(said.getvalue())["synced"]
    return {"messages": done["messages"], "problems": done["problems"]}


RUNS: dict[str, Callable[[argparse.Namespace], dict[str, object]]] = {
    "google-bare": google_bare,
    "graph-bare": graph_bare,
    "sync": sync,
}


def main() -> None:
    """Do one run and tell of it."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("run", choices=sorted(RUNS))
    parser.add_argument("--home", type=Path)
    parser.add_argument("--unpaced", action="store_true")
    parser.add_argument("--endpoint", help="where the bare loops ask")
    parser.add_argument("--token", help="what they show")
    parser.add_argument("--select", help="the properties a bare delta loop asks for, by commas")
    parser.add_argument("--page", type=int, help="and how many mails a page")
    options = parser.parse_args()
    said = RUNS[options.run](options)
    print(json.dumps({**said, "peak_mib": running.peak_mib()}))


if __name__ == "__main__":
    main()
