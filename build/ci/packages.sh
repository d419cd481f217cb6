# The packages: how they come about, from a clone in another folder too, and what the library's holds.

clone="$work/a new clone"

# What the README promises: a clone, one command, a picture. Nothing is in the package cache.
draw_in_new_clone() {
  git clone -q . "$clone" &&
    (
      cd "$clone" &&
        export NUGET_PACKAGES="$work/packages" &&
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
      export NUGET_PACKAGES="$work/packages" &&
      touch spec/openai-images.yaml &&
      pack_and_expect_generations 1 &&
      pack_and_expect_generations 0
  )
}

pack_and_expect_generations() {
  local count
  dotnet pack -o "$work/feed of the clone" | tee "$work/pack.log" || return
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
    unzip -p "${package[0]}" OpenAIImages.Generated.nuspec >"$work/nuspec" &&
    grep -q '<license type="expression">MIT</license>' "$work/nuspec" &&
    ! grep NSwag "$work/nuspec" &&
    [ "$(dependencies_of net10.0)" = "Newtonsoft.Json Polly.Core " ]
}

registration_package_is_right() {
  local name=OpenAIImages.Extensions.DependencyInjection
  local package=("$work"/feed/"$name".*.nupkg)
  unzip -Z1 "${package[0]}" | grep -E '^(lib|README|Config|build|content|tools)' | sort >"$work/files" &&
    diff - "$work/files" <<END &&
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
    unzip -p "${package[0]}" "$name.nuspec" >"$work/nuspec" &&
    [ "$(dependencies_of net10.0)" = "OpenAIImages.Generated Microsoft.Extensions.Http " ]
}

dependencies_of() {
  sed -n "/<group targetFramework=\"$1\"/,/<\/group>/s/.*dependency id=\"\([^\"]*\)\".*/\1/p" "$work/nuspec" | tr '\n' ' '
}
