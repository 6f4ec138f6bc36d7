# Shared by the scripts that write committed files, which source it from the root of the repository. Each script makes
# all its files in the folder $fresh first, so that a program that fails leaves no half-written file behind.
# shellcheck shell=bash

fresh=$(mktemp -d "${TMPDIR:-/tmp}/generated.XXXXXXXX")
trap 'rm -rf "$fresh"' EXIT
check=''

# Reads `[--check] [ARGUMENT...]` into `check` and `arguments`. $1: how many arguments there must be; $2: the usage.
read_arguments() {
    local count=$1 usage=$2
    shift 2
    if [[ ${1-} == --check ]]; then
        check=yes
        shift
    fi
    if [[ $# -ne $count ]]; then
        echo "usage: $usage" >&2
        exit 2
    fi
    arguments=("$@")
}

# Ends the script where no file matches $1: as a failure, unless it only checks and is not CI. A contributor may lack the
# texts and annotations, which are not part of this repository; in CI the check must not pass unseen.
need_files() {
    local pattern=$1 what=$2
    if compgen -G "$pattern" >/dev/null; then
        return
    fi
    echo "there are no $what: $pattern" >&2
    if [[ -n $check && -z ${CI-} ]]; then
        echo 'not checked' >&2
        exit 0
    fi
    exit 1
}

# Replaces the file or folder $1 by what was made under its name in $fresh. With --check, fails where the two differ.
# $2: the make target that rewrites it.
commit_fresh() {
    local path=$1 target=$2
    if [[ -z $check ]]; then
        mkdir -p "$(dirname "$path")"
        rm -rf "$path"
        cp -R "$fresh/${path##*/}" "$path"
    elif ! diff -r -u "$path" "$fresh/${path##*/}"; then
        echo "$path is out of date: run make $target and commit the result" >&2
        exit 1
    fi
}
