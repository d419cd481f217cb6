# The emulator's pictures, opened by decoders that share nothing with the code that wrote them.

# draw FILE PROMPT OPTION...: a picture, by the command line and its emulator.
draw() {
  dotnet src/OpenAIImages.Cli/bin/Debug/net10.0/openai-images.dll "$2" --emulator --model gpt-image-2.6-flare \
    --output-format "${1##*.}" --output "$pictures/$1" "${@:3}"
}

pictures_open_elsewhere() {
  local pictures="$work/pictures" format
  mkdir -p "$pictures" || return
  for format in png jpeg webp gif svg; do
    draw "first.$format" otter --size 1024x640 $(options_of $format) &&
      draw "again.$format" otter --size 1024x640 $(options_of $format) &&
      draw "other.$format" "a castle" --size 1024x640 $(options_of $format) &&
      cmp "$pictures/first.$format" "$pictures/again.$format" &&
      ! cmp -s "$pictures/first.$format" "$pictures/other.$format" &&
      [ "$(size_of "$pictures/first.$format")" = 1024x640 ] || { echo "$format is wrong"; return 1; }
  done
  gif_is_animated && compression_shrinks jpeg && compression_shrinks webp && transparency_is_there
}

options_of() {
  if [ "$1" = gif ]; then echo --frame-count 4 --frame-duration-ms 120; fi
}

# size_of FILE: WIDTHxHEIGHT, after decoding all of it.
size_of() {
  case $1 in
    *.png) pngfix "$1" >&2 && pngcheck "$1" | sed -n 's/^OK: .* (\([0-9x]*\),.*/\1/p' ;;
    *.jpeg) djpeg -outfile "$1.pnm" "$1" && pnm_size "$1.pnm" ;;
    *.webp) dwebp -quiet -ppm "$1" -o "$1.pnm" && pnm_size "$1.pnm" ;;
    *.gif) gif2rgb -1 -o "$1.rgb" "$1" && giftext "$1" | sed -n 's/.*Screen Size - Width = \(.*\), Height = \(.*\)\./\1x\2/p' ;;
    *.svg) rsvg-convert "$1" -o "$1.png" && size_of "$1.png" ;;
  esac
}

pnm_size() {
  head -c 20 "$1" | tr '\n' ' ' | cut -d ' ' -f 2,3 | tr ' ' x
}

gif_is_animated() {
  giftext "$pictures/first.gif" >"$pictures/gif.txt" &&
    [ "$(grep -c '^Image #' "$pictures/gif.txt")" = 4 ] && [ "$(grep -c 'DelayTime: 12' "$pictures/gif.txt")" = 4 ]
}

compression_shrinks() {
  draw "small.$1" otter --size 1024x640 --output-compression 30 && size_of "$pictures/small.$1" &&
    [ "$(stat -c %s "$pictures/small.$1")" -lt "$(stat -c %s "$pictures/first.$1")" ]
}

transparency_is_there() {
  draw clear.png otter --background transparent && draw clear.webp otter --background transparent &&
    pngcheck "$pictures/clear.png" | grep '32-bit RGB+alpha' &&
    dwebp -quiet -pam "$pictures/clear.webp" -o "$pictures/clear.pam" &&
    head -c 100 "$pictures/clear.pam" | grep -a 'TUPLTYPE RGB_ALPHA'
}
