"""The schema, as sqlite-utils Migrations. A released migration is never edited.

Three groups (design §5): *evidence*, re-readable from the sources; *people*, derived from evidence;
*the owner's*, irreplaceable. Times are seconds since 1970 (UTC). `recipients` and `people` are JSON
arrays of address ids, so that a message tells its people without a join and SQL can still read them
(`json_each`).
"""

from __future__ import annotations

from sqlite_utils.db import Database
from sqlite_utils.migrations import Migrations

from narrowcast.agent.core.keys import key_of

migrations = Migrations("narrowcast")

EVIDENCE = (
    "account", "scope", "message", "location", "participation", "name", "mention", "meeting",
    "attendance", "notice", "card", "card_address", "block", "claim", "signed", "tiding",
    "text_read", "dead_letter", "alias", "search",
)  # fmt: skip
PEOPLE = ("address", "tally", "borne", "spelt", "link")


@migrations()
def m001_evidence(db: Database) -> None:
    """What the sources told us."""
    _run(
        db,
        """CREATE TABLE account (
             name TEXT PRIMARY KEY, connector TEXT NOT NULL, state TEXT NOT NULL DEFAULT 'ok',
             problem TEXT NOT NULL DEFAULT '', retry_at INTEGER,
             asked INTEGER NOT NULL DEFAULT 0, failures INTEGER NOT NULL DEFAULT 0) STRICT""",
        """CREATE TABLE scope (
             id INTEGER PRIMARY KEY, account TEXT NOT NULL, remote TEXT NOT NULL,
             name TEXT NOT NULL, role TEXT NOT NULL, cursor TEXT,
             generation INTEGER NOT NULL DEFAULT 1, sweeping INTEGER NOT NULL DEFAULT 0,
             listed INTEGER NOT NULL DEFAULT 0,
             last_ok INTEGER, deep_ok INTEGER, resets INTEGER NOT NULL DEFAULT 0,
             resets_since INTEGER, problem TEXT NOT NULL DEFAULT '',
             UNIQUE (account, remote)) STRICT""",
        """CREATE TABLE address (
             id INTEGER PRIMARY KEY, key TEXT NOT NULL UNIQUE, seen TEXT NOT NULL,
             domain TEXT NOT NULL, kind INTEGER NOT NULL, listed INTEGER, first_seen INTEGER,
             first_author INTEGER, first_message INTEGER) STRICT""",
        "CREATE INDEX address_domain ON address (domain)",
        """CREATE TABLE message (
             id INTEGER PRIMARY KEY, identity INTEGER NOT NULL UNIQUE, message_id TEXT NOT NULL,
             time INTEGER, utc_offset INTEGER, author INTEGER, recipients TEXT NOT NULL,
             size INTEGER NOT NULL, flags INTEGER NOT NULL, subject TEXT NOT NULL,
             subject_key INTEGER NOT NULL, parent INTEGER NOT NULL, thread INTEGER NOT NULL,
             octets INTEGER NOT NULL) STRICT""",
        "CREATE INDEX message_time ON message (time)",
        """CREATE TABLE location (
             scope INTEGER NOT NULL, remote_id TEXT NOT NULL, message INTEGER, meeting INTEGER,
             card INTEGER, generation INTEGER NOT NULL, PRIMARY KEY (scope, remote_id))
             STRICT, WITHOUT ROWID""",
        "CREATE INDEX location_meeting ON location (meeting) WHERE meeting IS NOT NULL",
        """CREATE TABLE participation (
             address INTEGER NOT NULL, time INTEGER NOT NULL, message INTEGER NOT NULL,
             role INTEGER NOT NULL, PRIMARY KEY (address, time, message, role))
             STRICT, WITHOUT ROWID""",
        """CREATE TABLE name (
             address INTEGER NOT NULL, name TEXT NOT NULL, own INTEGER NOT NULL,
             first_seen INTEGER NOT NULL, PRIMARY KEY (address, name, own))
             STRICT, WITHOUT ROWID""",
        """CREATE TABLE mention (
             key INTEGER NOT NULL, message INTEGER NOT NULL, PRIMARY KEY (key, message))
             STRICT, WITHOUT ROWID""",
        """CREATE TABLE meeting (
             id INTEGER PRIMARY KEY, uid TEXT NOT NULL, recurrence_id TEXT NOT NULL,
             starts INTEGER NOT NULL, ends INTEGER NOT NULL, all_day INTEGER NOT NULL,
             organizer INTEGER, people TEXT NOT NULL, size INTEGER NOT NULL, summary TEXT NOT NULL,
             cancelled INTEGER NOT NULL, recurring INTEGER NOT NULL, attended INTEGER NOT NULL,
             invited INTEGER NOT NULL DEFAULT 0,
             UNIQUE (uid, recurrence_id)) STRICT""",
        """CREATE TABLE attendance (
             address INTEGER NOT NULL, time INTEGER NOT NULL, meeting INTEGER NOT NULL,
             answer TEXT NOT NULL, PRIMARY KEY (address, time, meeting)) STRICT, WITHOUT ROWID""",
        "CREATE INDEX attendance_meeting ON attendance (meeting)",
        """CREATE TABLE notice (
             uid TEXT NOT NULL, instance TEXT NOT NULL, who INTEGER NOT NULL,
             genuine INTEGER NOT NULL, sequence INTEGER NOT NULL, stamp INTEGER NOT NULL,
             word INTEGER NOT NULL, said TEXT NOT NULL, PRIMARY KEY (uid, instance, who))
             STRICT, WITHOUT ROWID""",
        """CREATE TABLE card (
             id INTEGER PRIMARY KEY, source TEXT NOT NULL, remote_id TEXT NOT NULL,
             name TEXT NOT NULL, name_key TEXT NOT NULL, url TEXT NOT NULL, connected INTEGER,
             revised INTEGER, own INTEGER NOT NULL, positions TEXT NOT NULL, phones TEXT NOT NULL,
             UNIQUE (source, remote_id)) STRICT""",
        "CREATE INDEX card_name ON card (name_key)",
        """CREATE TABLE card_address (card INTEGER NOT NULL, address INTEGER NOT NULL,
             PRIMARY KEY (card, address)) STRICT, WITHOUT ROWID""",
        """CREATE TABLE block (
             id INTEGER PRIMARY KEY, address INTEGER NOT NULL, digest BLOB NOT NULL,
             extractor INTEGER NOT NULL, UNIQUE (address, digest)) STRICT""",
        """CREATE TABLE claim (
             block INTEGER NOT NULL, kind TEXT NOT NULL, value TEXT NOT NULL,
             confidence TEXT NOT NULL, PRIMARY KEY (block, kind, value)) STRICT, WITHOUT ROWID""",
        """CREATE TABLE signed (
             block INTEGER NOT NULL, time INTEGER NOT NULL, message INTEGER NOT NULL,
             PRIMARY KEY (block, time, message)) STRICT, WITHOUT ROWID""",
        """CREATE TABLE text_read (
             address INTEGER NOT NULL, quarter INTEGER NOT NULL, texts INTEGER NOT NULL,
             signed INTEGER NOT NULL, PRIMARY KEY (address, quarter)) STRICT, WITHOUT ROWID""",
        """CREATE TABLE dead_letter (
             scope INTEGER NOT NULL, remote_id TEXT NOT NULL, reason TEXT NOT NULL,
             tries INTEGER NOT NULL, PRIMARY KEY (scope, remote_id)) STRICT, WITHOUT ROWID""",
    )


