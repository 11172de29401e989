#!/usr/bin/env bash
# Builds the image of mqesm run-task, starts it with nothing but what its documentation says, and asks it as HCP Terraform does.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

folder=$(mktemp -d)
key=$(openssl rand -hex 32)
printf '%s\n' "$key" >"$folder/key"
chmod 755 "$folder"
chmod 444 "$folder/key"

npx tsx cli/package/build.ts
docker build --file cli/run-task/Dockerfile --tag mqesm-run-task dist
container=$(docker run --detach --read-only --cap-drop ALL --security-opt no-new-privileges --publish 127.0.0.1:8080:8080 \
  --env MQESM_RUN_TASK_KEY_FILE=/run/secrets/key --volume "$folder/key:/run/secrets/key:ro" mqesm-run-task)
finish() {
  docker logs "$container"
  docker rm --force "$container" >/dev/null
}
trap finish EXIT

curl --fail --silent --show-error --retry 30 --retry-delay 1 --retry-all-errors http://127.0.0.1:8080/health

ask() {
  signature=$(printf '%s' "$1" | openssl dgst -sha512 -hmac "$2" -r | cut -d ' ' -f 1)
  curl --silent --output /dev/null --write-out '%{http_code}' --header "X-TFC-Task-Signature: $signature" --data-binary "$1" \
    http://127.0.0.1:8080/run-task
}
body='{"payload_version":1,"access_token":"test-token"}'
test "$(ask "$body" "$key")" = 200
test "$(ask "$body" another)" = 401
test "$(docker exec "$container" id -u)" = 10001

docker stop --time 30 "$container" >/dev/null
test "$(docker inspect --format '{{.State.ExitCode}}' "$container")" = 0
