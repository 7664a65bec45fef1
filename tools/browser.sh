#!/bin/sh
# Brings the browser that the page tests drive, where we may install one; they skip with a reason without it.
command -v chromium >/dev/null 2>&1 && exit 0
if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null 2>&1; then
    echo "installing chromium for the page tests"
    (apt-get update -qq && apt-get install -y -qq --no-install-recommends chromium) >/dev/null 2>&1 ||
        echo "chromium could not be installed; the page tests will be skipped"
else
    echo "no chromium on this machine; the page tests will be skipped (install chromium to run them)"
fi
exit 0
