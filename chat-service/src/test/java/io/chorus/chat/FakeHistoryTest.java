package io.chorus.chat;

import io.chorus.bus.Bus;
import io.chorus.model.ingest.ChangesContract;
import io.chorus.stack.test.Backends;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** The history of these tests does what the real one does. */
@QuarkusTest
@QuarkusTestResource(Backends.class)
class FakeHistoryTest extends ChangesContract {
  @Inject Bus bus;

  private FakeHistory history;

  @BeforeEach
  void start() {
    history = new FakeHistory(bus, suite());
  }

  @AfterEach
  void stop() {
    history.close();
  }

  @Override
  protected Bus bus() {
    return bus;
  }

  @Override
  protected String suite() {
    return "suite-of-the-test";
  }

  @Override
  protected String replicaId() {
    return history.id();
  }
}
