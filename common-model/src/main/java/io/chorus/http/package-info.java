/**
 * What the HTTP paths of all services have in common: bodies within their limit, failures as RFC
 * 9457 problems with the wire's code. The services find it by themselves, as beans. Entry classes:
 * {@link io.chorus.http.Problem}, {@link io.chorus.http.JsonBody}. Depends on the model and on
 * Quarkus REST.
 */
package io.chorus.http;
