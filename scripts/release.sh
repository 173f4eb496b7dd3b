#!/usr/bin/env bash
# release.sh [VERSION]: builds what a release is made of into $OUT (dist): a binary for each of $TARGETS in an archive, an SBOM
# of each, and checksums. It builds what is committed, in a folder of its own, and needs nothing that go.mod does not name.
#
# lingua-go comes with five models a language, 124 MB; low accuracy reads the three small ones. The others are left out of a
# vendored copy, which go install cannot do: a binary has 32 MB instead of 145. lingua-go takes a model that is missing for
# no evidence and says nothing, so internal/language's test of its answers is run on that copy before anything is built.
set -euo pipefail
cd "$(dirname "$0")/.."

version=${1:-$(git describe --tags --match 'v*' --always)}
version=${version#v}
targets=${TARGETS:-linux/amd64 linux/arm64 darwin/amd64 darwin/arm64 windows/amd64 windows/arm64}
mkdir -p "${OUT:-dist}"
out=$(cd "${OUT:-dist}" && pwd)
time=$(git log -1 --format=%cI)
export SOURCE_DATE_EPOCH
SOURCE_DATE_EPOCH=$(git log -1 --format=%ct)

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
git archive HEAD | tar -x -C "$work"
(cd "$work" && go mod vendor)
models="$work/vendor/github.com/pemistahl/lingua-go/language-models"
before=$(du -sk "$models" | cut -f1)
find "$models" \( -name 'quadrigrams.*' -o -name 'fivegrams.*' \) -delete
echo "language models: $((before / 1024)) MB, of which $(($(du -sk "$models" | cut -f1) / 1024)) MB are built in"
(cd "$work" && go test -mod=vendor -count=1 -run '^TestAnswers$' ./internal/language)

for target in $targets; do
  os=${target%/*} arch=${target#*/}
  name="sayso_${version}_${os}_${arch}"
  binary=sayso
  [ "$os" = windows ] && binary=sayso.exe
  mkdir "$work/$name"
  (
    cd "$work"
    CGO_ENABLED=0 GOOS=$os GOARCH=$arch go build -mod=vendor -trimpath -buildvcs=false -tags urfave_cli_no_docs \
      -ldflags "-s -w -X github.com/sayso-lint/sayso/cli.version=$version" -o "$name/$binary" .
    cp LICENSE README.md CHANGELOG.md internal/tag/LICENSE-model.md "$name/"
    go run -mod=vendor ./scripts/sbom -version "$version" -time "$time" "$name/$binary" >"$out/$name.cdx.json"
  )
  if [ "$target" = "$(go env GOHOSTOS)/$(go env GOHOSTARCH)" ]; then
    # It runs, knows its version, and finds and tells what the tests say it does.
    said=$("$work/$name/$binary" version) && [ "$said" = "sayso $version" ]
    code=0
    printf 'An estimated 4,200 boats were lost.\n' | "$work/$name/$binary" check -q --format compact - >"$work/said" || code=$?
    if [ "$code" != 1 ] || ! grep -q 'unsourced-estimate' "$work/said"; then
      echo "the binary exits with $code and finds: $(cat "$work/said")"
      exit 1
    fi
  fi
  # The same bytes from the same commit: no name of a machine, no moment of a build.
  find "$work/$name" -exec touch -h -d "@$SOURCE_DATE_EPOCH" {} +
  if [ "$os" = windows ] && command -v zip >/dev/null; then
    (cd "$work" && rm -f "$out/$name.zip" && TZ=UTC zip -qrX "$out/$name.zip" "$name")
  else
    tar -C "$work" --sort=name --owner=0 --group=0 --numeric-owner --mtime="@$SOURCE_DATE_EPOCH" -cf - "$name" | gzip -9n >"$out/$name.tar.gz"
  fi
  echo "$name: $(($(wc -c <"$work/$name/$binary") / 1024 / 1024)) MB"
done
(cd "$out" && sha256sum "sayso_${version}_"* >checksums.txt)
echo "$out:"
cat "$out/checksums.txt"