@migrations()
def m002_people(db: Database) -> None:
    """What is folded and derived from evidence; may be dropped and made again."""
    _run(
        db,
        """CREATE TABLE tally (
             address INTEGER NOT NULL, month INTEGER NOT NULL, direction INTEGER NOT NULL,
             bucket INTEGER NOT NULL, n INTEGER NOT NULL,
             PRIMARY KEY (month, address, direction, bucket)) STRICT, WITHOUT ROWID""",
    )


@migrations()
def m003_owner(db: Database) -> None:
    """What the owner said and what was sent: irreplaceable, append-only where it can be."""
    _run(
        db,
        """CREATE TABLE prospect (
             id INTEGER PRIMARY KEY AUTOINCREMENT, name TEXT NOT NULL, addresses TEXT NOT NULL,
             organization TEXT NOT NULL, domains TEXT NOT NULL, title TEXT NOT NULL,
             url TEXT NOT NULL, why TEXT NOT NULL, kind TEXT NOT NULL, purpose TEXT NOT NULL,
             priority INTEGER NOT NULL, state TEXT NOT NULL DEFAULT 'open',
             snoozed_until INTEGER, created INTEGER NOT NULL) STRICT""",
        """CREATE TABLE ask (
             id INTEGER PRIMARY KEY AUTOINCREMENT, prospect INTEGER NOT NULL,
             introducer TEXT NOT NULL, introducer_address TEXT NOT NULL, kind TEXT NOT NULL,
             state TEXT NOT NULL, needs_review TEXT NOT NULL DEFAULT '', letter TEXT NOT NULL,
             created INTEGER NOT NULL,
             changed INTEGER NOT NULL, snoozed_until INTEGER) STRICT""",
        """CREATE TABLE ask_event (
             id INTEGER PRIMARY KEY AUTOINCREMENT, ask INTEGER NOT NULL, at INTEGER NOT NULL,
             event TEXT NOT NULL, before TEXT NOT NULL, after TEXT NOT NULL, origin TEXT NOT NULL,
             message_id TEXT NOT NULL, why TEXT NOT NULL,
             undone INTEGER NOT NULL DEFAULT 0) STRICT""",
        """CREATE TABLE approval (
             id INTEGER PRIMARY KEY AUTOINCREMENT, ask INTEGER NOT NULL, at INTEGER NOT NULL,
             origin TEXT NOT NULL CHECK (origin IN ('cli', 'own-sent-answer')),
             sha256 TEXT NOT NULL, withdrawn INTEGER) STRICT""",
        """CREATE TABLE outbox (
             id INTEGER PRIMARY KEY AUTOINCREMENT, ask INTEGER NOT NULL, purpose TEXT NOT NULL,
             message_id TEXT NOT NULL UNIQUE, token TEXT NOT NULL, raw BLOB NOT NULL,
             sha256 TEXT NOT NULL, sender TEXT NOT NULL, recipient TEXT NOT NULL,
             send_after INTEGER NOT NULL, state TEXT NOT NULL, attempt INTEGER NOT NULL DEFAULT 0,
             sending_since INTEGER, sent_at INTEGER, final_sha256 TEXT NOT NULL DEFAULT '',
             provider_id TEXT NOT NULL DEFAULT '', provider_message_id TEXT NOT NULL DEFAULT '',
             provider_thread TEXT NOT NULL DEFAULT '', retry_at INTEGER,
             retry_asked INTEGER NOT NULL DEFAULT 0, copy_due INTEGER,
             carrier TEXT NOT NULL DEFAULT '') STRICT""",
        """CREATE TABLE morning (
             date TEXT PRIMARY KEY, at INTEGER NOT NULL, message_id TEXT NOT NULL,
             state TEXT NOT NULL) STRICT""",
        """CREATE TABLE note (
             id INTEGER PRIMARY KEY AUTOINCREMENT, at INTEGER NOT NULL, about TEXT NOT NULL,
             text TEXT NOT NULL) STRICT""",
        """CREATE TABLE decision (
             id INTEGER PRIMARY KEY AUTOINCREMENT, at INTEGER NOT NULL, kind TEXT NOT NULL,
             uid TEXT NOT NULL, addresses TEXT NOT NULL, value TEXT NOT NULL) STRICT""",
        """CREATE TABLE anchor (
             uid TEXT NOT NULL, key TEXT NOT NULL, at INTEGER NOT NULL, home INTEGER NOT NULL,
             PRIMARY KEY (uid, key)) STRICT""",
        "CREATE INDEX anchor_key ON anchor (key)",
        """CREATE TABLE answer (
             identity INTEGER PRIMARY KEY, ask INTEGER, at INTEGER NOT NULL, kind TEXT NOT NULL,
             message_id TEXT NOT NULL, applied INTEGER NOT NULL, why TEXT NOT NULL,
             provisional INTEGER NOT NULL DEFAULT 0) STRICT""",
        """CREATE TABLE thread_mark (
             ask INTEGER NOT NULL, kind TEXT NOT NULL, value TEXT NOT NULL,
             PRIMARY KEY (ask, kind, value)) STRICT, WITHOUT ROWID""",
        """CREATE TABLE suppression (
             digest TEXT PRIMARY KEY, at INTEGER NOT NULL, why TEXT NOT NULL) STRICT""",
        """CREATE TABLE traffic (
             day TEXT NOT NULL, host TEXT NOT NULL, connections INTEGER NOT NULL,
             sent INTEGER NOT NULL, received INTEGER NOT NULL, PRIMARY KEY (day, host))
             STRICT, WITHOUT ROWID""",
        "CREATE TABLE setting (key TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT",
    )


