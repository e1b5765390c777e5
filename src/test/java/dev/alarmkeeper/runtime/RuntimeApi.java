package dev.alarmkeeper.runtime;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Lambda's side of the conversation with one function. Source: Lambda Developer Guide, "Using the
 * Lambda runtime API for custom runtimes".
 */
final class RuntimeApi implements AutoCloseable {
  private static final Pattern PATH =
      Pattern.compile("/2018-06-01/runtime/(init|invocation)/(?:([^/]+)/)?(next|response|error)");
  private static final int ACCEPTED = 202;
  private static final JsonMapper JSON = new JsonMapper();

  private final String functionArn;
  private final BlockingQueue<Invocation> waiting = new LinkedBlockingQueue<>();
  private final Map<String, Invocation> running = new ConcurrentHashMap<>();
  private final CompletableFuture<Void> ready = new CompletableFuture<>();
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final HttpServer http;

  RuntimeApi(String functionArn) {
    this.functionArn = functionArn;
    try {
      http = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    http.setExecutor(threads);
    http.createContext("/", this::handle);
    http.start();
  }

  /** Host and port, as {@code AWS_LAMBDA_RUNTIME_API} has them. */
  String address() {
    return "127.0.0.1:" + http.getAddress().getPort();
  }

  /** Completes when the function asks for its first event; with its error if it reports one. */
  CompletableFuture<Void> ready() {
    return ready;
  }

  /** Hands the event to the function when it next asks for one. */
  CompletableFuture<Answer> invoke(Invocation invocation) {
    waiting.add(invocation);
    return invocation.answer();
  }

  @Override
  public void close() {
    http.stop(0);
    threads.shutdownNow(); // one of them waits for the next event
  }

  private void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      Matcher path = PATH.matcher(exchange.getRequestURI().getPath());
      if (!path.matches()) {
        exchange.sendResponseHeaders(404, -1);
        return;
      }
      String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
      switch (path.group(3)) {
        case "next" -> next(exchange);
        case "response" -> answer(exchange, path.group(2), new Answer.Returned(body));
        default -> {
          if (path.group(1).equals("init")) {
            ready.completeExceptionally(new EndedException(threw(body).message()));
            exchange.sendResponseHeaders(ACCEPTED, -1);
          } else {
            answer(exchange, path.group(2), threw(body));
          }
        }
      }
    }
  }

  private void next(HttpExchange exchange) throws IOException {
    ready.complete(null);
    Invocation invocation;
    try {
      invocation = waiting.take();
    } catch (InterruptedException closed) {
      Thread.currentThread().interrupt();
      return;
    }
    running.put(invocation.id(), invocation);
    var headers = exchange.getResponseHeaders();
    headers.add("Content-Type", "application/json");
    headers.add("Lambda-Runtime-Aws-Request-Id", invocation.id());
    headers.add("Lambda-Runtime-Deadline-Ms", String.valueOf(invocation.deadline().toEpochMilli()));
    headers.add("Lambda-Runtime-Invoked-Function-Arn", functionArn);
    byte[] event = invocation.event().getBytes(StandardCharsets.UTF_8);
    exchange.sendResponseHeaders(200, event.length == 0 ? -1 : event.length);
    exchange.getResponseBody().write(event);
  }

  private void answer(HttpExchange exchange, String id, Answer answer) throws IOException {
    // Answered first: what the test sees next is a function that knows it is done.
    Invocation invocation = running.remove(id);
    exchange.sendResponseHeaders(invocation == null ? 400 : ACCEPTED, -1);
    if (invocation != null) {
      invocation.answer().complete(answer);
    }
  }

  private static Answer.Threw threw(String body) throws IOException {
    JsonNode error = JSON.readTree(body);
    return new Answer.Threw(error.path("errorType").asText(), error.path("errorMessage").asText());
  }
}
