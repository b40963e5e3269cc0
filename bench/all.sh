#!/usr/bin/env bash
# Usage: bench/all.sh [DATA [OUT]] – the benches that need no data (MESSAGES=20000 of them), then every one
# for which DATA holds something; predictions and times in OUT.
# SCORERS=folder scores them too (folders mail, signatures, answers, hostile with score.py, check.py …).
set -euo pipefail
data=${1:-} out=${2:-out/bench} scorers=${SCORERS:-}
messages=${MESSAGES:-20000}
if [ -n "$data" ] && [ ! -d "$data" ]; then
  echo "there is no folder $data; bench/README.md tells its layout" >&2
  exit 2
fi
[ -z "$data" ] || data=$(cd "$data" && pwd)
[ -z "$scorers" ] || scorers=$(cd "$scorers" && pwd)
cd "$(dirname "$0")/.."
mkdir -p "$out"

say() { printf '\n== %s\n' "$*"; }
score() { [ -z "$scorers" ] || [ ! -f "$scorers/$1" ] || python "$scorers/$1" "${@:2}"; }

say "imap, $messages messages"
python -m bench.imap --messages "$messages" | tee "$out/imap.txt"
say "mbox, $messages messages"
python -m bench.mbox --messages "$messages" | tee "$out/mbox.txt"
say "cloud, $((messages / 2)) messages"
python -m bench.cloud --messages "$((messages / 2))" | tee "$out/cloud.txt"
say "plan"
python -m bench.plan --speed | tee "$out/plan-speed.txt"
python -m bench.plan --seeds 4 --out "$out/plan.jsonl" | tee "$out/plan.txt"
if [ -z "$data" ]; then
  echo "for the others say where the data is: make bench DATA=folder [SCORERS=folder] (bench/README.md)"
  exit 0
fi
for events in "$data"/mail/introductions*.jsonl*; do
  [ -e "$events" ] || continue
  say "texts"
  python -m bench.texts --mail "$data/mail" --events "$events" | tee "$out/texts.txt"
  for tier in headers signatures mentions; do
    say "introductions, tier $tier"
    python -m bench.introductions --mail "$data/mail" --events "$events" --tier "$tier" \
      --out "$out/introductions-$tier.jsonl"
    score mail/score.py introductions --events "$events" \
      --predictions "$out/introductions-$tier.jsonl" --baselines "$data"/mail/baselines*.jsonl*
  done
done
for events in "$data"/mail/replies*.jsonl*; do
  [ -e "$events" ] || continue
  say "replies"
  python -m bench.replies --mail "$data/mail" --events "$events" --out "$out/replies.jsonl"
  score mail/score.py replies --events "$events" --predictions "$out/replies.jsonl" \
    --baselines "$data"/mail/baselines*.jsonl*
done
for mails in "$data"/contexts/*.jsonl*; do
  [ -e "$mails" ] || continue
  for tier in headers signatures; do
    say "contexts, tier $tier"
    python -m bench.contexts --mails "$mails" --tier "$tier" --out "$out/contexts-$tier.jsonl" \
      | tee "$out/contexts-$tier.txt"
  done
done
for gold in "$data"/signatures/*.jsonl; do
  [ -e "$gold" ] || continue
  name=$(basename "$gold" .jsonl)
  say "signatures: $name"
  python -m bench.signatures --gold "$gold" --out "$out/$name.jsonl" --peers | tee "$out/$name.txt"
  score signatures/score.py --gold "$gold" --predictions "$out/$name.jsonl"
done
boxes=()
for box in "$data"/mail/*.mbox* "$data"/mail/*/*.mbox*; do
  [ ! -e "$box" ] || boxes+=("$box")
done
if [ "${#boxes[@]}" -gt 0 ]; then
  say "reading, ${#boxes[@]} mailboxes"
  python -m bench.reading "${boxes[@]}" | tee "$out/reading.txt"
fi
for cases in "$data"/answers/*.json; do
  [ -e "$cases" ] && [ -f "$scorers/answers/render.py" ] || continue
  name=$(basename "$cases" .json)
  say "answers: $name"
  rm -rf "$out/rendered"
  python "$scorers/answers/render.py" --cases "$cases" --out "$out/rendered"
  python -m bench.answers --rendered "$out/rendered" --out "$out/$name.jsonl"
  score answers/score.py --cases "$cases" --predictions "$out/$name.jsonl"
done
if [ -d "$data/malformed" ] && [ -f "$scorers/hostile/check.py" ]; then
  say "hostile"
  rm -rf "$out/bombs"
  python "$scorers/hostile/bombs.py" "$out/bombs"
  PYTHONPATH=. python "$scorers/hostile/check.py" --call bench.hostile:read --jobs 2 \
    "$data/malformed" "$out/bombs"
fi
