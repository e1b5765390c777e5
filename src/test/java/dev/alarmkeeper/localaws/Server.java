package dev.alarmkeeper.localaws;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.alarmkeeper.localaws.Wire.Asked;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.zip.GZIPInputStream;

/** The one listener for all services: the credential scope of a signed request tells which. */
final class Server implements AutoCloseable {
  // Credential=KEY/DATE/REGION/SERVICE/aws4_request
  private static final Pattern SCOPE =
      Pattern.compile("Credential=([^/]+)/\\d+/([^/]+)/([^/]+)/aws4_request");
  private static final int HELD_SECONDS = 60;

  private final List<HttpServer> listeners;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final CountDownLatch closed = new CountDownLatch(1);
  private final Map<String, Service> services;
  private final Dispatcher dispatcher;
  private final String homeAccount;

  /** Listens on each of these addresses; on port 0, on one that is free. */
  Server(
      Collection<Service> services,
      Dispatcher dispatcher,
      String homeAccount,
      List<InetSocketAddress> addresses) {
    this.services =
        services.stream().collect(Collectors.toMap(Service::signingName, Function.identity()));
    this.dispatcher = dispatcher;
    this.homeAccount = homeAccount;
    listeners = addresses.stream().map(this::listen).toList();
  }

  private HttpServer listen(InetSocketAddress address) {
    try {
      HttpServer http = HttpServer.create(address, 0);
      http.setExecutor(threads);
      http.createContext("/", this::handle);
      http.start();
      return http;
    } catch (IOException e) {
      throw new UncheckedIOException("cannot listen on " + address + ": " + e.getMessage(), e);
    }
  }

  /** The first of its addresses. */
  URI endpoint() {
    InetSocketAddress address = listeners.getFirst().getAddress();
    return URI.create(
        "http://%s:%d".formatted(address.getAddress().getHostAddress(), address.getPort()));
  }

  @Override
  public void close() {
    closed.countDown();
    listeners.forEach(it -> it.stop(0));
    threads.close();
  }

  private void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      byte[] body = body(exchange);
      Headers headers = exchange.getRequestHeaders();
      Wire wire = Wire.of(headers);
      Optional<Reply> reply = reply(wire, exchange.getRequestURI().toString(), headers, body);
      if (reply.isPresent()) {
        reply.get().send(exchange);
      } else {
        hold();
      }
    }
  }

  private Optional<Reply> reply(Wire wire, String path, Headers headers, byte[] body)
      throws IOException {
    String authorization = Optional.ofNullable(headers.getFirst("Authorization")).orElse("");
    Matcher scope = SCOPE.matcher(authorization);
    if (!scope.find()) {
      return Optional.of(
          wire.error(new AwsError(403, "MissingAuthenticationToken", "The request is not signed")));
    }
    Asked asked = wire.read(path, headers, body);
    Service service = services.get(scope.group(3));
    Operation operation = service == null ? null : service.operations().get(asked.operation());
    if (service == null || operation == null) {
      String name = scope.group(3) + ":" + asked.operation();
      return Optional.of(wire.error(new AwsError(501, "NotImplemented", "no " + name + " here")));
    }
    Principal principal = Principal.of(scope.group(1), homeAccount);
    Place place = new Place(principal.account(), scope.group(2));
    Request request =
        new Request(service, asked.operation(), operation, principal, place, asked.parameters());
    try {
      return dispatcher.serve(request).reply(wire, asked.operation());
    } catch (RuntimeException bug) {
      // 501, unlike 500, is not asked again by the SDK: the test fails at once and says why.
      bug.printStackTrace();
      return Optional.of(wire.error(new AwsError(501, "Bug", request.name() + ": " + bug)));
    }
  }

  private static byte[] body(HttpExchange exchange) throws IOException {
    InputStream body = exchange.getRequestBody();
    boolean compressed = "gzip".equals(exchange.getRequestHeaders().getFirst("Content-Encoding"));
    return (compressed ? new GZIPInputStream(body) : body).readAllBytes();
  }

  /** Keeps the connection open: the client waits until it gives up, or this server closes. */
  private void hold() {
    try {
      var _ = closed.await(HELD_SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
