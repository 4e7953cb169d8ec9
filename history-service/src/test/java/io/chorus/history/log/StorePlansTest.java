package io.chorus.history.log;

import static org.assertj.core.api.Assertions.assertThat;

import io.chorus.history.Plans;
import io.chorus.stack.test.Backends;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.inject.Inject;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What stores messages takes no longer the more there are, however empty the log was at first. */
@QuarkusTest
@QuarkusTestResource(Backends.class)
class StorePlansTest {
  @Inject Pool pool;
  @Inject SearchWords words;

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void nothingThatIsDoneForEachBatchGoesThroughATable(boolean analyzed) {
    StoreSql sql = new StoreSql();
    Map<String, String> statements = new HashMap<>();
    statements.put("messages", sql.messages);
    statements.put("messages of people", sql.messagesOfPeople);
    statements.put("find messages", StoreSql.FIND_MESSAGES);
    statements.put("find changes", StoreSql.FIND_CHANGES);
    statements.put("late", StoreSql.LATE);
    statements.put("words", SearchIndex.statement(words));
    if (!analyzed) {
      // What erases goes through a table that PostgreSQL knows to be empty, until it looks again.
      statements.put("entries", sql.entries);
    }

    Plans.assertGoThroughNone(pool, analyzed, statements);
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void whatGoesThroughATableIsSeen(boolean analyzed) {
    String statement = "SELECT count(*) FROM history.message WHERE content = $1";

    assertThat(Plans.wholeScans(pool, analyzed, statement)).hasSize(1);
  }
}
