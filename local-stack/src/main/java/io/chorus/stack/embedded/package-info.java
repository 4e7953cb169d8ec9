/**
 * Real PostgreSQL and real Redis as processes of ours, from binaries that come with the build.
 * Entry classes: {@link io.chorus.stack.embedded.EmbeddedPostgres} and {@link
 * io.chorus.stack.embedded.EmbeddedRedis}. May depend on the process package, nothing else of ours.
 */
package io.chorus.stack.embedded;
