#!/bin/sh
# The browser tests drive the system's Chromium: nothing to do when it is there (or named in CHROMIUM),
# installed with apt-get by root, otherwise the command to run is printed.
set -eu

if [ -n "${CHROMIUM:-}" ]; then
    [ -x "$CHROMIUM" ] && exit 0
    echo "CHROMIUM=$CHROMIUM is no program that can be run." >&2
    exit 1
fi

for name in chromium chromium-browser google-chrome; do
    if command -v "$name" >/dev/null 2>&1; then
        exit 0
    fi
done

if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null 2>&1; then
    echo 'Chromium is missing: installing it with apt-get.'
    apt-get update -qq
    DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends chromium fonts-dejavu-core
    exit 0
fi

cat >&2 <<'TXT'
The browser tests need Chromium, which is not installed.
  Debian:          sudo apt-get install chromium
  Fedora:          sudo dnf install chromium
  another place:   export CHROMIUM=/path/to/chromium
then run the command again.
TXT
exit 1
