# Sourced by the scripts here: compiles the module with what it needs and prints its class path.
bench_classpath() {
  local home=$1 list=$1/bench/target/classpath.txt
  # Resolved within the reactor, so that no module has to be installed first.
  mvn -B -q -f "$home/pom.xml" -pl bench -am compile org.apache.maven.plugins:maven-dependency-plugin:build-classpath \
    -Dmdep.outputFile="$list" >&2
  echo "$home/bench/target/classes:$(cat "$list")"
}
