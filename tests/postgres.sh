#!/bin/sh
# A private PostgreSQL for tests: never as root, on a Unix socket, in a folder of its own.
#
#   postgres.sh shared   finds the cluster that tests share, or starts it; prints its address, and keeps it until its
#                        own standard input ends. Ten seconds after nobody needs it, it is stopped by its process id.
#   postgres.sh own      starts one for the caller alone. Lines on standard input: `restart` (as after a power failure),
#                        each answered by `done`. It is stopped when standard input ends. QIANMO_POSTGRES_SETTINGS
#                        may say more, as `-c shared_buffers=2GB`.
#
# Its collation is not that of bytes on purpose: the program must not depend on it.
set -eu

find_programs() {
    bin=$(ls -d /usr/lib/postgresql/*/bin 2>/dev/null | sort -V | tail -n 1 || true)
    [ -x "$bin/initdb" ] || bin=$(pg_config --bindir 2>/dev/null || true)
    [ -x "$bin/initdb" ] || bin=$(dirname "$(command -v initdb || echo /none/initdb)")
    if [ ! -x "$bin/initdb" ]; then
        echo "no PostgreSQL programs on this machine (Debian: apt-get install postgresql)" >&2
        exit 3
    fi
}

# Root gives the work to nobody.
as_nobody() {
    if [ "$(id -u)" = 0 ]; then runuser -u nobody -- "$@"; else "$@"; fi
}

start() { # folder
    mkdir -p "$1"
    chmod 755 "$1"
    if [ "$(id -u)" = 0 ]; then chown nobody "$1"; fi
    create="$bin/initdb -D $1/data -U postgres -A trust -E UTF8 --no-sync"
    (cd / && as_nobody $create --locale=C.UTF-8 --locale-provider=icu --icu-locale=zh-CN) >"$1/initdb.log" 2>&1 ||
        (rm -rf "$1/data" && cd / && as_nobody $create --locale=C.UTF-8) >>"$1/initdb.log" 2>&1
    launch "$1"
}

launch() { # folder
    settings="-c listen_addresses= -c unix_socket_directories=$1 -c fsync=off -c full_page_writes=off"
    settings="$settings -c max_connections=300 -c shared_buffers=64MB ${QIANMO_POSTGRES_SETTINGS:-}"
    (cd / && as_nobody "$bin/pg_ctl" -D "$1/data" -l "$1/log" -w -t 60 -o "$settings" start) >>"$1/initdb.log" 2>&1 8>&- 9>&- </dev/null ||
        { cat "$1/initdb.log" "$1/log" >&2; exit 4; }
}

stop() { # folder, signal
    pid=$(head -n 1 "$1/data/postmaster.pid" 2>/dev/null || true)
    [ -n "$pid" ] || return 0
    kill "-$2" "$pid" 2>/dev/null || return 0
    while kill -0 "$pid" 2>/dev/null; do sleep 0.05; done
}

address() { # folder
    echo "postgres://postgres@localhost/postgres?host=$1"
}

own() {
    folder=$(mktemp -d "${TMPDIR:-/tmp}/qianmo-pg-XXXXXX")
    trap 'stop "$folder" INT; rm -rf "$folder"' EXIT
    start "$folder"
    address "$folder"
    while read -r word; do
        if [ "$word" = restart ]; then
            stop "$folder" QUIT
            launch "$folder"
            echo done
        fi
    done
}

shared() {
    base=${TMPDIR:-/tmp}/qianmo-postgres-$(id -u)
    mkdir -p "$base"
    chmod 755 "$base"
    exec 8>"$base/start" 9>"$base/users"
    flock 8
    flock -s 9
    folder=$(cat "$base/current" 2>/dev/null || true)
    if [ -z "$folder" ] || ! "$bin/pg_isready" -q -h "$folder"; then
        folder=$(mktemp -d "$base/XXXXXX")
        start "$folder"
        echo "$folder" >"$base/current"
    fi
    setsid sh "$0" watch "$base" >/dev/null 2>&1 </dev/null 8>&- 9>&- &
    flock -u 8
    address "$folder"
    cat >/dev/null
}

watch() { # base
    exec 7>"$1/watch"
    flock -n 7 || exit 0
    while sleep 10; do
        exec 9>"$1/users"
        if flock -n 9; then
            folder=$(cat "$1/current")
            stop "$folder" INT
            rm -rf "$folder" "$1/current"
            exit 0
        fi
        exec 9>&-
    done
}

case "${1:-}" in
watch) watch "$2" ;;
own) find_programs && own ;;
shared) find_programs && shared ;;
*) echo "usage: postgres.sh shared | own" >&2 && exit 2 ;;
esac
