package io.chorus.history.api;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;

/** A resource with a fault, for the tests. */
@Path("/failing")
@Produces(MediaType.APPLICATION_JSON)
public class FailingResource {
  static final String SECRET = "what only operators should know";

  @GET
  public String fail() {
    throw new IllegalStateException(SECRET);
  }
}
