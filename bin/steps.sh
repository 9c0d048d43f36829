# How a step of setting up is run, timed, told and remembered.  Sourced, with $root set.
# shellcheck shell=sh

state=$root/.bin/state
log=$state/log
mkdir -p "$state"

say() { printf '%s\n' "$*"; }
complain() { printf '%s\n' "$*" >&2; }

# seconds_since START
seconds_since() { say $(($(date +%s) - $1)); }

# hash_of FILE...: one hash of the contents of files and folders and of where this checkout stands.
hash_of() {
    { say "$root"; find "$@" -type f -exec sha256sum {} + | LC_ALL=C sort -k 2; } 2>/dev/null |
        sha256sum | cut -d ' ' -f 1
}

# is_done NAME HASH: whether the step was done with exactly these inputs.
is_done() { [ "$(cat "$state/$1" 2>/dev/null || :)" = "$2" ]; }
mark_done() { say "$2" >"$state/$1"; }

# step "What is done" COMMAND...: run quietly; on failure show the end of the log and what it means.
step() {
    step_name=$1
    shift
    step_start=$(date +%s)
    printf '  %s ... ' "$step_name"
    if "$@" >"$log" 2>&1; then
        say "$(seconds_since "$step_start") s"
        return 0
    fi
    say "failed after $(seconds_since "$step_start") s"
    explain_failure
    return 1
}

explain_failure() {
    complain ""
    tail -n 20 "$log" | sed 's/^/    | /' >&2
    complain ""
    if grep -q 'Python 3.13 was not found' "$log"; then
        complain "Only Python 3.13 is missing; with it, run the same command again: what is done is kept."
    elif grep -qiE 'resolve host|name resolution|EAI_AGAIN|ENOTFOUND|network is unreachable|dns error|connection (refused|timed out)|ETIMEDOUT|ECONNREFUSED|max retries exceeded|error sending request' "$log"; then
        complain "The package registry could not be reached. Check the network; behind a proxy set"
        complain "HTTPS_PROXY=http://proxy:port. Then run the same command again: what is done is kept."
    elif grep -qiE 'ensurepip|python3.*-venv' "$log"; then
        complain "This Python cannot make virtual environments. On Debian: apt-get install python3-venv"
    elif grep -qiE 'no space left' "$log"; then
        complain "The disk is full. Setting up needs about 1 GB."
    elif grep -qiE 'certificate' "$log"; then
        complain "A certificate was refused. Behind an inspecting proxy, name its certificate file:"
        complain "SSL_CERT_FILE=/path/to/ca.pem PIP_CERT=/path/to/ca.pem NODE_EXTRA_CA_CERTS=/path/to/ca.pem"
    else
        complain "The whole output is in $log."
    fi
}
