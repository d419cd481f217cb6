#!/usr/bin/env bash
# Fuzzes the reading of responses with AFL++: `bash run.sh [SECONDS]`, 1200 by default. Installs AFL++ (Debian, Ubuntu) and
# SharpFuzz. Findings are in obj/findings/default/crashes; to see what one does, run
# `dotnet bin/Release/net10.0/OpenAIImages.Generated.Fuzzing.dll FILE`.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")"

command -v afl-fuzz >/dev/null || { apt-get update -q && apt-get install -qy afl++; }
[[ -x obj/tools/sharpfuzz ]] || dotnet tool install SharpFuzz.CommandLine --version 2.3.0 --tool-path obj/tools

# A fresh copy: an assembly cannot be instrumented twice.
rm -rf bin obj/findings
dotnet build -c Release -v q --nologo
binaries=bin/Release/net10.0
dotnet "$binaries/OpenAIImages.Generated.Fuzzing.dll" seeds/*
obj/tools/sharpfuzz "$binaries/OpenAIImages.Generated.dll"
obj/tools/sharpfuzz "$binaries/Newtonsoft.Json.dll"

export AFL_SKIP_BIN_CHECK=1 AFL_SKIP_CPUFREQ=1 AFL_I_DONT_CARE_ABOUT_MISSING_CRASHES=1 AFL_NO_UI=1
afl-fuzz -V "${1:-1200}" -i seeds -o obj/findings -t 10000 -m none -x words.txt -- \
  dotnet "$binaries/OpenAIImages.Generated.Fuzzing.dll"
grep -E 'run_time|execs_done|execs_per_sec|edges_found|corpus_count|saved_crashes|saved_hangs' obj/findings/default/fuzzer_stats
