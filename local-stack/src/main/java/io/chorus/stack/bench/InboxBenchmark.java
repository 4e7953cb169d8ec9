package io.chorus.stack.bench;

import io.chorus.stack.status.StackFile;
import java.net.URI;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.UUID;
import java.util.function.Consumer;

/**
 * The newest page of an inbox in which much is unread, and with it how much. What is in it is put
 * there past the service, which would take minutes for it.
 */
final class InboxBenchmark extends RequestBenchmark {
  private static final int CALLERS = 4;

  // Of now, as what is old is purged.
  private static final String FILL =
      """
      WITH filled AS (
        INSERT INTO notification.notification (cursor, id, type, message, broadcast)
        SELECT (extract(epoch FROM clock_timestamp()) * 1000000)::bigint + n,
          gen_random_uuid()::text, 'bench', 'number ' || n, false
        FROM generate_series(1, ?) AS n
        RETURNING cursor
      ), received AS (
        INSERT INTO notification.recipient (user_id, cursor) SELECT ?, cursor FROM filled
      )
      UPDATE notification.clock SET last = greatest(last, (SELECT max(cursor) FROM filled))
      """;

  private final int notifications;

  InboxBenchmark(int notifications, Duration warmUp, Duration time) {
    super("notification", warmUp, time);
    this.notifications = notifications;
  }

  @Override
  public Measured run(Target target, Consumer<String> progress) throws Exception {
    ChorusTarget chorus = (ChorusTarget) target;
    URI server = URI.create(chorus.suite().notification(0).url());
    String user = "inbox-" + UUID.randomUUID();
    fill(chorus.suite().postgres(), user);
    progress.accept("%,d notifications are stored".formatted(notifications));
    Callers reader = new Callers(server, chorus.suite().tokens().mint(user), CALLERS);
    return measure(
        new Measured(),
        Names.of("page"),
        target,
        reader,
        (caller, number) -> caller.get("/api/notifications?limit=50"));
  }

  private void fill(StackFile.Postgres postgres, String user) throws SQLException {
    try (Connection connection = Database.connect(postgres);
        PreparedStatement fill = connection.prepareStatement(FILL);
        Statement tidy = connection.createStatement()) {
      fill.setInt(1, notifications);
      fill.setString(2, user);
      fill.executeUpdate();
      tidy.execute("VACUUM ANALYZE");
    }
  }
}
