package dev.alarmkeeper.localaws;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;

/** What a test wants done just before or after a call: each once. */
final class Hooks {
  private final List<Hook> hooks = new CopyOnWriteArrayList<>();

  private record Hook(String operation, Runnable action) {}

  void add(String operation, Runnable action) {
    hooks.add(new Hook(operation, action));
  }

  void run(String operation) {
    // Taken out before it runs: the action may make the same call.
    take(operation).ifPresent(hook -> hook.action().run());
  }

  void clear() {
    hooks.clear();
  }

  private Optional<Hook> take(String operation) {
    return hooks.stream()
        .filter(hook -> Faults.matches(hook.operation(), operation))
        .findFirst()
        .filter(hooks::remove);
  }
}
