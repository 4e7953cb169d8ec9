package io.chorus.checker.client;

import io.chorus.checker.trace.Journal;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.WebSocketClient;

/** What all clients of a workload share. */
record Scene(
    Vertx vertx,
    WebSocketClient sockets,
    HttpClient http,
    Entrances entrances,
    WorkloadOptions options,
    Timings timings,
    Known known,
    Auditor auditor,
    Journal journal) {}
