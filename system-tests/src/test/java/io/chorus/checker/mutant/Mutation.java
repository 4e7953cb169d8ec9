package io.chorus.checker.mutant;

import io.chorus.checker.client.Entrances;
import io.chorus.stack.status.Endpoint;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/** A fault that was put into a suite, without its services being touched. */
public final class Mutation implements AutoCloseable {
  private final List<AutoCloseable> culprits = new ArrayList<>();
  private Entrances entrances;

  private Mutation(Entrances entrances) {
    this.entrances = entrances;
  }

  /** Everything is answered by one who lies. */
  public static Mutation lying(Lies lie, Entrances honest) {
    Mutation mutation = new Mutation(honest);
    UnaryOperator<String> behindLiar =
        origin -> {
          Liar liar = Liar.before(origin, lie);
          mutation.culprits.add(liar);
          return liar.url();
        };
    mutation.entrances =
        new Entrances(
            honest.chat().stream().map(behindLiar).toList(),
            honest.history().stream().map(behindLiar).toList(),
            honest.notification().stream().map(behindLiar).toList(),
            honest.tokens());
    return mutation;
  }

  /** One more history replica, which acknowledges what it has not stored. */
  public static Mutation acknowledgingBeforeTheCommit(Entrances honest, Endpoint redis) {
    Mutation mutation = new Mutation(honest);
    mutation.culprits.add(HastyReplica.on(redis));
    return mutation;
  }

  /** A Redis whose rooms' clocks fall behind, and are believed. */
  public static Mutation believingAStaleClock(Entrances honest, Endpoint redis) {
    Mutation mutation = new Mutation(honest);
    mutation.culprits.add(StaleClock.in(redis));
    return mutation;
  }

  /** Where clients get in now. */
  public Entrances entrances() {
    return entrances;
  }

  @Override
  public void close() {
    for (AutoCloseable culprit : culprits) {
      try {
        culprit.close();
      } catch (Exception e) {
        throw new IllegalStateException(e);
      }
    }
  }
}
