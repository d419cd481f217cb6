# Users' projects, outside the repository, restored from the packed packages and run.

# new_consumer KIND NAME: copies tests/Consumers/KIND to a folder with the packages as a source, and goes there.
new_consumer() {
  local folder="$work/consumers/$2"
  mkdir -p "$work/consumers" && cp -r "tests/Consumers/$1" "$folder" && cd "$folder" || return
  cat >NuGet.config <<END
<configuration><packageSources><add key="packed" value="$work/feed" /></packageSources></configuration>
END
  export NUGET_PACKAGES="$work/packages" PackedVersion
  PackedVersion=$(basename "$work"/feed/OpenAIImages.Generated.*.nupkg .nupkg)
  PackedVersion=${PackedVersion#OpenAIImages.Generated.}
}

consume_on_net10() {
  (new_consumer Client net10 && dotnet run -p:ConsumerFramework=net10.0)
}

consume_on_net8() {
  (new_consumer Client net8 && publish_self_contained net8.0 && out/Client)
}

consume_trimmed() {
  consume_without_warnings trimmed -p:PublishTrimmed=true
}

consume_native() {
  consume_without_warnings native -p:PublishAot=true
}

# consume_without_warnings NAME OPTION: no warning may name the library; Newtonsoft.Json has its own warnings.
consume_without_warnings() {
  (
    new_consumer Client "$1" &&
      publish_self_contained net10.0 "$2" -p:TrimmerSingleWarn=false -p:TreatWarningsAsErrors=false >publish.log &&
      ! grep "warning IL.*OpenAIImages" publish.log &&
      out/Client
  ) || { cat "$work/consumers/$1/publish.log"; return 1; }
}

publish_self_contained() {
  dotnet publish -p:ConsumerFramework="$1" --use-current-runtime --self-contained -o out "${@:2}"
}

consume_on_mono() {
  (new_consumer Client mono && dotnet build -p:ConsumerFramework=net472 -o out && mono out/Client.exe)
}

consume_emulator() {
  (new_consumer Emulator emulator && dotnet run)
}

consume_web() {
  (
    new_consumer Web web && dotnet run &&
      dotnet msbuild -getItem:JsonSchemaSegment | grep -q "ConfigurationSchema.json"
  )
}

consume_image_generator() {
  (new_consumer ImageGenerator image-generator && dotnet run)
}

# npm's client of the API, against the emulator.
consume_emulator_with_npm() {
  cp -r build/npm-client "$work/npm-client" &&
    npm ci --prefix "$work/npm-client" --ignore-scripts --no-audit --no-fund &&
    (new_consumer Emulator npm && dotnet run -- node "$work/npm-client/client.mjs")
}

consume_tool() {
  (
    new_consumer Client tool &&
      dotnet tool install OpenAIImages.Cli --version "$PackedVersion" --tool-path tool &&
      tool/openai-images "A cute baby sea otter" --emulator --output otter.png &&
      is_png otter.png
  )
}
