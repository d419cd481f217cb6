# The sources: tools for the checks, format, spec.

# unzip looks into packages; Mono runs the assembly for .NET Standard 2.0 (mono-devel has the facades that it needs); clang
# links native code, with zlib; chromium opens the emulator's page; the others open its pictures.
install_tools() {
  if ! has_tools; then
    as_root apt-get update -qq &&
      as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends \
        $(has_browser >/dev/null || echo chromium) clang mono-devel unzip zlib1g-dev \
        giflib-tools libjpeg-turbo-progs libpng-tools librsvg2-bin pngcheck webp
  fi >"$work/apt.log" 2>&1
}

as_root() {
  if [ "$(id -u)" = 0 ]; then "$@"; else sudo "$@"; fi
}

# Chrome does as well: the runners of GitHub have it, and Ubuntu's chromium is a snap.
has_browser() {
  command -v chromium || command -v chromium-browser || command -v google-chrome
}

has_tools() {
  { has_browser && command -v clang && command -v mono && command -v unzip && [ -f /usr/include/zlib.h ] &&
    compgen -G "/usr/lib/mono/*/Facades/netstandard.dll" && command -v pngcheck && command -v pngfix &&
    command -v djpeg && command -v dwebp && command -v giftext && command -v rsvg-convert; } >/dev/null
}

# Style and analyzers are part of every build; this adds the white space of the files that no project compiles.
format_is_right() {
  dotnet format whitespace --folder --verify-no-changes --exclude '**/obj/**' '**/bin/**'
}

spec_passes_linters() {
  cp -r build/lint "$work/lint" &&
    npm ci --prefix "$work/lint" --ignore-scripts --no-audit --no-fund &&
    REDOCLY_TELEMETRY=off REDOCLY_SUPPRESS_UPDATE_NOTICE=true \
      "$work/lint/node_modules/.bin/redocly" lint --extends=recommended-strict spec/openai-images.yaml &&
    "$work/lint/node_modules/.bin/spectral" lint --ruleset build/lint/spectral.yaml --fail-severity hint \
      spec/openai-images.yaml
}
