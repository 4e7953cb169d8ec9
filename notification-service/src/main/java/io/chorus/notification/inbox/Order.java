package io.chorus.notification.inbox;

enum Order {
  OLDEST_FIRST("ASC"),
  NEWEST_FIRST("DESC");

  final String sql;

  Order(String sql) {
    this.sql = sql;
  }
}
