package io.chorus.history.log.state;

import io.chorus.history.Plans;
import io.chorus.stack.test.Backends;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.inject.Inject;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A page takes no longer the more messages there are, however empty the log was at first. */
@QuarkusTest
@QuarkusTestResource(Backends.class)
class StatePlansTest {
  @Inject Pool pool;

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void noPageGoesThroughATable(boolean analyzed) {
    Map<String, String> statements =
        Map.of(
            "before", StateSql.BEFORE,
            "after", StateSql.AFTER,
            "replies", StateSql.REPLIES,
            "one", StateSql.ONE,
            "changed", StateSql.CHANGED,
            "at", StateSql.AT);

    Plans.assertGoThroughNone(pool, analyzed, statements);
  }
}
