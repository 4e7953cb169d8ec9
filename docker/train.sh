#!/usr/bin/env bash
# Runs a packaged service for a moment and keeps what its JVM has loaded and profiled in target/quarkus-app/app.aot.
# Not as root: PostgreSQL, which it runs for that, would refuse.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
exec java -XX:+UseCompactObjectHeaders --enable-native-access=ALL-UNNAMED --sun-misc-unsafe-memory-access=allow \
  -cp "local-stack/target/classes:local-stack/target/lib/*" \
  io.chorus.stack.cli.Chorus --home . train "${1:?the service, chat-service for one}"
