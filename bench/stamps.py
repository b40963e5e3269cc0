"""The headers that Exchange Online adds to mail on its way, as Graph tells them of each message.

Mails in public list archives that came by Exchange Online show what it adds: 7 kB of it and more.
These take 8 kB. The names are those found there, and of RFC 6376, 8601 and 8617; every value is
invented.
"""

from __future__ import annotations

import base64
import random

_SERVERS = "prod.outlook.example", "mail.protection.outlook.example"
_SHORT = {
    "X-EOPAttributedMessage": "0",
    "X-EOPTenantAttributedMessage": "{guid}:0",
    "X-MS-PublicTrafficType": "Email",
    "X-MS-TrafficTypeDiagnostic": "AM0PR01MB1234:EE_|DB9PR01MB5678:EE_",
    "X-MS-Office365-Filtering-Correlation-Id": "{guid}",
    "X-MS-Exchange-SenderADCheck": "1",
    "X-MS-Exchange-AntiSpam-Relay": "0",
    "X-Microsoft-Antispam": "BCL:0;ARA:13230040|376014|366016|1800799024|38070700018;",
    "X-MS-Exchange-Organization-ExpirationStartTime": "23 Nov 2026 09:00:00.1234 (UTC)",
    "X-MS-Exchange-Organization-ExpirationStartTimeReason": "OriginalSubmit",
    "X-MS-Exchange-Organization-ExpirationInterval": "1:00:00:00.0000000",
    "X-MS-Exchange-Organization-ExpirationIntervalReason": "OriginalSubmit",
    "X-MS-Exchange-Organization-Network-Message-Id": "{guid}",
    "X-MS-Exchange-Organization-MessageDirectionality": "Incoming",
    "X-MS-Exchange-Organization-AuthSource": "AM0PR01MB1234.prod.outlook.example",
    "X-MS-Exchange-Organization-AuthAs": "Anonymous",
    "X-MS-Exchange-Organization-SCL": "1",
    "X-OriginatorOrg": "firm.example",
    "X-MS-Exchange-CrossTenant-OriginalArrivalTime": "23 Nov 2026 09:00:00.1234 (UTC)",
    "X-MS-Exchange-CrossTenant-Network-Message-Id": "{guid}",
    "X-MS-Exchange-CrossTenant-Id": "{guid}",
    "X-MS-Exchange-CrossTenant-AuthSource": "AM0PR01MB1234.prod.outlook.example",
    "X-MS-Exchange-CrossTenant-AuthAs": "Anonymous",
    "X-MS-Exchange-CrossTenant-FromEntityHeader": "Internet",
    "X-MS-Exchange-Transport-CrossTenantHeadersStamped": "DB9PR01MB5678",
    "X-MS-Exchange-Transport-EndToEndLatency": "00:00:02.1234567",
    "X-MS-Exchange-Processed-By-BccFoldering": "15.20.9999.001",
    "X-Microsoft-Antispam-Mailbox-Delivery": "ucf:0;jmr:0;auth:0;dest:I;ENG:(910005)(944506478);",
    "X-MS-Exchange-AntiSpam-MessageData-ChunkCount": "1",
    "Received-SPF": "Pass (outlook.example: domain of firm.example designates 192.0.2.7)",
    "Authentication-Results": "spf=pass smtp.mailfrom=a.example; dmarc=pass header.from=a.example",
}
_LONG = {
    "DKIM-Signature": 460,
    "ARC-Seal": 380,
    "ARC-Message-Signature": 560,
    "ARC-Authentication-Results": 160,
    "X-Forefront-Antispam-Report": 420,
    "X-Microsoft-Antispam-Message-Info": 1_500,
    "X-MS-Exchange-AntiSpam-MessageData-0": 1_500,
}
_LINE = 76


def stamped(raw: bytes, seed: int) -> bytes:
    """The mail *raw* (lines end in CRLF) as it lies in a box of Exchange Online."""
    chance = random.Random(seed)
    heads = [_received(chance, hop) for hop in range(4)]
    heads += [f"{name}: {value.format(guid=_guid(chance))}" for name, value in _SHORT.items()]
    heads += [f"{name}: {_folded(chance, octets)}" for name, octets in _LONG.items()]
    return "\r\n".join((*heads, "")).encode() + raw


def _received(chance: random.Random, hop: int) -> str:
    server = f"AM0PR{chance.randrange(100):02}MB{chance.randrange(10_000):04}.{_SERVERS[hop % 2]}"
    return (
        f"Received: from {server} (2001:db8::{hop}) by {server} with Microsoft SMTP Server"
        f"\r\n (version=TLS1_2, cipher=TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384) id 15.20.{hop}.1"
        "\r\n via Frontend Transport; Mon, 23 Nov 2026 09:00:00 +0000"
    )


def _guid(chance: random.Random) -> str:
    digits = f"{chance.getrandbits(128):032x}"
    return f"{digits[:8]}-{digits[8:12]}-{digits[12:16]}-{digits[16:20]}-{digits[20:]}"


def _folded(chance: random.Random, octets: int) -> str:
    text = base64.b64encode(chance.randbytes(octets * 3 // 4)).decode()
    return "\r\n ".join(text[at : at + _LINE] for at in range(0, len(text), _LINE))
