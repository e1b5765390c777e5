package dev.alarmkeeper.it;

import dev.alarmkeeper.localaws.LocalAws;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** Chains so broken that one run over them makes every call that alarmkeeper can make. */
@SuppressWarnings("ImmutableEnumChecker") // copied once, and then only read
enum Breakage {
  /** Nothing is left but the trail, and the log group has to be found through it. */
  GONE(
      List.of("TRAIL_NAME", "", "LOG_GROUP_NAME", ""),
      they -> {
        they.deleteLogGroup();
        they.deleteAlarm();
        they.sns().deleteTopic(it -> it.topicArn(Scene.TOPIC));
        they.cloudTrail().stopLogging(it -> it.name(LocalAws.TRAIL));
      }),

  /** Everything is there, and nothing works. */
  WEAKENED(
      List.of(),
      they -> {
        they.setSubscription("FilterPolicy", "{\"severity\": [\"high\"]}");
        they.setTopic("KmsMasterKeyId", "");
        they.putTopicPolicy(
            "{\"Effect\": \"Allow\", \"Principal\": {\"AWS\": \"111122223333\"},"
                + " \"Action\": \"SNS:Subscribe\", \"Resource\": \"*\"}");
        they.cloudWatch().disableAlarmActions(it -> it.alarmNames(Scene.ALARM));
        they.cloudWatch().putCompositeAlarm(it -> it.alarmName("somebody's").alarmRule("TRUE"));
        they.mute("somebody's", "cron(* * * * *)", "somebody's");
        they.putPattern("{ $.userIdentity.type = \"Nobody\" }");
        they.unprotectLogGroup();
        they.logs().disassociateKmsKey(it -> it.logGroupName(LocalAws.LOG_GROUP));
        they.logs()
            .putRetentionPolicy(it -> it.logGroupName(LocalAws.LOG_GROUP).retentionInDays(1));
        they.cloudTrail().stopLogging(it -> it.name(LocalAws.TRAIL));
      }),

  /** One link weakened, one missing: what a run replaces and what it makes. */
  HALF(
      List.of(),
      they -> {
        they.putAlarm(it -> it.threshold(5.0));
        they.unsubscribe(Keeper.QUEUE);
      });

  private final List<String> settings;
  private final Consumer<Attacker> attack;

  Breakage(List<String> settings, Consumer<Attacker> attack) {
    this.settings = settings;
    this.attack = attack;
  }

  /** The settings of the runs over it. */
  String[] settings() {
    return Scene.settings(
        Stream.concat(Scene.MACHINES_ONLY.stream(), settings.stream()).toArray(String[]::new));
  }

  void breakChain(Attacker attacker) {
    attack.accept(attacker);
  }
}
