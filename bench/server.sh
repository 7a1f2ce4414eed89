# Sourced by the scripts here: a MariaDB server of its own with a folder of alphabeta tables, stopped when the script ends.

# start_server TABLES FOLDER CLASSPATH: sets server, the process, and url, the database's address.
start_server() {
  local tables=$1 folder=$2 classpath=$3
  echo "Starting MariaDB and loading $tables ..."
  rm -f "$folder/url"
  java -cp "$classpath" io.qvm.bench.ReferenceServer "$tables" "$folder/url" >"$folder/server.log" 2>&1 &
  server=$!
  until [ -f "$folder/url" ]; do
    kill -0 "$server" 2>/dev/null || { tail -20 "$folder/server.log" >&2; exit 1; }
    sleep 0.2
  done
  url=$(cat "$folder/url")
}

# The server ends with its parent; its own folder goes with it.
stop_server() {
  [ -z "${server:-}" ] || { kill "$server" 2>/dev/null && wait "$server" 2>/dev/null; } || true
  server=
}
