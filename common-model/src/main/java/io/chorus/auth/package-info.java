/**
 * Who asks: the token at the edge of every service, its verification, and the keys for that. The
 * services find it by themselves, as beans. Entry class: {@link io.chorus.auth.Callers}. Depends on
 * the model, and on Quarkus' security and SmallRye JWT.
 */
package io.chorus.auth;
