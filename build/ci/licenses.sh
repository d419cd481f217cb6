# What the packages are made of: a CycloneDX bill of materials of each, in artifacts/bom, and the licenses in it.

# Reads what was restored, and nothing from the network except the tool itself.
bills_have_known_licenses() {
  local version project name
  version=$(dotnet msbuild src/OpenAIImages.Generated -getProperty:Version) || return
  rm -rf artifacts/bom
  for project in src/*/*.csproj; do
    name=$(basename "$project" .csproj)
    dotnet tool exec --yes cyclonedx -- "$project" --disable-package-restore --include-project-references \
      --set-nuget-purl --set-version "$version" --set-type Library --output artifacts/bom --filename "$name.json" \
      --output-format Json || return
  done
  node build/ci/licenses.mjs artifacts/bom/*.json
}