@migrations()
def m004_tier(db: Database) -> None:
    """Which scopes are listed again because more of their mail may be read than before."""
    _run(db, "ALTER TABLE scope ADD COLUMN raised INTEGER NOT NULL DEFAULT 0")


@migrations()
def m005_careers(db: Database) -> None:
    """What mails say of jobs outside signatures; prospects put aside, and what brings them back."""
    _run(
        db,
        """CREATE TABLE tiding (
             message INTEGER NOT NULL, about INTEGER NOT NULL, kind TEXT NOT NULL,
             value TEXT NOT NULL, PRIMARY KEY (about, kind, message, value))
             STRICT, WITHOUT ROWID""",
        # NULL: never put aside, or before this version.
        "ALTER TABLE prospect ADD COLUMN put_aside INTEGER",
        """CREATE TABLE reopening (
             prospect INTEGER NOT NULL, mover TEXT NOT NULL, firm TEXT NOT NULL,
             moved INTEGER NOT NULL, noticed INTEGER NOT NULL, reopened INTEGER NOT NULL,
             name TEXT NOT NULL, PRIMARY KEY (prospect, mover, firm)) STRICT, WITHOUT ROWID""",
    )


@migrations()
def m006_phones(db: Database) -> None:
    """Telephone numbers as URIs beside what was written; '' until their block is read again."""
    _run(db, "ALTER TABLE claim ADD COLUMN normal TEXT NOT NULL DEFAULT ''")


