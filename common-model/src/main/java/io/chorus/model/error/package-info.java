/** Error codes of the wire, and the refusal that carries one. */
package io.chorus.model.error;
