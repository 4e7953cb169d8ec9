/**
 * Notifications under faults: one posts, others read their inboxes and listen to their streams.
 * Entry class: {@link io.chorus.checker.notice.Notices}. Knows the protocol alone.
 */
package io.chorus.checker.notice;
