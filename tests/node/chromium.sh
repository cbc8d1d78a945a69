#!/bin/sh
# Installs Debian's Chromium, unless there is a browser that the tests can drive.
set -eu

for name in chromium chromium-browser google-chrome google-chrome-stable; do
	if command -v "$name" >/dev/null; then exit 0; fi
done

fail() {
	echo "chromium.sh: $1; install Chromium or Chrome, as \`chromium\` or \`google-chrome\` on the PATH" >&2
	exit 1
}

as_root=
command -v apt-get >/dev/null || fail "there is no browser, and no apt-get to install one"
if [ "$(id -u)" -ne 0 ]; then
	command -v sudo >/dev/null || fail "there is no browser, and no right to install one"
	as_root=sudo
fi
export DEBIAN_FRONTEND=noninteractive
$as_root apt-get update -qq
$as_root apt-get install -qq --no-install-recommends chromium >/dev/null || fail "apt-get could not install chromium"
