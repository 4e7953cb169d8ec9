/**
 * Chat messages and what is done to them: their ids, their place in a room's log. Entry class:
 * {@link io.chorus.model.message.LogEntry}.
 */
package io.chorus.model.message;
