"""Views of what the program does for the owner: prospects, asks, letters, hosts spoken to."""

from __future__ import annotations

from narrowcast.agent.store.views_people import iso, name_of

_BY_KEY = "(SELECT a.id FROM address a WHERE a.key = {})"
_SEEKS = (
    "(SELECT coalesce(nullif(p.name, ''), trim(p.title || ' at ' || p.organization))"
    " FROM prospect p WHERE p.id = {})"
)

PROSPECTS = f"""
SELECT p.id AS prospect, {_SEEKS.format("p.id")} AS name, p.organization AS organisation,
  p.title AS title, json_extract(p.addresses, '$[0]') AS address, p.kind AS wants,
  p.purpose AS purpose, p.why AS why,
  CASE p.priority WHEN 1 THEN 'high' WHEN 3 THEN 'low' ELSE 'normal' END AS priority,
  p.state AS state, (SELECT count(*) FROM ask k WHERE k.prospect = p.id) AS asks,
  {iso("p.created")} AS added, {iso("p.snoozed_until")} AS snoozed_until, p.url AS url
FROM prospect p
"""

ASKS = f"""
SELECT k.id AS ask, k.prospect AS prospect, {_SEEKS.format("k.prospect")} AS seeks,
  {_BY_KEY.format("k.introducer_address")} AS person,
  json_extract(k.letter, '$.to_name') AS introducer, k.introducer_address AS introducer_address,
  k.kind AS kind, k.state AS state, k.needs_review AS needs_review,
  json_extract(k.letter, '$.subject') AS subject, {iso("k.created")} AS made,
  (SELECT {iso("min(o.sent_at)")} FROM outbox o WHERE o.ask = k.id AND o.letter = 0) AS sent,
  {iso("k.changed")} AS changed, {iso("k.snoozed_until")} AS snoozed_until
FROM ask k
"""

TIMELINE = f"""
SELECT 'ask ' || e.ask AS concerns, e.ask AS ask, NULL AS letter, {iso("e.at")} AS at,
  e.event AS event, e.before AS state_before, e.after AS state_after, e.origin AS caused_by,
  e.why AS why, e.message_id AS message_id, iif(e.undone, 'yes', 'no') AS taken_back
FROM ask_event e
UNION ALL
SELECT 'letter L' || l.letter, l.ask, l.letter, {iso("l.at")}, l.event, l.before, l.after, l.origin,
  l.why, l.message_id, 'no'
FROM letter_event l
"""

LETTERS = f"""
SELECT o.id AS number, o.ask AS ask, nullif(o.letter, 0) AS letter, o.purpose AS purpose,
  o.recipient AS recipient, {_BY_KEY.format("o.recipient")} AS person, o.state AS state,
  {iso("o.send_after")} AS planned, {iso("o.sent_at")} AS sent, o.carrier AS account,
  o.message_id AS message_id
FROM outbox o
"""

INTRODUCTIONS = f"""
SELECT 'asked for' AS came, e.ask AS ask, {iso("e.at")} AS at,
  json_extract(k.letter, '$.to_name') AS introducer, k.introducer_address AS introducer_address,
  {_SEEKS.format("k.prospect")} AS introduced, e.why AS why, e.message_id AS message_id
FROM ask_event e JOIN ask k ON k.id = e.ask WHERE e.event = 'introduced' AND NOT e.undone
UNION ALL
SELECT 'unasked', (SELECT k.id FROM ask k WHERE k.unasked = u.id), {iso("u.at")},
  {name_of(_BY_KEY.format("u.introducer"))}, u.introducer,
  (SELECT group_concat(value, ', ') FROM json_each(u.introduced)), u.why, u.message_id
FROM unasked u WHERE NOT u.undone
"""

ANSWERS = f"""
SELECT w.ask AS ask, {iso("w.at")} AS at, w.kind AS kind, w.why AS why,
  iif(w.applied > 0, 'yes', 'no') AS moved_the_ask, w.message_id AS message_id
FROM answer w WHERE w.ask IS NOT NULL
"""

DECISIONS = f"""
SELECT d.id AS decision, {iso("d.at")} AS at, d.kind AS kind,
  {_BY_KEY.format("json_extract(d.addresses, '$[0]')")} AS person,
  (SELECT group_concat(value, ', ') FROM json_each(d.addresses)) AS about, d.value AS details,
  (SELECT {iso("min(u.at)")} FROM decision u WHERE u.kind = 'undo'
    AND json_extract(u.value, '$.number') = d.id) AS taken_back
FROM decision d WHERE d.kind != 'undo'
"""

HOSTS = f"""
SELECT t.day AS day, t.host AS host, t.account AS account, t.connections AS connections,
  t.sent AS bytes_sent, t.received AS bytes_received, t.refused AS refused,
  {iso("t.first")} AS first, {iso("t.last")} AS last
FROM traffic t
"""

SOURCES = f"""
SELECT s.id AS source, s.account AS account, a.connector AS connector, s.name AS name,
  s.role AS role, (SELECT count(*) FROM location l WHERE l.scope = s.id) AS records,
  (SELECT count(*) FROM dead_letter d WHERE d.scope = s.id) AS unreadable,
  {iso("s.last_ok")} AS last_read, trim(a.problem || ' ' || s.problem) AS problem
FROM scope s JOIN account a ON a.name = s.account
"""

MORNINGS = f"""
SELECT m.date AS day, 'morning' AS kind, {iso("m.at")} AS at, m.state AS state,
  m.message_id AS message_id FROM morning m
UNION ALL
SELECT w.date, 'week', {iso("w.at")}, w.state, w.message_id FROM weekly w
"""

VIEWS = {
    "prospects": PROSPECTS,
    "asks": ASKS,
    "timeline": TIMELINE,
    "letters": LETTERS,
    "introductions": INTRODUCTIONS,
    "answers": ANSWERS,
    "decisions": DECISIONS,
    "hosts": HOSTS,
    "sources": SOURCES,
    "mornings": MORNINGS,
}