@migrations()
def m007_cards(db: Database) -> None:
    """Cards are looked up by address for everybody whose work is read."""
    _run(db, "CREATE INDEX card_address_address ON card_address (address)")


@migrations()
def m008_since(db: Database) -> None:
    """Cards keep what they said before, and since when; where else a person has answers sent."""
    columns = (
        "id, source, remote_id, name, name_key, url, connected, revised, own, positions, phones"
    )
    _run(
        db,
        """CREATE TABLE dated_card (
             id INTEGER PRIMARY KEY, source TEXT NOT NULL, remote_id TEXT NOT NULL,
             name TEXT NOT NULL, name_key TEXT NOT NULL, url TEXT NOT NULL, connected INTEGER,
             revised INTEGER, own INTEGER NOT NULL, positions TEXT NOT NULL, phones TEXT NOT NULL,
             since INTEGER NOT NULL, until INTEGER, UNIQUE (source, remote_id, since)) STRICT""",
        # When a card without a day was first read is not known: it surely was by the last reading.
        f"INSERT INTO dated_card ({columns}, since) SELECT {columns}, coalesce(revised,"
        " (SELECT max(last_ok) FROM scope s WHERE s.account = card.source), connected, 0)"
        " FROM card",
        "DROP TABLE card",
        "ALTER TABLE dated_card RENAME TO card",
        "CREATE INDEX card_name ON card (name_key)",
        """CREATE TABLE alias (
             address INTEGER NOT NULL, other INTEGER NOT NULL, first_seen INTEGER NOT NULL,
             message_id TEXT NOT NULL, PRIMARY KEY (address, other)) STRICT, WITHOUT ROWID""",
    )


@migrations()
def m009_search(db: Database) -> None:
    """Which mail servers were asked for which prospect, and by which words (a keyed hash)."""
    _run(
        db,
        """CREATE TABLE search (
             prospect INTEGER NOT NULL, account TEXT NOT NULL, words TEXT NOT NULL,
             at INTEGER NOT NULL, PRIMARY KEY (prospect, account)) STRICT, WITHOUT ROWID""",
    )


@migrations()
def m010_named(db: Database) -> None:
    """What else a text names that names a prospect."""
    _run(db, "CREATE INDEX mention_message ON mention (message)")


@migrations()
def m011_answers(db: Database) -> None:
    """Which mail answers which is found from both ends: by its own Message-ID's key and by what it
    names.
    """
    _run(db, "ALTER TABLE message ADD COLUMN key INTEGER NOT NULL DEFAULT 0")
    db.conn.create_function("key_of", 1, key_of, deterministic=True)
    _run(
        db,
        "UPDATE message SET key = key_of(message_id)",
        "CREATE INDEX message_key ON message (key)",
        "CREATE INDEX message_parent ON message (parent) WHERE parent != 0",
    )


