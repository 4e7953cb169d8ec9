package io.chorus.notification.inbox;

import java.util.List;

/**
 * Part of an inbox.
 *
 * @param items in the direction asked for, the nearest first
 * @param hasMore whether there is more in the direction asked for
 */
public record InboxPage(List<InboxItem> items, boolean hasMore) {}
