/**
 * JSON from outside: read once, by its members, and passed on as the text that it was. Entry class:
 * {@link io.chorus.model.json.JsonObject}. Depends on text and refusals alone.
 */
package io.chorus.model.json;
