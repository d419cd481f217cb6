# The packages: how they are built, even from a clone in another folder, and what they contain.

clone="$work/a new clone"

# The build before the tests ran the analyzers on everything.
pack=(-p:RunAnalyzers=false)

# What the README promises: a clone, one command, a picture. Nothing is in the package cache.
draw_in_new_clone() {
  git clone -q . "$clone" &&
    (
      cd "$clone" &&
        export NUGET_PACKAGES="$work/packages of the clone" &&
        dotnet run --project src/OpenAIImages.Cli -- "A cute baby sea otter" --emulator --output otter.png &&
        is_png otter.png
    )
}

is_png() {
  [ "$(head -c 8 "$1" | od -An -tx1 | tr -d ' \n')" = 89504e470d0a1a0a ]
}

# Packing builds every target framework of everything that is packed, side by side.
generate_once() {
  (
    cd "$clone" &&
      export NUGET_PACKAGES="$work/packages of the clone" &&
      touch spec/openai-images.yaml &&
      pack_and_expect_generations 1 &&
      pack_and_expect_generations 0
  )
}

pack_and_expect_generations() {
  local count
  dotnet pack "${pack[@]}" -o "$work/feed of the clone" | tee "$work/pack.log" || return
  count=$(grep -c "Generating the client" "$work/pack.log")
  [ "$count" = "$1" ] || { echo "generated $count times instead of $1"; return 1; }
}

library_package_is_right() {
  local package=("$work"/feed/OpenAIImages.Generated.*.nupkg)
  unzip -Z1 "${package[0]}" | grep -E '^(lib|spec|README|build|content|tools)' | sort >"$work/files" &&
    diff - "$work/files" <<'END' &&
README.md
lib/net10.0/OpenAIImages.Generated.dll
lib/net10.0/OpenAIImages.Generated.xml
lib/net8.0/OpenAIImages.Generated.dll
lib/net8.0/OpenAIImages.Generated.xml
lib/netstandard2.0/OpenAIImages.Generated.dll
lib/netstandard2.0/OpenAIImages.Generated.xml
spec/openai-images.yaml
END
    unzip -p "${package[0]}" spec/openai-images.yaml | cmp - spec/openai-images.yaml
}

registration_package_is_right() {
  local name=OpenAIImages.Extensions.DependencyInjection
  local package=("$work"/feed/"$name".*.nupkg)
  unzip -Z1 "${package[0]}" | grep -E '^(lib|README|Config|build|content|tools)' | sort >"$work/files" &&
    diff - "$work/files" <<END
ConfigurationSchema.json
README.md
buildTransitive/$name.targets
lib/net10.0/$name.dll
lib/net10.0/$name.xml
lib/net8.0/$name.dll
lib/net8.0/$name.xml
lib/netstandard2.0/$name.dll
lib/netstandard2.0/$name.xml
END
}

# Common properties of all packages, and the complete list of their dependencies.
packages_agree() {
  local package name version
  version=$(basename "$work"/feed/OpenAIImages.Generated.*.nupkg .nupkg) && version=${version#OpenAIImages.Generated.}
  for package in "$work"/feed/*.nupkg; do
    name=$(basename "$package" ".$version.nupkg")
    unzip -p "$package" "$name.nuspec" | tr -d '\r' >"$work/nuspec" && package_is_complete || return
    dependencies
  done >"$work/dependencies"
  diff - "$work/dependencies" <<'END'
OpenAIImages.Batch net10.0: OpenAIImages.Generated System.Threading.RateLimiting
OpenAIImages.Batch net8.0: OpenAIImages.Generated System.Threading.RateLimiting
OpenAIImages.Batch .NETStandard2.0: OpenAIImages.Generated System.Threading.RateLimiting
OpenAIImages.Cli: none
OpenAIImages.Emulator net10.0: OpenAIImages.Generated SixLabors.ImageSharp YamlDotNet
OpenAIImages.Emulator net8.0: OpenAIImages.Generated SixLabors.ImageSharp YamlDotNet
OpenAIImages.Extensions.AI net10.0: OpenAIImages.Generated Microsoft.Extensions.AI
OpenAIImages.Extensions.AI net8.0: OpenAIImages.Generated Microsoft.Extensions.AI
OpenAIImages.Extensions.AI .NETStandard2.0: OpenAIImages.Generated Microsoft.Extensions.AI
OpenAIImages.Extensions.DependencyInjection net10.0: OpenAIImages.Generated Microsoft.Extensions.Http
OpenAIImages.Extensions.DependencyInjection net8.0: OpenAIImages.Generated Microsoft.Extensions.Http
OpenAIImages.Extensions.DependencyInjection .NETStandard2.0: OpenAIImages.Generated Microsoft.Extensions.Http
OpenAIImages.Generated net10.0: Newtonsoft.Json Polly.Core
OpenAIImages.Generated net8.0: Newtonsoft.Json Polly.Core System.Net.ServerSentEvents
OpenAIImages.Generated .NETStandard2.0: Microsoft.Bcl.TimeProvider Newtonsoft.Json Polly.Core System.Diagnostics.DiagnosticSource System.Net.ServerSentEvents
END
}

package_is_complete() {
  local owner="The OpenAIImages.Generated authors" pattern
  for pattern in "<id>$name</id>" "<version>$version</version>" "<authors>$owner</authors>" \
    '<license type="expression">MIT</license>' '<icon>icon.png</icon>' '<readme>README.md</readme>' \
    '<description>.{60,}</description>' '<releaseNotes>### ' "<copyright>.*$owner</copyright>" \
    '<tags>.*openai.* image-generation.*</tags>' "<repository type=\"git\".* commit=\"$(git rev-parse HEAD)\""; do
    grep -qE "$pattern" "$work/nuspec" || { echo "$name: no $pattern" >&2; return 1; }
  done
  unzip -p "$package" README.md | cmp - "src/$name/README.md" && unzip -p "$package" icon.png | cmp - build/icon.png
}

# A line for each target framework of a package: the packages that it depends on there.
dependencies() {
  sed -nE '/<dependencies>/,/<\/dependencies>/s/.*<(group targetFramework|dependency id)="([^"]*)".*/\1 \2/p' "$work/nuspec" |
    awk -v name="$name" '
      $1 == "group" { if (line) print line; line = name " " $3 ":"; next }
      { line = line " " $3 }
      END { print line ? line : name ": none" }'
}
