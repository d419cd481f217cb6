#!/usr/bin/env bash
# Rewrites PublicAPI.Unshipped.txt of each library from its code. The diff is what a change means to users.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
export DOTNET_CLI_UI_LANGUAGE=en

for listing in src/*/PublicAPI.Unshipped.txt; do
  project=$(basename "$(dirname "$listing")")
  previous=$(mktemp)
  cp "$listing" "$previous"
  # Every symbol is missing from an empty listing, and the analyzer names them all (RS0016).
  echo '#nullable enable' >"$listing"
  if log=$(CI=false dotnet build "src/$project" -f net10.0 -tl:off); then
    sed -nE "s/.* RS0016: Symbol '(.*)' is not part of .*[/\\]$project\.csproj.*/\1/p" <<<"$log" | LC_ALL=C sort -u >>"$listing"
    rm "$previous"
  else
    mv "$previous" "$listing"
    echo "$log"
    exit 1
  fi
done
