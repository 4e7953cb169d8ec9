/**
 * The way of one message: a place in the outbox, a stamp and publication, storage, receipt. Entry
 * class: {@link io.chorus.chat.posting.Posting}.
 */
package io.chorus.chat.posting;
