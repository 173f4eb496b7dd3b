#!/bin/sh
# Builds repetition.wasm, or what is named, with clang. In Debian: apt-get install clang lld wasi-libc libclang-rt-dev-wasm32
# (libclang-rt-14-dev-wasm32 where clang is 14). SYSROOT says where wasi-libc is where it is not the system's.
set -eu
out=$(realpath -m "${1:-repetition.wasm}")
cd "$(dirname "$0")"
clang --target=wasm32-wasi --sysroot="${SYSROOT:-/usr}" -O2 -Wall -Wextra -Werror -Wl,--strip-all -o "$out" repetition.c
