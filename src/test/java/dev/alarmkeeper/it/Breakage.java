package dev.alarmkeeper.it;

import dev.alarmkeeper.localaws.LocalAws;
import java.util.List;
import java.util.Map;

/** Chains so broken that runs over them make every call that alarmkeeper can make. */
enum Breakage {
  /** Nothing is left but the trail, and the log group has to be found through it. */
  GONE,
  /** Everything is there, and nothing works. */
  WEAKENED,
  /** One link weakened, one missing: what a run replaces and what it makes. */
  HALF,
  /** Nobody is named, and one of those who are subscribed hears nothing. */
  UNNAMED;

  /** Those whose settings name who is told. */
  static final List<Breakage> NAMED = List.of(GONE, WEAKENED, HALF);

  /** The settings of the runs over it: without the person, whose click no run can repair. */
  String[] settings() {
    return switch (this) {
      case GONE ->
          Scene.settings("SUBSCRIPTIONS", Scene.MACHINE, "TRAIL_NAME", "", "LOG_GROUP_NAME", "");
      case WEAKENED, HALF -> Scene.settings("SUBSCRIPTIONS", Scene.MACHINE);
      case UNNAMED -> Scene.settings("SUBSCRIPTIONS", "");
    };
  }

  void breakChain(Attacker they) {
    switch (this) {
      case GONE -> deleteAll(they);
      case WEAKENED -> weakenAll(they);
      case HALF -> {
        they.putAlarm(it -> it.threshold(5.0));
        they.unsubscribe(Keeper.QUEUE);
      }
      case UNNAMED -> {
        they.putAlarm(it -> it.threshold(5.0));
        they.subscribe("sqs", Keeper.QUEUE + "-other", Map.of("FilterPolicy", "{\"a\": [\"b\"]}"));
      }
    }
  }

  private static void deleteAll(Attacker they) {
    they.deleteLogGroup();
    they.deleteAlarm();
    they.sns().deleteTopic(it -> it.topicArn(Scene.TOPIC));
    they.cloudTrail().stopLogging(it -> it.name(LocalAws.TRAIL));
  }

  private static void weakenAll(Attacker they) {
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
    they.logs().putRetentionPolicy(it -> it.logGroupName(LocalAws.LOG_GROUP).retentionInDays(1));
    they.cloudTrail().stopLogging(it -> it.name(LocalAws.TRAIL));
  }
}
