package dev.alarmkeeper.localaws;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * A local AWS that an AWS SDK talks to over HTTP, as strict as AWS where it matters to a chain. It
 * starts empty, listens on 127.0.0.1 unless told otherwise, and forgets everything on {@link
 * #close}.
 *
 * <p>The access key id of a request names who acts: {@code attacker} in the account of this local
 * AWS, {@code owner@444455556666} in another one. The secret key may be anything.
 */
public final class LocalAws implements AutoCloseable {
  /** The account in which it runs unless told otherwise. */
  public static final String ACCOUNT = "111122223333";

  /** The region in which it runs unless told otherwise. */
  public static final String REGION = "us-east-1";

  /** The trail and the log group of {@link #seedTrailAndLogGroup()}. */
  public static final String TRAIL = "management-trail";

  public static final String LOG_GROUP = "CloudTrail/logs";

  private static final Duration HEARD_WITHIN = Duration.ofMinutes(30);

  /** What is further ahead is looked at from so long before: nothing lasts longer here. */
  private static final Duration LEAD = Duration.ofHours(1);

  private static final Duration YEAR = Duration.ofDays(365);

  private final Place home;
  private final World world = new World();
  private final Dispatcher dispatcher = new Dispatcher(world);
  private final Logs logs;
  private final CloudWatch cloudWatch;
  private final Sns sns;
  private final CloudTrail cloudTrail;
  private final Config config;
  private final Ssm ssm;
  private final Kms kms;
  private final Sqs sqs;
  private final Functions functions;
  private final DynamoDb dynamoDb;
  private final EventBridge eventBridge;
  private final Server server;

  private LocalAws(Place home, List<InetSocketAddress> addresses) {
    this.home = home;
    logs = new Logs(world, home);
    cloudWatch = new CloudWatch(world, home);
    sns = new Sns(world);
    cloudTrail = new CloudTrail(world, home);
    config = new Config(world, home);
    kms = new Kms(world, home);
    sqs = new Sqs(world);
    functions = new Functions(world, home);
    ssm = new Ssm(world, home);
    dynamoDb = new DynamoDb(world, home);
    eventBridge = new EventBridge(world, home);
    server =
        new Server(
            List.of(
                logs,
                cloudWatch,
                sns,
                cloudTrail,
                config,
                kms,
                sqs,
                functions,
                ssm,
                dynamoDb,
                eventBridge,
                new Sts()),
            dispatcher,
            home.account(),
            addresses);
  }

  /** Starts one in {@link #ACCOUNT} and {@link #REGION}. */
  public static LocalAws start() {
    return start(ACCOUNT, REGION);
  }

  /** Starts one in an account and region; the partition follows from the region. */
  public static LocalAws start(String account, String region) {
    return new LocalAws(
        new Place(account, region),
        List.of(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0)));
  }

  /**
   * Starts one in {@link #ACCOUNT} and {@link #REGION} that listens on these addresses, of which
   * {@link #endpoint} is the first.
   *
   * @throws java.io.UncheckedIOException if it cannot listen on one of them
   */
  public static LocalAws listening(List<InetSocketAddress> addresses) {
    return new LocalAws(new Place(ACCOUNT, REGION), addresses);
  }

  public URI endpoint() {
    return server.endpoint();
  }

  public String region() {
    return home.region();
  }

  /** The ARN of a resource of the home account: {@code arn("sns", "alarms")}. */
  public String arn(String service, String resource) {
    return home.arn(service, resource);
  }

  public Journal journal() {
    return dispatcher.journal();
  }

  public Faults faults() {
    return dispatcher.faults();
  }

  public Logs logs() {
    return logs;
  }

  public CloudWatch cloudWatch() {
    return cloudWatch;
  }

  public Sns sns() {
    return sns;
  }

  public CloudTrail cloudTrail() {
    return cloudTrail;
  }

  public Config config() {
    return config;
  }

  public Ssm ssm() {
    return ssm;
  }

  public Kms kms() {
    return kms;
  }

  public Sqs sqs() {
    return sqs;
  }

  public Functions functions() {
    return functions;
  }

  public DynamoDb dynamoDb() {
    return dynamoDb;
  }

  public EventBridge eventBridge() {
    return eventBridge;
  }

  /** What a process needs in its environment to talk to this local AWS, as principal. */
  public Map<String, String> environment(String principal) {
    return Map.of(
        "AWS_ENDPOINT_URL",
        endpoint().toString(),
        "AWS_REGION",
        home.region(),
        "AWS_ACCESS_KEY_ID",
        principal,
        "AWS_SECRET_ACCESS_KEY",
        "secret");
  }

  /** Runs this once, just before the next call of {@code service:Operation} takes effect. */
  public void before(String operation, Runnable action) {
    dispatcher.before().add(operation, action);
  }

  /** Runs this once, when the next such call has taken effect and before it is answered. */
  public void after(String operation, Runnable action) {
    dispatcher.after().add(operation, action);
  }

  /** How long every call takes before it takes effect. */
  public void latency(Duration latency) {
    dispatcher.latency(latency);
  }

  /**
   * Empties the journal and runs this on a virtual thread. Meanwhile calls take effect in rounds,
   * so that {@link Journal#depth} counts what waits for what, however fast or loaded the machine.
   */
  public void inRounds(Runnable run) {
    dispatcher.inRounds(run);
  }

  /** What is on its way between this local AWS and clients in this process. */
  Transit transit() {
    return dispatcher.transit();
  }

  /**
   * Makes the log group {@link #LOG_GROUP}, a year old, and the multi-region trail {@link #TRAIL}
   * that delivers to it and is logging.
   */
  public void seedTrailAndLogGroup() {
    world.change(
        store ->
            LogGroups.add(home, store, LOG_GROUP)
                .put("creationTime", store.now().minus(YEAR).toEpochMilli()));
    cloudTrail.addTrail(TRAIL, home.arn("logs", "log-group:" + LOG_GROUP + ":*"));
  }

  /** Its time. */
  public Instant now() {
    return world.read(Store::now);
  }

  /** Its time is that now; it goes on as the system's time does. */
  public void setTime(Instant time) {
    world.change(store -> store.now(time));
  }

  /**
   * Time passes at once: events of the trails and those stored in log groups arrive, filters
   * publish, alarms are evaluated and act.
   */
  public void pass(Duration duration) {
    world.change(store -> new Passing(home, store).until(store.now().plus(duration), Map.of()));
  }

  /**
   * Who would get an alarm's message if one of these management events happened then, and nothing
   * else changed: for each event the endpoints that are told within half an hour of its delivery
   * and would not be told without it. Nothing changes here by asking.
   */
  public List<Set<String>> whoHears(List<String> events, Instant then) {
    Store before = world.save().current();
    Instant lead = then.minus(LEAD);
    if (lead.isAfter(before.now())) {
      before.standStillAt(lead);
    }
    new Passing(home, before).until(then, Map.of());
    Instant arrival = then.plus(Passing.DELIVERED_AFTER);
    Instant end = arrival.plus(HEARD_WITHIN);
    Store without = before.copy();
    new Passing(home, without).until(end, Map.of());
    return events.stream()
        .map(
            event -> {
              Store with = before.copy();
              new Passing(home, with).until(end, Map.of(arrival, event));
              return Notification.toldByAlarm(with, without);
            })
        .toList();
  }

  /** What exists now. */
  public Saved save() {
    return world.save();
  }

  /** As when that was saved: nothing else exists, nothing fails, nothing was called. */
  public void restore(Saved saved) {
    world.restore(saved);
    dispatcher.reset();
  }

  /** Every document that exists, by the name of its table and its key. */
  public Map<String, ObjectNode> documents() {
    Map<String, ObjectNode> documents = new TreeMap<>();
    world
        .save()
        .current()
        .tables("")
        .forEach(
            (table, rows) -> rows.forEach((key, row) -> documents.put(table + " " + key, row)));
    return documents;
  }

  /** As if just started: nothing exists, nothing fails, nothing was called. */
  public void reset() {
    world.clear();
    dispatcher.reset();
  }

  @Override
  public void close() {
    server.close();
  }
}
