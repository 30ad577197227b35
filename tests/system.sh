#!/bin/sh
# Installs Debian packages where the machine lets it; says the line to type where it does not.
set -u
if [ "$(id -u)" = 0 ]; then as=""; elif command -v sudo >/dev/null 2>&1 && sudo -n true 2>/dev/null; then as="sudo"; else as="no"; fi
if [ "$as" = no ] || ! command -v apt-get >/dev/null 2>&1; then
    echo "Thiếu gói hệ thống: $*. Hãy cài bằng quyền quản trị: apt-get install $*" >&2
    exit 1
fi
$as apt-get update -qq && DEBIAN_FRONTEND=noninteractive $as apt-get install -y -qq --no-install-recommends "$@"
