/** Who speaks: the identity that a token's claims carry, and the roles. */
package io.chorus.model.identity;
