# How a gate is run, timed and listed.  Sourced, with $root set; $results is the list so far.
# shellcheck shell=sh

results=${RESULTS:-$(mktemp /tmp/regiowerk-results.XXXXXX)}
gate_log=$(mktemp /tmp/regiowerk-gate.XXXXXX)

# A checkout may belong to somebody else, in a container say; git would not list its files then.
export GIT_CONFIG_COUNT=1 GIT_CONFIG_KEY_0=safe.directory GIT_CONFIG_VALUE_0="$root"

# gate "name" COMMAND...: run it; show its output only when it fails.  Never ends the run.
gate() {
    gate_name=$1
    shift
    gate_start=$(date +%s)
    printf '%-44s ' "$gate_name"
    if "$@" >"$gate_log" 2>&1 </dev/null; then gate_result=ok; else gate_result=FAILED; fi
    gate_seconds=$(($(date +%s) - gate_start))
    counts=$(counts_of "$gate_log")
    printf '%4s s  %s %s\n' "$gate_seconds" "$gate_result" "$counts"
    if [ "$gate_result" = FAILED ]; then
        echo
        tail -n 300 "$gate_log" | sed 's/^/    | /'
        echo
    fi
    printf '%s|%s|%s|%s\n' "$gate_name" "$gate_seconds" "$gate_result" "$counts" >>"$results"
}

# not_run "name" "why": listed at the end; a failure where everything is meant to be there.
not_run() {
    if [ -n "${CI:-}" ]; then
        printf '%s|0|FAILED|not run: %s\n' "$1" "$2" >>"$results"
    else
        printf '%s|0|not run|%s\n' "$1" "$2" >>"$results"
    fi
    printf '%-44s    -    not run: %s\n' "$1" "$2"
}

# counts_of LOG: "12 passed, 1 failed" from pytest's closing line; nothing for other tools.
counts_of() {
    grep -E ' in [0-9.]+s' "$1" | tail -n 1 |
        grep -oE '[0-9]+ (passed|failed|skipped|errors?)' | tr '\n' ',' | sed 's/,$//; s/,/, /g' || :
}

# sum_of WORD: how many tests were WORD, over all gates.
sum_of() {
    grep -oE "[0-9]+ $1" "$results" | awk '{ sum += $1 } END { print sum + 0 }'
}

# closing: one table, what was not run, and a plain last line.  Fails if any gate failed.
closing() {
    echo
    awk -F '|' 'BEGIN { printf "%-44s %7s  %s\n", "Gate", "Seconds", "Result" }
        { printf "%-44s %7s  %s %s\n", $1, $2, $3, $4; all += $2 }
        END { printf "%-44s %7s\n", "together", all }' "$results"
    echo
    # A gate without tests of its own counts as one, so that its failure shows in the last line.
    passed=$(($(sum_of passed) + $(grep -cE '\|ok\|$' "$results" || :)))
    failed=$(($(sum_of failed) + $(sum_of error) + $(grep -E '\|FAILED\|' "$results" |
        grep -cvE '[0-9]+ (failed|error)' || :)))
    skipped=$(sum_of skipped)
    rm -f "$gate_log" "$results"
    if [ "$skipped" -gt 0 ]; then
        echo "$passed passed, $failed failed, $skipped skipped"
    else
        echo "$passed passed, $failed failed"
    fi
    [ "$failed" = 0 ]
}
