package io.chorus.history.log;

import io.chorus.history.HistoryConfig;
import jakarta.inject.Singleton;
import java.util.regex.Pattern;

/** How the words of messages are taken: in which language, if at all. */
@Singleton
public class SearchWords {
  /** Names of PostgreSQL's configurations of text search, as they stand in statements. */
  private static final Pattern NAME = Pattern.compile("[a-z_][a-z0-9_]{0,62}");

  /** Characters of a message that can be found by; so no message is too long for its words. */
  private static final int MAX_CHARACTERS = 65_536;

  // Of messages as they are. Each is looked up by its key, see StoreSql.
  private static final String TAKE =
      """
      , now AS MATERIALIZED (
        SELECT DISTINCT ON (m.room_id, m.cursor) m.room_id, m.cursor, %1$s AS words
        FROM part
        CROSS JOIN LATERAL (
          SELECT * FROM history.message AS m
          WHERE m.room_id = part.room_id AND m.user_id = part.user_id AND m.id = part.id LIMIT 1
        ) AS m
        LEFT JOIN LATERAL (
          SELECT c.event, c.content FROM history.change AS c
          WHERE c.room_id = m.room_id AND c.user_id = m.user_id AND c.id = m.id
            AND c.event IN ('message_deleted', 'message_edited')
          ORDER BY c.event, c.cursor DESC LIMIT 1
        ) AS v ON true
        WHERE v.event IS DISTINCT FROM 'message_deleted' AND %2$s
        ORDER BY m.room_id, m.cursor
      ), searchable AS (
        INSERT INTO history.searchable AS s (room_id, cursor, words)
        SELECT room_id, cursor, words FROM now
        ON CONFLICT (room_id, cursor) DO UPDATE SET words = excluded.words
          WHERE s.words <> excluded.words
      )
      """;

  private static final String NOT_TAKEN =
      """
      NOT EXISTS (
        SELECT FROM history.searchable AS h WHERE h.room_id = m.room_id AND h.cursor = m.cursor)
      """;

  private final boolean enabled;
  private final String language;

  SearchWords(HistoryConfig config) {
    this.enabled = config.search().enabled();
    this.language = config.search().language();
    if (!NAME.matcher(language).matches()) {
      throw new IllegalArgumentException("chorus.search.language is no name: " + language);
    }
  }

  public boolean isEnabled() {
    return enabled;
  }

  /** The name of the language, as SQL. */
  public String language() {
    return "'" + language + "'::regconfig";
  }

  /** The words of a text, as SQL. */
  public String of(String text) {
    String part = "left(%s, %d)".formatted(text, MAX_CHARACTERS);
    return "to_tsvector(%s, %s)".formatted(language(), withoutTags(part));
  }

  /** A text, as SQL, in which PostgreSQL finds no tags: it would pass over what is in them. */
  public static String withoutTags(String text) {
    return "translate(%s, '<', ' ')".formatted(text);
  }

  /** Parts of a statement that take the words of the messages named in {@code part}. */
  String take() {
    return TAKE.formatted(of("coalesce(v.content, m.content)"), "true");
  }

  /** The same for those of which none were taken. */
  String takeMissing() {
    return TAKE.formatted(of("coalesce(v.content, m.content)"), NOT_TAKEN);
  }
}
