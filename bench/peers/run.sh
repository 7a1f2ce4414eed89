#!/usr/bin/env bash
# The same work in the programs that users would pick instead, side by side with QVM:
#   - 14 price-volume features of 800 stocks, 2007-2020, in qlib; one processor for each side
#   - the scores of qvm_v2.0_enhanced, MariaDB to MariaDB at the reference installation's size, as a vectorised pandas script, which
#     is checked against the golden scores first
#   - a monthly top-25 backtest of 714 stocks over ten years in vectorbt and bt, which get the weights ready-made
#
#   bench/peers/run.sh
#
# Makes virtual environments with pinned versions in bench/target/peers. Values are compared before times are told. Set
# QVM_PYTHON for another Python than python3. Bars are simulated, from a fixed seed. The tables of the reference installation's size
# are made by golden/make_alphabeta.py below QVM_SHARED; without it the pandas script is left out. Takes about 20 minutes, half of it
# installing.
set -euo pipefail

home=$(cd "$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")/../.." && pwd)
# shellcheck source=bench/classpath.sh
source "$home/bench/classpath.sh"
# shellcheck source=bench/server.sh
source "$home/bench/server.sh"
trap stop_server EXIT
peers=$home/bench/peers
work=$home/bench/target/peers
mkdir -p "$work"
python=${QVM_PYTHON:-python3}

# environment NAME REQUIREMENTS: installs once; false where that is not possible.
environment() {
  [ -f "$work/$1/installed" ] && return
  "$python" -m venv "$work/$1" >"$work/$1.log" 2>&1 &&
    "$work/$1/bin/pip" install -q -r "$2" >>"$work/$1.log" 2>&1 && touch "$work/$1/installed" && return
  echo "$1 cannot be installed here: $(tail -n 1 "$work/$1.log"); its comparison is left out. All of it: $work/$1.log"
  return 1
}

classpath=$(bench_classpath "$home")
cd "$work"
echo "$(nproc) processors, $(uptime | sed 's/.*load/load/')"
if [ ! -f bars.duckdb ] || [ ! -f bars.csv ]; then
  java -cp "$classpath" io.qvm.bench.RandomBars bars.duckdb bars.csv 2> >(grep -v SLF4J >&2)
fi
# One processor, as the published figures have it.
one() { taskset -c 0 "$@"; }

# A first run for the values, a second for the time; start of the JVM included.
java -cp "$classpath" io.qvm.bench.FeatureTask bars.duckdb values.bin 2> >(grep -v SLF4J >&2)
TIMEFORMAT='%R %U'
{ time one java -XX:+UseSerialGC -Xmx2g -cp "$classpath" io.qvm.bench.FeatureTask bars.duckdb >ours.log 2>/dev/null; } 2>ours.time
cat ours.log
read -r wall processor <ours.time
echo "QVM, one processor, cold, process start included: $wall s ($processor s of processor time)"

if environment qlib "$peers/requirements-qlib.txt"; then
  [ -d qlib-data ] || "$work/qlib/bin/python" "$peers/qlib_features.py" dump bars.csv qlib-data
  "$work/qlib/bin/python" "$peers/qlib_features.py" compare qlib-data values.bin
  "$work/qlib/bin/python" -m pip list 2>/dev/null | grep -E '^(pyqlib|pandas|numpy) ' | xargs
  { time one "$work/qlib/bin/python" "$peers/qlib_features.py" cold qlib-data >/dev/null 2>qlib.err; } 2>qlib.time
  read -r theirs processor <qlib.time
  awk -v a="$theirs" -v b="$wall" -v p="$processor" \
    'BEGIN { printf "qlib, one processor, no caches, process start included: %s s (%s s of processor time), %.1f x QVM\n", a, p, a / b }'
fi

if [ -z "${QVM_SHARED:-}" ]; then
  echo "QVM_SHARED is not set: the pandas script is left out"
elif environment pandas "$peers/requirements.txt"; then
  pandas=$work/pandas/bin/python
  "$pandas" "$peers/pandas_scores.py" golden "$QVM_SHARED/golden/alphabeta-small"
  [ -d tables ] || { "$pandas" "$QVM_SHARED/golden/make_alphabeta.py" --preset full --out tables.part && mv tables.part tables; }
  start_server tables "$work" "$classpath"
  { time "$home/qvm" generate --db "$url" --preset alphabeta --model qvm_v2.0_enhanced >ours.log 2>ours.err; } 2>ours.time
  read -r ours processor <ours.time
  tail -1 ours.log
  IFS=':@/ ' read -r user host port database <<<"${url#mysql://}"
  "$pandas" "$peers/pandas_scores.py" run "$host" "$port" "$user" "$database" | tee pandas.log
  sed -nE 's/^pandas [0-9.]+: ([0-9.]+) s.*/\1/p' pandas.log |
    awk -v b="$ours" '{ printf "QVM, process start included: %s s; pandas without its start: %s s, %.1f x QVM\n", b, $1, $1 / b }'
  stop_server
fi

java -cp "$classpath" io.qvm.bench.PeerBacktest backtest 2> >(grep -v SLF4J >&2)
if environment backtests "$peers/requirements-backtests.txt"; then
  "$work/backtests/bin/python" "$peers/backtests.py" backtest 2>backtests.err
fi
