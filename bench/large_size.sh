#!/usr/bin/env bash
# Time and memory of a whole generation on DuckDB against the size of the market: 625, 1,250, 2,500 and 5,000 stocks x 6,300 days,
# from the tables as an import leaves them to written scores. docs/benchmarks.md holds figures.
#
#   bench/large_size.sh [TICKERS ...]
#
# The work of the first size counts as 1x. Needs 15 GB of room in QVM_WORK (default: a new folder below /tmp, removed at the
# end); takes some eight minutes on two cores, half of it making the markets. QVM_CORES limits the cores of qvm, 2 by default.
set -euo pipefail

home=$(cd "$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")/.." && pwd)
# shellcheck source=bench/classpath.sh
source "$home/bench/classpath.sh"
sizes=("$@")
[ ${#sizes[@]} -gt 0 ] || sizes=(625 1250 2500 5000)
days=${QVM_DAYS:-6300}
cores=${QVM_CORES:-2}
model=qvm_v2.1
work=${QVM_WORK:-$(mktemp -d)}
[ -n "${QVM_WORK:-}" ] || trap 'rm -rf "$work"' EXIT

classpath=$(bench_classpath "$home")
"$home/qvm" --version >/dev/null # builds if need be, so that no build is timed

rows=()
for tickers in "${sizes[@]}"; do
  file=$work/large_${tickers}x$days.duckdb
  rm -f "$file" "$file.wal"
  java -Xmx1g -cp "$classpath" io.qvm.bench.LargeMarket "duckdb:$file" "$tickers" "$days" 2> >(grep -v SLF4J >&2)
  sync
  echo "load average before: $(cut -d' ' -f1-3 /proc/loadavg)"
  QVM_JAVA_OPTS="-XX:ActiveProcessorCount=$cores ${QVM_JAVA_OPTS:-}" /usr/bin/time -o "$work/time" -f '%e %U %S %M' \
    "$home/qvm" generate --db "duckdb:$file" --model "$model" >"$work/log" 2>&1 || { cat "$work/log" >&2; exit 1; }
  tail -1 "$work/log"
  rows+=("$tickers $(tail -1 "$work/time")")
  rm -f "$file" "$file.wal"
done

echo
printf '%s\n' "${rows[@]}" | awk -v days="$days" '
  BEGIN { printf "%8s %8s %6s %9s %9s %9s %10s %12s %22s\n", "stocks", "days", "work", "wall, s", "user, s", "system, s", "RSS, MB", "rows/s", "wall per work, to 1x" }
  NR == 1 { unit = $1; first = $2 }
  { work = $1 / unit
    printf "%8d %8d %5.1fx %9.1f %9.1f %9.1f %10.0f %12.0f %22.2f\n", $1, days, work, $2, $3, $4, $5 / 1024, $1 * days / $2, $2 / first / work }'
