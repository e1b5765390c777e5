package dev.alarmkeeper.runtime;

import java.time.Instant;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;

/** One event on its way through the function. */
record Invocation(String id, String event, Instant deadline, CompletableFuture<Answer> answer) {
  static Invocation of(String event, Instant deadline) {
    return new Invocation(UUID.randomUUID().toString(), event, deadline, new CompletableFuture<>());
  }
}
