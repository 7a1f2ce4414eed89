#!/usr/bin/env bash
# Runs the JMH benchmarks whose names match the arguments, all without arguments: bench/jmh.sh Backtest
set -euo pipefail

home=$(cd "$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")/.." && pwd)
# shellcheck source=bench/classpath.sh
source "$home/bench/classpath.sh"
exec java -cp "$(bench_classpath "$home")" org.openjdk.jmh.Main "$@"
