package io.chorus.notification.inbox;

import io.chorus.database.Outage;
import io.chorus.notification.NotificationConfig;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Singleton;

/**
 * Asks the database in single statements. Failures that may pass, and those to answer in time, are
 * {@link InboxUnavailable}. Thread-safe; never blocks.
 */
@Singleton
class InboxQueries {
  private final Pool pool;
  private final NotificationConfig config;

  InboxQueries(Pool pool, NotificationConfig config) {
    this.pool = pool;
    this.config = config;
  }

  Uni<RowSet<Row>> run(String statement, Tuple values) {
    return pool.preparedQuery(statement)
        .execute(values)
        .ifNoItem()
        .after(config.readWithin())
        .fail()
        .onFailure(Outage::isOne)
        .transform(InboxUnavailable::noted);
  }
}
