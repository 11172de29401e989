#!/usr/bin/env bash
# Makes a folder with a minimal Debian and its RabbitMQ server, for tests to run by chroot: about 35 seconds, 245 MB.
#
#   make-rabbitmq-folder.sh <suite> <folder>
#
# The suite decides the series: trixie has RabbitMQ 4.0, sid has 4.3. Needs root and mmdebstrap. Packages come from the
# Debian mirror that apt is configured with here, or else from deb.debian.org. A folder that is there already is kept.
set -euo pipefail

suite=$1
folder=$2

if ! command -v mmdebstrap >/dev/null; then
  echo "mmdebstrap is not installed: apt-get update && apt-get install -y mmdebstrap" >&2
  exit 1
fi

mkdir -p "$(dirname "$folder")"
# Several test processes may want the same folder at the same time.
exec 9>"$folder.lock"
flock 9
if [ -d "$folder" ]; then exit 0; fi

mirror=$(apt-get indextargets --format "\$(REPO_URI)" 'Created-By: Packages' 'Origin: Debian' 'Label: Debian' 2>/dev/null | head -n 1 || true)
unfinished=$folder.unfinished
rm -rf "$unfinished"
# A mirror that is a snapshot has index files whose validity is over.
mmdebstrap --quiet --variant=minbase --include=rabbitmq-server --aptopt='Acquire::Check-Valid-Until "false"' \
  "$suite" "$unfinished" "${mirror:-http://deb.debian.org/debian}"
echo "127.0.0.1 localhost" >"$unfinished/etc/hosts"
mv "$unfinished" "$folder"
