package io.chorus.history.log.state;

import io.quarkus.hibernate.reactive.panache.PanacheRepositoryBase;
import jakarta.inject.Singleton;

/** What was done to messages. */
@Singleton
class LoggedChanges implements PanacheRepositoryBase<LoggedChange, Place> {}
