#!/usr/bin/env bash
# From stored daily bars to a panel of 14 price-volume features, as ./qvm would run it: bench/features.sh FILE.duckdb [RUNS]
#
# A file with bars is made by: java -cp ... io.qvm.bench.RandomBars. Builds, keeps an archive of loaded classes as the launcher does, and
# then times whole runs, start of the JVM included, one thread that computes.
set -euo pipefail

home=$(cd "$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")/.." && pwd)
[ $# -ge 1 ] && [ -f "$1" ] || {
  echo "features: which DuckDB file? e.g. bench/features.sh bars.duckdb 3" >&2
  exit 2
}
bars=$(readlink -f "$1")
runs=${2:-3}
jar=$home/cli/target/qvm.jar
classes=$home/bench/target/features.jar
archive=$home/bench/target/features.jsa

"$home/qvm" --version >/dev/null
mvn -B -q -f "$home/pom.xml" -pl bench -am compile >&2
jar --create --file "$classes" -C "$home/bench/target/classes" .
task=(-Xmx3g -Xms1g -XX:+UseParallelGC -cp "$jar:$classes" io.qvm.bench.FeatureTask "$bars")
java -XX:ArchiveClassesAtExit="$archive" -Xlog:cds=off -Xlog:cds+dynamic=off "${task[@]}" >/dev/null

TIMEFORMAT='wall %R s, processor time %U s user, %S s system'
for _ in $(seq "$runs"); do
  time java -XX:SharedArchiveFile="$archive" -Xlog:cds=off -Xlog:cds+dynamic=off "${task[@]}"
done
