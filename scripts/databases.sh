# Shared by the scripts that run more than one PostgreSQL, poolers and instances of the server. It is sourced by a script that
# runs below `scripts/with-postgres --private`, whose PostgreSQL is the primary, and that sets `program` (plan-targets) and `work` (a
# folder for logs). All files are in the private folder of that
# PostgreSQL ($PGHOST), which scripts/with-postgres removes. `stop_all` ends every process that was started here.
# shellcheck shell=bash

server_user=$(stat -c %U "$PGHOST")
primary_port=$PGPORT
bin=$PG_BIN
# Processes of instances, poolers and balancers, and folders of standbys.
processes=()
standbys=()

# Replaces this process by a program that runs as the owner of the private folder: PostgreSQL and PgBouncer refuse root.
exec_as_server() {
    cd "$PGHOST"
    if [[ $(id -u) -ne 0 || $server_user == root ]]; then
        exec "$@"
    fi
    exec setpriv --reuid="$server_user" --regid="$(id -g "$server_user")" --clear-groups -- "$@"
}

as_server() {
    (exec_as_server "$@")
}

# Runs SQL as the superuser at a port.
sql_at() {
    psql -X -q -A -t -v ON_ERROR_STOP=1 -h "$PGHOST" -p "$1" -U postgres -d "${3:-$PGDATABASE}" -c "$2"
}

# Waits until a command succeeds; fails after $1 seconds.
await() {
    local tries=$(($1 * 20)) i
    shift
    for ((i = 0; i < tries; i++)); do
        if "$@" >/dev/null 2>&1; then
            return
        fi
        sleep 0.05
    done
    echo "waited in vain for: $*" >&2
    return 1
}

# start_server FOLDER PORT [OPTION...]: starts the PostgreSQL of a data folder.
start_server() {
    local folder=$1 port=$2
    shift 2
    exec_as_server "$bin/postgres" -D "$folder" -c "port=$port" "$@" </dev/null >>"$PGHOST/$port.log" 2>&1 &
    disown
    await 60 "$bin/pg_isready" -q -h "$PGHOST" -p "$port"
}

# start_standby PORT [FROM]: a hot standby of the server at port FROM, by default the primary.
start_standby() {
    local port=$1 from=${2:-$primary_port}
    as_server "$bin/pg_basebackup" -h "$PGHOST" -p "$from" -U postgres -D "$PGHOST/standby-$port" -R -X stream -c fast
    standbys+=("$PGHOST/standby-$port")
    start_server "$PGHOST/standby-$port" "$port" -c hot_standby=on
}

# Waits until a standby has replayed all that the server at port FROM has written.
await_standby() {
    local port=$1 from=${2:-$primary_port} written
    written=$(sql_at "$from" 'select pg_current_wal_lsn()')
    await 30 caught_up "$port" "$written"
}

caught_up() {
    [[ $(sql_at "$1" "select pg_last_wal_replay_lsn() >= '$2'") == t ]]
}

promote() {
    as_server "$bin/pg_ctl" promote -w -D "$PGHOST/standby-$1" >/dev/null
}

# Kills the PostgreSQL of a data folder, as a machine that loses its power does.
kill_server() {
    local pid children
    pid=$(head -n 1 "$1/postmaster.pid")
    children=$(pgrep -P "$pid" | tr '\n' ' ')
    # shellcheck disable=SC2086 # numbers
    kill -KILL "$pid" $children 2>/dev/null || true
    await 10 is_gone "$pid"
}

is_gone() {
    ! kill -0 "$1" 2>/dev/null || [[ $(ps -o stat= -p "$1") == Z* ]]
}

# start_pgbouncer MODE PORT TO [LINE...]: a pooler on a socket at PORT, in front of the server at port TO.
start_pgbouncer() {
    local mode=$1 port=$2 to=$3 folder=$PGHOST/pgbouncer-$2 pooler
    shift 3
    pooler=$(scripts/program pgbouncer)
    as_server mkdir -p "$folder"
    printf '"%s" ""\n' postgres "$PGUSER" plan_targets_server | as_server tee "$folder/users" >/dev/null
    as_server tee "$folder/pgbouncer.ini" >/dev/null <<END
[databases]
* = host=$PGHOST port=$to
[pgbouncer]
pool_mode = $mode
listen_port = $port
listen_addr =
unix_socket_dir = $PGHOST
auth_type = trust
auth_file = $folder/users
logfile = $folder/log
default_pool_size = 20
server_login_retry = 1
$(printf '%s\n' "$@")
END
    exec_as_server "$pooler" "$folder/pgbouncer.ini" >>"$folder/output" 2>&1 </dev/null &
    processes+=("$!")
    await 10 test -S "$PGHOST/.s.PGSQL.$port"
}

# A port of this machine that nobody listens at.
free_port() {
    python3 -c 'import socket; s = socket.socket(); s.bind(("127.0.0.1", 0)); print(s.getsockname()[1])'
}

# start_instance NAME SETTING=VALUE...: an instance of the server with these environment variables. Sets `url` to its address and
# `instance` to its process; the log is $work/NAME.log.
start_instance() {
    local log=$work/$1.log i
    : >"$work/$1.log"
    shift
    env PLAN_TARGETS_RATE_LIMIT=0 PLAN_TARGETS_DRAIN=0 PLAN_TARGETS_LISTEN=127.0.0.1:0 PLAN_TARGETS_METRICS_LISTEN=off \
        PLAN_TARGETS_LOG=warn,plan_targets::store=info PLAN_TARGETS_LOG_FORMAT=text "$@" "$program" serve >"$log" 2>&1 </dev/null &
    instance=$!
    processes+=("$instance")
    for ((i = 0; i < 200; i++)); do
        url=$(sed -n 's/^Listening on \(http[^ ]*[0-9]\).*/\1/p' "$log")
        [[ -z $url ]] || return 0
        is_gone "$instance" && break
        sleep 0.05
    done
    echo "an instance did not start:" >&2
    cat "$log" >&2
    return 1
}

# Ends an instance, pooler or balancer.
stop_process() {
    kill "${2:--TERM}" "$1" 2>/dev/null || true
    await 30 is_gone "$1"
    wait "$1" 2>/dev/null || true
}

stop_all() {
    local process folder
    for process in "${processes[@]}"; do
        kill -TERM "$process" 2>/dev/null || true
    done
    for process in "${processes[@]}"; do
        await 30 is_gone "$process" || kill -KILL "$process" 2>/dev/null || true
    done
    for folder in "${standbys[@]}"; do
        as_server "$bin/pg_ctl" stop -m immediate -D "$folder" >/dev/null 2>&1 || true
    done
}
