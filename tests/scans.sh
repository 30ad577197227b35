#!/bin/sh
# The program that reads scans. Where it cannot be installed the tests of it skip, or fail under CI=true.
tesseract --list-langs 2>/dev/null | grep -qx vie || sh "$(dirname "$0")/system.sh" tesseract-ocr tesseract-ocr-vie || true
