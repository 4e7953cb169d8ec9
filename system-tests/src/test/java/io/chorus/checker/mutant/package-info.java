/**
 * Services with a fault, to see that the checker finds it: what stands between, or takes the place
 * of a part, lies. Entry class: {@link io.chorus.checker.mutant.Mutation}. Nothing of this is in a
 * service.
 */
package io.chorus.checker.mutant;
