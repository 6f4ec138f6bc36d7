# Sourced by scripts/cluster: measures how reading scales, and prints the tables of docs/operations.md.
# shellcheck shell=bash

compare='/v1/compare?indicators=gdp,green_coverage,pm25&regions=wuhan,jiangan,qiaokou,wedz,echeng'
rows='/v1/targets?regions=wuhan&limit=100'

# Processor time of processes and their children, in milliseconds.
cpu_ms() {
    local pid total=0 fields tick
    tick=$(getconf CLK_TCK)
    for pid in "$@" $(pgrep -P "$(tr ' ' ',' <<<"$*")"); do
        [[ -r /proc/$pid/stat ]] || continue
        # The name, in brackets, may contain spaces.
        fields=$(sed 's/.*) //' "/proc/$pid/stat")
        # shellcheck disable=SC2086 # words
        set -- $fields
        total=$((total + ${12} + ${13}))
    done
    echo $((total * 1000 / tick))
}

# measure_at NAME URL PATH PIDS_OF_INSTANCES PIDS_OF_POSTGRESQL: a row of the table.
measure_at() {
    local name=$1 address=$2$3 instances=$4 servers=$5 count before after
    # shellcheck disable=SC2086 # numbers
    before="$(cpu_ms $instances) $(cpu_ms $servers)"
    wrk -t1 -c16 -d8s "$address" >"$work/wrk"
    # shellcheck disable=SC2086 # numbers
    after="$(cpu_ms $instances) $(cpu_ms $servers)"
    count=$(sed -n 's/ *\([0-9]*\) requests in .*/\1/p' "$work/wrk")
    awk -v name="$name" -v count="$count" -v rate="$(sed -n 's/^Requests\/sec: *//p' "$work/wrk")" -v before="$before" -v after="$after" \
        -v errors="$(sed -n 's/.*Non-2xx or 3xx responses: //p' "$work/wrk")" 'BEGIN {
        split(before, a, " "); split(after, b, " ")
        printf "| %s | %d | %.3f | %.3f | %s |\n", name, rate, (b[1] - a[1]) / count, (b[2] - a[2]) / count, errors == "" ? "0" : errors
    }'
}

measure() {
    start_databases
    at="postgres://plan_targets_server@/$PGDATABASE?host=$PGHOST&port="
    primary=$(head -n 1 "$PGHOST/data/postmaster.pid")
    say "$(nproc) processors, shared by everything and by wrk"
    echo '| | answers a second | ms of processor for an answer: server | PostgreSQL | errors |'
    echo '|---|---|---|---|---|'
    [[ $1 == cache ]] || measure_servers
    measure_cache
}

measure_servers() {
    local standby one two
    standby=$(head -n 1 "$PGHOST/standby-$standby_port/postmaster.pid")
    start_instance memory DATABASE_URL="$at$primary_port"
    measure_at 'from memory' "$url" "$compare" "$instance" "$primary"
    stop_process "$instance" -INT
    start_instance computed DATABASE_URL="$at$primary_port" PLAN_TARGETS_CACHE=0
    measure_at 'computed: comparison' "$url" "$compare" "$instance" "$primary"
    measure_at 'computed: 100 rows' "$url" "$rows" "$instance" "$primary"
    stop_process "$instance" -INT
    start_instance pooled DATABASE_URL="$at$primary_pooler" PLAN_TARGETS_CACHE=0 PLAN_TARGETS_POOLER=transaction
    measure_at 'computed through PgBouncer, transaction mode: comparison' "$url" "$compare" "$instance" "$primary"
    stop_process "$instance" -INT
    start_instance standby DATABASE_URL="$at$standby_port" PLAN_TARGETS_CACHE=0
    measure_at 'computed from the standby: comparison' "$url" "$compare" "$instance" "$standby"
    stop_process "$instance" -INT

    # Two instances, each with a PostgreSQL of its own, behind haproxy.
    one_port=$(free_port) two_port=$(free_port) balancer_port=$(free_port)
    start_instance one PLAN_TARGETS_LISTEN="127.0.0.1:$one_port" DATABASE_URL="$at$primary_port" PLAN_TARGETS_CACHE=0
    one=$instance
    start_instance two PLAN_TARGETS_LISTEN="127.0.0.1:$two_port" DATABASE_URL="$at$standby_port" PLAN_TARGETS_CACHE=0
    two=$instance
    start_haproxy
    measure_at 'two instances, primary and standby, haproxy: comparison' "http://127.0.0.1:$balancer_port" "$compare" "$one $two" "$primary $standby"
    stop_process "$one" -INT
    stop_process "$two" -INT
}

# A cache in front, as a CDN is one: it keeps what the server calls immutable.
measure_cache() {
    local port metrics user=''
    port=$(free_port) metrics=$(free_port)
    # The work folder is open to this user alone.
    [[ $(id -u) -ne 0 ]] || user='user root;'
    start_instance origin DATABASE_URL="$at$primary_port" PLAN_TARGETS_METRICS_LISTEN="127.0.0.1:$metrics"
    cat >"$work/nginx.conf" <<END
$user daemon off; error_log $work/nginx.log warn; pid $work/nginx.pid; worker_processes 1;
events { worker_connections 1024; }
http {
    access_log off;
    client_body_temp_path $work/t1; proxy_temp_path $work/t2; fastcgi_temp_path $work/t3; uwsgi_temp_path $work/t4; scgi_temp_path $work/t5;
    proxy_cache_path $work/cache keys_zone=answers:10m;
    upstream origin { server ${url#http://}; keepalive 8; }
    server {
        listen 127.0.0.1:$port;
        location / {
            proxy_pass http://origin;
            proxy_http_version 1.1;
            proxy_set_header Connection "";
            proxy_cache answers;
            proxy_cache_lock on;
        }
    }
}
END
    "$(scripts/program nginx)" -c "$work/nginx.conf" -p "$work" -e "$work/nginx.log" </dev/null &
    processes+=("$!")
    await 10 curl -sf "http://127.0.0.1:$port/healthz"
    measure_at 'pinned (`release=1`) through a cache' "http://127.0.0.1:$port" "$compare&release=1" "$instance" "$primary"
    echo
    curl -s "http://127.0.0.1:$metrics/metrics" | sed -n 's/^plan_targets_http_requests_total{.*route="\/v1\/compare".*} /of these, requests that reached the server: /p'
    curl -s -I "http://127.0.0.1:$port$compare&release=1" | grep -i 'cache-control'
}
