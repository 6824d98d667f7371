#!/usr/bin/env bash
# Installs what the tests need from Debian, when it can; names what is missing when it cannot.
set -u
missing=()
for pair in cc:build-essential; do
  command -v "${pair%%:*}" >/dev/null || missing+=("${pair##*:}")
done
[ "${#missing[@]}" -eq 0 ] && exit 0
if [ "$(id -u)" -eq 0 ] && command -v apt-get >/dev/null; then
  apt-get update -qq && apt-get install -y -qq "${missing[@]}" && exit 0
fi
echo "The tests need these Debian packages: ${missing[*]} (apt-get install ${missing[*]})" >&2
exit 1
