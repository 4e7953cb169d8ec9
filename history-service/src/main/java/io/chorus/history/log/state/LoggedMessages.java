package io.chorus.history.log.state;

import io.quarkus.hibernate.reactive.panache.PanacheRepositoryBase;
import jakarta.inject.Singleton;

/** Messages as they were sent. */
@Singleton
class LoggedMessages implements PanacheRepositoryBase<LoggedMessage, Place> {}
