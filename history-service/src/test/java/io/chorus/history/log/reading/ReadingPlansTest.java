package io.chorus.history.log.reading;

import io.chorus.history.Plans;
import io.chorus.stack.test.Backends;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.inject.Inject;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is unread is told as fast, the more messages there are, however empty the log was. */
@QuarkusTest
@QuarkusTestResource(Backends.class)
class ReadingPlansTest {
  @Inject Pool pool;

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void nothingThatIsToldGoesThroughATable(boolean analyzed) {
    Map<String, String> statements = Map.of("mark", ReadingSql.MARK, "rooms", ReadingSql.ROOMS);

    Plans.assertGoThroughNone(pool, analyzed, statements);
  }
}
