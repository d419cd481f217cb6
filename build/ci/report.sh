# Counts what passed and what failed, and shows the end of the log of what failed.

passed_count=0
failed_count=0

passed() {
  passed_count=$((passed_count + 1))
  echo "ok      $1"
}

failed() {
  failed_count=$((failed_count + 1))
  echo "FAILED  $1"
}

# check NAME COMMAND...: one check, passed when the command succeeds.
check() {
  local name=$1 log start=$SECONDS
  log=$(mktemp -p "$work")
  shift
  if "$@" >"$log" 2>&1; then
    passed "$name ($((SECONDS - start)) s)"
  else
    failed "$name ($((SECONDS - start)) s)"
    tail -n 40 "$log" | sed 's/^/        /'
  fi
}

# check_tests NAME COMMAND...: as many checks as the test projects count in the TRX files that they write in CI.
check_tests() {
  local name=$1 results="$work/results" start=$SECONDS status=0 passed failed
  shift
  # MSBuild reads environment variables as properties: `dotnet test` needs no options. Tests that are not built by the same
  # command are distributed evenly over the cores.
  VSTestNoBuild=true VSTestResultsDirectory="$results" "$@" || status=1
  passed=$(sum_of_counters passed)
  failed=$(sum_of_counters failed error timeout aborted)
  passed_count=$((passed_count + passed))
  failed_count=$((failed_count + failed))
  echo "        $name: $passed passed, $failed failed ($((SECONDS - start)) s)"
  # A project that does not build, or a run that breaks off, may leave no file, or one without the tests that are missing.
  if [ "$status" != 0 ] && [ "$failed" = 0 ] || [ "$(count_of "$results"/*.trx)" != "$(count_of tests/*.Tests)" ]; then
    failed "$name"
  fi
}

# sum_of_counters NAME...: these attributes of <Counters total="…" passed="…" …/>, over all TRX files.
sum_of_counters() {
  local names
  names=$(IFS='|' && echo "$*")
  cat "$results"/*.trx | grep -o '<Counters [^>]*' | grep -oE " ($names)=\"[0-9]+\"" | tr -dc '0-9\n' |
    awk '{ sum += $1 } END { print sum + 0 }'
}

count_of() {
  local count=0 path
  for path in "$@"; do
    if [ -e "$path" ]; then count=$((count + 1)); fi
  done
  echo "$count"
}

# side_by_side FUNCTION...: functions with checks that do not need each other, at the same time.
side_by_side() {
  local function counts
  for function in "$@"; do
    (
      passed_count=0 failed_count=0
      "$function"
      echo "$passed_count $failed_count" >"$work/$function.counts"
    ) &
  done
  wait
  for function in "$@"; do
    # One that broke off has no counts.
    read -ra counts <"$work/$function.counts" || counts=(0 1)
    passed_count=$((passed_count + counts[0]))
    failed_count=$((failed_count + counts[1]))
  done
}

report() {
  echo "$passed_count passed, $failed_count failed"
  [ "$failed_count" = 0 ]
}
