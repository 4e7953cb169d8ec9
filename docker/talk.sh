#!/usr/bin/env bash
# Has a conversation with a suite: posts a message with a token of docker/keys, and waits until the history has it.
#   docker/talk.sh http://localhost:8080
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
url=${1:?the address of the gateway}
issuer=$(sed -n 's/^CHORUS_JWT_ISSUER=//p' .env)

base64url() { openssl base64 -A | tr '+/' '-_' | tr -d '='; }
claims=$(printf '{"iss":"%s","sub":"try","groups":["publisher"],"exp":%d}' "$issuer" $(($(date +%s) + 300)))
signed=$(printf '{"alg":"RS256","typ":"JWT"}' | base64url).$(printf '%s' "$claims" | base64url)
token=$signed.$(printf '%s' "$signed" | openssl dgst -sha256 -sign docker/keys/private.pem -binary | base64url)

content="hello at $(date +%s%N)"
for _ in $(seq 60); do
  if curl --silent --show-error --fail --max-time 20 --header "Authorization: Bearer $token" \
    --header 'Content-Type: application/json' --data "{\"content\":\"$content\"}" \
    "$url/api/chat/rooms/try/messages"; then
    break
  fi
  sleep 1
done
curl --silent --show-error --fail --max-time 20 --header "Authorization: Bearer $token" \
  "$url/api/history/rooms/try/messages" | grep --fixed-strings --quiet "$content"
curl --silent --show-error --fail --max-time 20 --output /dev/null "$url/"
printf '\nIt works: "%s" is in the history.\n' "$content"
