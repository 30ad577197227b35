#!/bin/sh
# The browser of the page tests. Where it cannot be installed the tests skip, or fail under CI=true.
command -v chromium >/dev/null 2>&1 || sh "$(dirname "$0")/system.sh" chromium fonts-dejavu-core || true
