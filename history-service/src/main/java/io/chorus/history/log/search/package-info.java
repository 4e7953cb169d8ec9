/**
 * Finds messages by their words, with PostgreSQL's own full text search. Entry class: {@link
 * io.chorus.history.log.search.MessageSearch}.
 */
package io.chorus.history.log.search;