@migrations()
def m012_names(db: Database) -> None:
    """Names as they are read, and the links between addresses that bear them (`store.borne`).

    The database itself notes which addresses have to be looked at again, whoever writes; 0: cards,
    telephones and other bonds.
    """
    _run(
        db,
        """CREATE TABLE borne (
             address INTEGER NOT NULL, full TEXT NOT NULL, given TEXT NOT NULL,
             family TEXT NOT NULL, key TEXT NOT NULL, first_seen INTEGER NOT NULL,
             asserted INTEGER, generation TEXT NOT NULL,
             PRIMARY KEY (address, full, generation)) STRICT, WITHOUT ROWID""",
        "CREATE INDEX borne_key ON borne (key, first_seen)",
        """CREATE TABLE spelt (
             word TEXT NOT NULL, key TEXT NOT NULL, place INTEGER NOT NULL,
             PRIMARY KEY (word, key, place)) STRICT, WITHOUT ROWID""",
        """CREATE TABLE link (
             time INTEGER NOT NULL, left INTEGER NOT NULL, right INTEGER NOT NULL,
             name TEXT NOT NULL, doubt TEXT, doubtful_from INTEGER, later_doubt TEXT,
             bond TEXT) STRICT""",
        "CREATE INDEX link_name ON link (name)",
        "CREATE TABLE unsettled (address INTEGER PRIMARY KEY) STRICT",
        "INSERT INTO unsettled SELECT DISTINCT address FROM name UNION SELECT 0",
    )
    _note(db, "name", "{}.address", "INSERT", "DELETE")
    _note(
        db,
        "name",
        "{}.address",
        "UPDATE OF first_seen",
        when="new.first_seen IS NOT old.first_seen",
    )
    _note(db, "address", "0", "UPDATE OF first_seen", when="old.first_seen IS NULL")
    for table in ("card", "card_address", "alias", "signed", "attendance"):
        _note(db, table, "0", "INSERT", "DELETE")
    for table in ("card", "alias"):
        _note(db, table, "0", "UPDATE")
    _note(db, "claim", "0", "INSERT", "UPDATE", "DELETE", when="{}.kind = 'phone'")


def _note(db: Database, table: str, address: str, *events: str, when: str = "1") -> None:
    """Have changes of *table* note an address as unsettled; {} is the row."""
    for event in events:
        row = "old" if event == "DELETE" else "new"
        _run(
            db,
            f"CREATE TRIGGER {table}_{event.split()[0].lower()}_settles AFTER {event} ON {table}"
            f" WHEN {when.format(row)} BEGIN INSERT INTO unsettled SELECT {address.format(row)}"
            f" WHERE NOT EXISTS (SELECT 1 FROM unsettled WHERE address = {address.format(row)});"
            " END",
        )


@migrations()
def m013_letters(db: Database) -> None:
    """Letters that belong to an ask beside its own: follow-ups, thanks, outcome notes, answers."""
    _run(
        db,
        """CREATE TABLE letter (
             id INTEGER PRIMARY KEY AUTOINCREMENT, ask INTEGER NOT NULL, purpose TEXT NOT NULL,
             state TEXT NOT NULL, needs_review TEXT NOT NULL DEFAULT '', content TEXT NOT NULL,
             answers TEXT NOT NULL DEFAULT '', created INTEGER NOT NULL,
             changed INTEGER NOT NULL) STRICT""",
        # 0: the ask's own letter.
        "ALTER TABLE approval ADD COLUMN letter INTEGER NOT NULL DEFAULT 0",
        "ALTER TABLE outbox ADD COLUMN letter INTEGER NOT NULL DEFAULT 0",
    )


@migrations()
def m014_mornings(db: Database) -> None:
    """Mails to the owner: where they are, what can be answered in them, and what came of it."""
    new = [f"{one} TEXT NOT NULL DEFAULT ''" for one in ("code", "carrier", "seen_as")]
    _run(
        db,
        *(f"ALTER TABLE morning ADD COLUMN {column}" for column in new),
        "CREATE TABLE weekly (date TEXT PRIMARY KEY, at INTEGER NOT NULL, message_id TEXT NOT NULL,"
        f" state TEXT NOT NULL, {', '.join(new)}) STRICT",
        """CREATE TABLE offered (
             date TEXT NOT NULL, key TEXT NOT NULL, ask INTEGER NOT NULL, letter INTEGER NOT NULL,
             means TEXT NOT NULL, PRIMARY KEY (date, key)) STRICT, WITHOUT ROWID""",
        """CREATE TABLE order_given (
             id INTEGER PRIMARY KEY AUTOINCREMENT, message_id TEXT NOT NULL, line INTEGER NOT NULL,
             at INTEGER NOT NULL, morning TEXT NOT NULL, account TEXT NOT NULL, said TEXT NOT NULL,
             result TEXT NOT NULL, told INTEGER, UNIQUE (message_id, line)) STRICT""",
    )


@migrations()
def m016_introductions(db: Database) -> None:
    """Introductions that nobody was asked for."""
    _run(
        db,
        """CREATE TABLE unasked (
             id INTEGER PRIMARY KEY AUTOINCREMENT, at INTEGER NOT NULL, introducer TEXT NOT NULL,
             introduced TEXT NOT NULL, message_id TEXT NOT NULL UNIQUE, why TEXT NOT NULL,
             undone INTEGER NOT NULL DEFAULT 0) STRICT""",
    )


def _run(db: Database, *statements: str) -> None:
    for statement in statements:
        db.conn.execute(statement)
