package io.chorus.notification.inbox;

/**
 * Names a request, so that a caller may repeat it without having it carried out twice.
 *
 * @param key the caller's {@code Idempotency-Key}
 * @param fingerprint of the request's body
 */
public record RequestKey(String caller, String key, String fingerprint) {}
