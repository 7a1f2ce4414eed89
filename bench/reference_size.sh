#!/usr/bin/env bash
# The size of the reference installation: 714 tickers x 2,414 days, from MariaDB into factor_scores_qvm on MariaDB, in place,
# then ten years of backtest over these scores. Prints seconds and heap; docs/benchmarks.md holds figures.
#
#   bench/reference_size.sh [TABLES]
#
# TABLES is a folder of alphabeta tables (*.csv.gz). Without it, they are made by golden/make_alphabeta.py below QVM_SHARED
# (needs Python with numpy; 40 s). QVM_CORES limits the cores of qvm, 2 by default.
set -euo pipefail

home=$(cd "$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")/.." && pwd)
# shellcheck source=bench/classpath.sh
source "$home/bench/classpath.sh"
# shellcheck source=bench/server.sh
source "$home/bench/server.sh"
work=$(mktemp -d)
trap 'stop_server; rm -rf "$work"' EXIT

tables=${1:-}
if [ -z "$tables" ]; then
  tables=$work/tables
  python3 "${QVM_SHARED:?give a folder of tables, or set QVM_SHARED}/golden/make_alphabeta.py" --preset full --out "$tables"
fi
classpath=$(bench_classpath "$home")
"$home/qvm" --version >/dev/null # builds if need be, so that no build is timed

start_server "$tables" "$work" "$classpath"

cores=${QVM_CORES:-2}
model=qvm_v2.0_enhanced
TIMEFORMAT='wall %R s, processor %U s user and %S s system'
generate() {
  echo
  echo "\$ ./qvm generate --db ... --preset alphabeta --model $model --mode $1   ($cores cores, -Xmx2g)"
  time QVM_JAVA_OPTS="-Xmx2g -XX:ActiveProcessorCount=$cores -Xlog:gc:file=$work/gc.log" \
    "$home/qvm" generate --db "$url" --preset alphabeta --model "$model" --mode "$1"
  heap=$(sed -nE 's/.* ([0-9]+)M->([0-9]+)M\(([0-9]+)M\).*/\1 \2/p' "$work/gc.log" |
    awk '{ if ($1 > used) used = $1; if ($2 > live) live = $2 } END { print used " MB used at most, " live " MB after a collection" }')
  echo "heap: $heap"
}

started=$(date +%s.%N)
generate incremental
generated=$(awk -v a="$started" -v b="$(date +%s.%N)" 'BEGIN { print b - a }')

# One new day: the last day's scores are taken out, as if it had just come. Before the refresh, which leaves the server
# with the rows of a whole table to clear away.
for attempt in 1 2 3; do
  echo
  last=$(java -cp "$classpath" io.qvm.bench.ForgetLastDay "$url" "$model" 2> >(grep -v SLF4J >&2))
  echo "\$ ./qvm generate --db ... --preset alphabeta --model $model --from $last --to $last"
  time "$home/qvm" generate --db "$url" --preset alphabeta --model "$model" --from "$last" --to "$last"
done

generate refresh

echo
java -Xmx4g -cp "$classpath" io.qvm.bench.Floor "$url" alphabeta 2> >(grep -v SLF4J >&2) | tee "$work/floor.txt"
awk -v g="$generated" '{ printf "first run of generate, process start included: %.1f s, %.2f x the floor\n", g, g / $(NF - 1) }' "$work/floor.txt"
java -cp "$classpath" io.qvm.bench.CopyScores "$url" 2> >(grep -v SLF4J >&2)
java -Xmx2g -XX:+UseParallelGC -cp "$classpath" io.qvm.bench.WarmBacktest \
  "$url" "$home/presets/alphabeta.yaml" "$model" "$home/bench/ten_years_monthly.yaml" 2> >(grep -v SLF4J >&2)
