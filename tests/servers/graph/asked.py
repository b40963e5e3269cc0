"""What the fake was asked, as a test reads it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import parse_qsl, unquote


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """One request as it came; those within a $batch come after the batch, with `batched`."""

    method: str
    path: str
    """Without /v1.0, decoded."""
    query: Mapping[str, str]
    """Names in lower case."""
    prefer: str
    token: str
    body: bytes
    status: int
    batched: bool = False

    @classmethod
    def read(
        cls,
        method: str,
        address: str,
        headers: Mapping[str, str],
        body: bytes,
        status: int,
        *,
        batched: bool,
    ) -> Asked:
        """*address* as it came; names of *headers* in lower case."""
        path, _, text = address.partition("?")
        return cls(
            method=method,
            path=unquote(path),
            query={name.lower(): value for name, value in parse_qsl(text, keep_blank_values=True)},
            prefer=headers.get("prefer", ""),
            token=headers.get("authorization", "").removeprefix("Bearer "),
            body=body,
            status=status,
            batched=batched,
        )
