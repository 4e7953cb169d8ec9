/**
 * An issuer for those who try the suite out: OpenID Connect in which whoever comes may be anybody.
 * Never part of a production. Entry class: {@link io.chorus.stack.issuer.DevelopmentIssuer}. May
 * depend on the token package, nothing else of ours.
 */
package io.chorus.stack.issuer;
