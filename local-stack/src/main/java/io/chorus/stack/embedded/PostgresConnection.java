package io.chorus.stack.embedded;

import io.chorus.stack.process.StartFailure;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Properties;
import org.postgresql.Driver;

/** What the owner of a server has to ask it. */
record PostgresConnection(int port, String user, String password) {

  boolean answers() {
    try (Connection connection = open()) {
      return connection.isValid(1);
    } catch (SQLException e) {
      return false;
    }
  }

  void createDatabase(String name) {
    try (Connection connection = open();
        Statement statement = connection.createStatement()) {
      String lookup = "SELECT FROM pg_database WHERE datname = '%s'".formatted(name);
      try (ResultSet found = statement.executeQuery(lookup)) {
        if (found.next()) {
          return;
        }
      }
      statement.execute("CREATE DATABASE " + name);
    } catch (SQLException e) {
      throw new StartFailure(
          "PostgreSQL does not make the database %s: %s.".formatted(name, e.getMessage()), e);
    }
  }

  private Connection open() throws SQLException {
    Properties properties = new Properties();
    properties.setProperty("user", user);
    properties.setProperty("password", password);
    properties.setProperty("connectTimeout", "1");
    properties.setProperty("socketTimeout", "10");
    properties.setProperty("ApplicationName", "local-stack");
    // Asked directly: the list of registered drivers depends on who loaded which class.
    return new Driver().connect("jdbc:postgresql://127.0.0.1:" + port + "/postgres", properties);
  }
}
