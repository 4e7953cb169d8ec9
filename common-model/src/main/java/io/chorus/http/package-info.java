/**
 * What the HTTP paths of all services have in common: bounds on connections, bodies and answers,
 * failures as RFC 9457 problems with the wire's code. The services find it by themselves, as beans.
 * Entry classes: {@link io.chorus.http.Problem}, {@link io.chorus.http.Bodies}, {@link
 * io.chorus.http.Connections}. Depends on the model, on Quarkus REST and the server below it.
 */
package io.chorus.http;
