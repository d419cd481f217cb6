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
  local name=$1 log="$work/log" start=$SECONDS
  shift
  if "$@" >"$log" 2>&1; then
    passed "$name ($((SECONDS - start)) s)"
  else
    failed "$name ($((SECONDS - start)) s)"
    tail -n 40 "$log" | sed 's/^/        /'
  fi
}

# check_tests NAME COMMAND...: as many checks as the summaries of the command's test projects count.
check_tests() {
  local name=$1 log="$work/tests.log" start=$SECONDS status=0 counts
  shift
  "$@" 2>&1 | tee "$log" || status=1
  counts=$(sed -nE 's/^(Passed|Failed)! +- Failed: +([0-9]+), Passed: +([0-9]+),.*/\3 \2/p' "$log" |
    awk '{ passed += $1; failed += $2 } END { print passed + 0, failed + 0 }')
  passed_count=$((passed_count + ${counts% *}))
  failed_count=$((failed_count + ${counts#* }))
  echo "        $name: ${counts% *} passed, ${counts#* } failed ($((SECONDS - start)) s)"
  # A project that does not build, or a run that breaks off, has no count.
  if [ "$status" != 0 ] && [ "${counts#* }" = 0 ] || [ "$counts" = "0 0" ]; then
    failed "$name"
  fi
}

report() {
  echo "$passed_count passed, $failed_count failed"
  [ "$failed_count" = 0 ]
}
