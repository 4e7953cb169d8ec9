package io.chorus.checker.client;

import io.chorus.checker.trace.Journal;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClient;

/** What all clients of a workload share. */
record Scene(
    Vertx vertx,
    HttpClient http,
    Entrances entrances,
    WorkloadOptions options,
    Timings timings,
    Known known,
    Auditor auditor,
    Journal journal) {}
