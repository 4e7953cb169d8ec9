#!/usr/bin/env bash
# Runs a packaged service for a moment and keeps what its JVM has loaded and profiled in target/quarkus-app/app.aot.
# Not as root: PostgreSQL, which it runs for that, would refuse.
# Where that fails there is no such file, and whoever builds an image goes on: it is only slower to start.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
service="${1:?the service, chat-service for one}"
if ! java -XX:+UseCompactObjectHeaders --enable-native-access=ALL-UNNAMED --sun-misc-unsafe-memory-access=allow \
  -cp "local-stack/target/classes:local-stack/target/lib/*" \
  io.chorus.stack.cli.Chorus --home . train "$service"; then
  rm -f "$service/target/quarkus-app/app.aot"
  echo "WARNING: $service could not be trained. Its image has no AOT cache: it works, and takes longer to be ready." >&2
fi
