"""Views of whom the owner knows: people, strengths, work, mails and meetings."""

from __future__ import annotations


def iso(column: str) -> str:
    """SQL for a time of the store as ISO 8601 in UTC; NULL where there is none."""
    return f"strftime('%Y-%m-%dT%H:%M:%SZ', {column}, 'unixepoch')"


def name_of(address: str) -> str:
    """SQL for what somebody calls themselves at an address, else what others call them."""
    return (
        f"(SELECT n.name FROM name n WHERE n.address = {address} AND n.name != ''"
        " ORDER BY n.own DESC, n.first_seen DESC LIMIT 1)"
    )


OWNERS = "(SELECT value FROM json_each((SELECT s.value FROM setting s WHERE s.key = 'owner')))"
KIND = "CASE {}.kind WHEN 0 THEN 'person' WHEN 1 THEN 'role' WHEN 2 THEN 'list' ELSE 'machine' END"
_MONTH = "printf('%04d-%02d', {0} / 12, {0} % 12 + 1)"
_START = "CAST(strftime('%s', printf('%04d-%02d-01', ({0}) / 12, ({0}) % 12 + 1)) AS INTEGER)"

PEOPLE = f"""
SELECT a.id AS person, {name_of("a.id")} AS name, a.key AS address, {KIND.format("a")} AS kind,
  {iso("a.first_seen")} AS first_seen,
  (SELECT {iso("max(p.time)")} FROM participation p WHERE p.address = a.id) AS last_mail,
  (SELECT {iso("max(t.time)")} FROM attendance t WHERE t.address = a.id) AS last_meeting,
  a.domain AS domain
FROM address a WHERE a.key NOT IN {OWNERS}
"""

# What a month's contact is worth now: the middle of every month there is, its age in days, and the
# two decays there. Weights are those of `ties.weight`: a meeting 3, a mail 1, over size^(1/4).
STRENGTHS = f"""
WITH RECURSIVE
day (n, lately, lasting) AS (
  SELECT 0, 1.0, 1.0 UNION ALL
  SELECT n + 1, lately * 0.9771599684342459, lasting * 0.9981027686515946 FROM day
  WHERE n <= (SELECT strftime('%Y', 'now') * 12 - min(month) + 14 FROM tally) * 31),
month (month, age) AS MATERIALIZED (
  SELECT month, max(0.0, strftime('%s', 'now')
    - ({_START.format("month")} + {_START.format("month + 1")}) / 2) / 86400.0
  FROM (SELECT DISTINCT month FROM tally)),
worth (month, recent, lately, lasting) AS MATERIALIZED (
  SELECT m.month, m.age < 365, a.lately + (b.lately - a.lately) * (m.age - a.n),
    a.lasting + (b.lasting - a.lasting) * (m.age - a.n)
  FROM month m JOIN day a ON a.n = CAST(m.age AS INTEGER) JOIN day b ON b.n = a.n + 1),
size (bucket, mail, meeting) AS (VALUES (0, 1.0, 3.0), (1, 0.8408964152537145, 2.5226892457611436),
  (2, 0.7071067811865476, 2.121320343559643), (3, 0.5623413251903491, 1.6870239755710472)),
fold AS (
  SELECT t.address, sum(iif(t.direction = 0, t.n, 0)) AS received,
    sum(iif(t.direction = 1, t.n, 0)) AS sent, sum(iif(t.direction = 2, t.n, 0)) AS met,
    sum(t.n * iif(t.direction = 2, s.meeting, s.mail) * w.lately) AS lately,
    sum(t.n * iif(t.direction = 2, s.meeting, s.mail) * w.lasting) AS lasting,
    count(DISTINCT t.month) AS months, count(DISTINCT iif(w.recent, t.month, NULL)) AS recent,
    min(t.month) AS first, max(t.month) AS last
  FROM tally t JOIN worth w ON w.month = t.month JOIN size s ON s.bucket = t.bucket
  WHERE t.n > 0 GROUP BY t.address)
SELECT f.address AS person, {name_of("f.address")} AS name, a.key AS address,
  {KIND.format("a")} AS kind,
  CASE WHEN (1 + f.lately) * (1 + f.lasting) < 4 THEN 'weak'
    WHEN (1 + f.lately) * (1 + f.lasting) < 81 THEN 'moderate' ELSE 'strong' END AS strength,
  printf('%d mail%s from them, %d to them, %d meeting%s; in touch in %d month%s, %d of them in the'
    || ' last year', f.received, iif(f.received = 1, '', 's'), f.sent, f.met,
    iif(f.met = 1, '', 's'), f.months, iif(f.months = 1, '', 's'), f.recent) AS reasons,
  f.received AS mails_from_them, f.sent AS mails_to_them, f.met AS meetings,
  {_MONTH.format("f.first")} AS first_month, {_MONTH.format("f.last")} AS last_month,
  round(f.lately, 3) AS contact_lately, round(f.lasting, 3) AS contact_lasting
FROM fold f JOIN address a ON a.id = f.address WHERE a.key NOT IN {OWNERS}
"""

