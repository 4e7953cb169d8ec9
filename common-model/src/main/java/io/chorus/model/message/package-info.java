/** Chat messages: their ids, their place in a room. */
package io.chorus.model.message;
