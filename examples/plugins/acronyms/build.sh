#!/bin/sh
# Builds acronyms.wasm, or what is named, with Go's own toolchain. Without -s -w it would be twice as large.
set -eu
out=$(realpath -m "${1:-acronyms.wasm}")
cd "$(dirname "$0")"
GOOS=wasip1 GOARCH=wasm go build -trimpath -ldflags='-s -w' -o "$out" .
