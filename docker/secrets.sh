#!/usr/bin/env bash
# Makes what the compose file and the evaluation overlay need: .env with passwords, and a key pair for tokens in
# docker/keys. What is there already is kept. Needs openssl, or Docker.
#   docker/secrets.sh                      for a login of your own
#   docker/secrets.sh --development-login  to try things out: whoever comes is logged in, under any name
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
development=
issuer=chorus
case ${1:-} in
  '') ;;
  --development-login)
    development=yes
    issuer=http://localhost:8080/dev/issuer
    ;;
  *) printf 'There is no option %s.\n' "$1" >&2 && exit 2 ;;
esac

password() {
  local bytes
  bytes=$(od -An -N24 -tx1 /dev/urandom)
  printf '%s' "${bytes//[[:space:]]/}"
}

# A private key on the standard output.
private_key() {
  if command -v openssl >/dev/null; then
    openssl genpkey -quiet -algorithm RSA -pkeyopt rsa_keygen_bits:2048 2>/dev/null ||
      openssl genpkey -algorithm RSA -pkeyopt rsa_keygen_bits:2048 2>/dev/null
  else
    java_tool private
  fi
}

# The public key of the private one on the standard input.
public_key() {
  if command -v openssl >/dev/null; then
    openssl pkey -pubout
  else
    java_tool public
  fi
}

# The same by the JDK that the images are built with.
java_tool() {
  docker run --rm -i --network none -v "$PWD/docker/Keys.java:/Keys.java:ro" \
    eclipse-temurin:25.0.1_8-jdk java /Keys.java "$1"
}

keys=docker/keys
if [ ! -f "$keys/public.pem" ]; then
  mkdir -p "$keys"
  (umask 077 && private_key >"$keys/private.pem.new")
  public_key <"$keys/private.pem.new" >"$keys/public.pem.new"
  # The services run as others than you, and it is no secret.
  chmod 644 "$keys/public.pem.new"
  mv "$keys/private.pem.new" "$keys/private.pem"
  mv "$keys/public.pem.new" "$keys/public.pem"
fi

# The issuer's container is another user. A key that logs anybody in is no secret worth the name.
[ -z "$development" ] || chmod 644 "$keys/private.pem"

if [ ! -f .env ]; then
  (
    umask 077
    while IFS= read -r line; do
      case $line in
        *_PASSWORD=) printf '%s%s\n' "$line" "$(password)" ;;
        CHORUS_JWT_PUBLIC_KEY_FILE=) printf '%s./%s/public.pem\n' "$line" "$keys" ;;
        CHORUS_JWT_ISSUER=) printf '%s%s\n' "$line" "$issuer" ;;
        CHORUS_LOGIN_FOLDER=*)
          printf 'CHORUS_LOGIN_FOLDER=./web-client/nginx/%slogin\n' "${development:+development-}"
          ;;
        '# COMPOSE_PROFILES='*) printf '%sCOMPOSE_PROFILES=development-login\n' "$([ -n "$development" ] || printf '# ')" ;;
        CHORUS_DEVELOPMENT_KEY_FILE=*) printf 'CHORUS_DEVELOPMENT_KEY_FILE=./%s/private.pem\n' "$keys" ;;
        *) printf '%s\n' "$line" ;;
      esac
    done <.env.example >.env.new
    mv .env.new .env
  )
fi
