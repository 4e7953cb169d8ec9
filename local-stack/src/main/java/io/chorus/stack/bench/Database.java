package io.chorus.stack.bench;

import io.chorus.stack.status.StackFile;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;

/** The way into a suite's PostgreSQL, past its services. */
final class Database {
  private Database() {}

  /** Closed by the caller. */
  static Connection connect(StackFile.Postgres postgres) throws SQLException {
    String url = "jdbc:" + postgres.url().replaceFirst("^jdbc:", "");
    return DriverManager.getConnection(url, postgres.user(), postgres.password());
  }
}
