#!/bin/sh
# Brings the Virtuoso that the tests publish to, where we may install one; they skip with a reason without it.
# Only the programs, not the service that would start by itself: the tests start their own, on loopback.
command -v virtuoso-t >/dev/null 2>&1 && command -v isql-vt >/dev/null 2>&1 && exit 0
if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null 2>&1; then
    echo "installing virtuoso for the tests of remote stores"
    (
        export DEBIAN_FRONTEND=noninteractive
        apt-get update -qq
        apt-get install -y -qq --no-install-recommends virtuoso-opensource-7-bin ||
            apt-get install -y -qq --no-install-recommends virtuoso-opensource
    ) >/dev/null 2>&1 ||
        echo "virtuoso could not be installed; its tests will be skipped"
else
    echo "no virtuoso on this machine; its tests will be skipped (install virtuoso-opensource to run them)"
fi
exit 0
