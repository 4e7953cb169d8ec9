/**
 * Redis as people deploy it, of the machine's own package: for tests that want more than the one
 * embedded server. Entry classes: {@link io.chorus.stack.test.redis.RedisServer}, {@link
 * io.chorus.stack.test.redis.SentinelSetup}.
 */
package io.chorus.stack.test.redis;