_SIGNED = f"""
SELECT b.address AS person, {name_of("b.address")} AS name,
  (SELECT c.value FROM claim c WHERE c.block = b.id AND c.kind = 'employer' LIMIT 1)
    AS organisation,
  (SELECT c.value FROM claim c WHERE c.block = b.id AND c.kind = 'title' LIMIT 1) AS title,
  'signature' AS source,
  (SELECT max(c.confidence) FROM claim c WHERE c.block = b.id AND c.kind IN ('employer', 'title'))
    AS confidence,
  (SELECT {iso("min(s.time)")} FROM signed s WHERE s.block = b.id) AS first_seen,
  (SELECT {iso("max(s.time)")} FROM signed s WHERE s.block = b.id) AS last_seen,
  (SELECT count(*) FROM signed s WHERE s.block = b.id) AS mails
FROM block b WHERE EXISTS
  (SELECT 1 FROM claim c WHERE c.block = b.id AND c.kind IN ('employer', 'title'))
"""
_CARDED = f"""
SELECT (SELECT min(x.address) FROM card_address x WHERE x.card = c.id), c.name,
  json_extract(p.value, '$.organization'), json_extract(p.value, '$.title'),
  iif(c.connected IS NULL, 'card', 'linkedin'), 'likely', {iso("c.since")}, {iso("c.until")}, NULL
FROM card c JOIN json_each(c.positions) p WHERE c.own = 0
"""
_TOLD = f"""
SELECT t.about, {name_of("t.about")}, t.value, NULL,
  CASE t.kind WHEN 'joined' THEN 'mail: joins' WHEN 'announced' THEN 'mail: leaves'
    WHEN 'bounced' THEN 'mail came back' ELSE 'mail: has left' END,
  'likely', {iso("m.time")}, {iso("m.time")}, 1
FROM tiding t JOIN message m ON m.id = t.message
"""
_DECIDED = f"""
SELECT (SELECT a.id FROM address a WHERE a.key = json_extract(d.addresses, '$[0]')),
  json_extract(d.addresses, '$[0]'),
  coalesce(nullif(json_extract(d.value, '$.employer'), ''), json_extract(d.value, '$.left')),
  json_extract(d.value, '$.title'),
  iif(json_extract(d.value, '$.employer') = '', 'you: has left', 'you'), 'confirmed',
  {iso("d.at")}, {iso("d.at")}, NULL
FROM decision d WHERE d.kind = 'work' AND NOT EXISTS (SELECT 1 FROM decision u
  WHERE u.kind = 'undo' AND json_extract(u.value, '$.number') = d.id)
"""

MAILS = f"""
SELECT m.id AS mail, {iso("m.time")} AS at, m.author AS person, {name_of("m.author")} AS author,
  (SELECT a.key FROM address a WHERE a.id = m.author) AS address, m.subject AS subject,
  (SELECT group_concat(name, ', ') FROM (SELECT coalesce({name_of("r.value")}, '?') AS name
     FROM json_each(m.recipients) role JOIN json_each(role.value) r LIMIT 20)) AS recipients,
  m.size AS people, iif(m.flags & 8, 'you', iif(m.flags & 1, 'bulk', iif(m.flags & 2,
  'automatic', iif(m.flags & 4, 'list', 'personal')))) AS kind, m.octets AS bytes,
  m.message_id AS message_id, CAST(m.thread AS TEXT) AS thread
FROM message m
"""

MAIL_PEOPLE = f"""
SELECT p.message AS mail, p.address AS person, {name_of("p.address")} AS name,
  CASE p.role WHEN 0 THEN 'from' WHEN 1 THEN 'to' WHEN 2 THEN 'cc' WHEN 3 THEN 'bcc'
    ELSE 'sender' END AS role, {iso("p.time")} AS at
FROM participation p
"""

MEETINGS = f"""
SELECT m.id AS meeting, {iso("m.starts")} AS starts, {iso("m.ends")} AS ends, m.summary AS summary,
  m.organizer AS person, {name_of("m.organizer")} AS organizer, m.size AS people,
  iif(m.cancelled, 'called off', iif(m.attended, 'attended', 'invited')) AS state,
  iif(m.recurring, 'yes', 'no') AS recurring
FROM meeting m
"""

MEETING_PEOPLE = f"""
SELECT t.meeting AS meeting, t.address AS person, {name_of("t.address")} AS name,
  t.answer AS answer, {iso("t.time")} AS starts
FROM attendance t
"""

VIEWS = {
    "people": PEOPLE,
    "strengths": STRENGTHS,
    "work_history": f"{_SIGNED} UNION ALL {_CARDED} UNION ALL {_TOLD} UNION ALL {_DECIDED}",
    "mails": MAILS,
    "mail_people": MAIL_PEOPLE,
    "meetings": MEETINGS,
    "meeting_people": MEETING_PEOPLE,
}
