package dev.alarmkeeper.it;

import dev.alarmkeeper.localaws.Saved;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** A chain that can be broken in the same ways again and again, and a keeper for each of them. */
final class BrokenChains implements AutoCloseable {
  private final Scene scene = new Scene("SUBSCRIPTIONS", Scene.MACHINE);
  private final Map<Breakage, Saved> broken = new EnumMap<>(Breakage.class);
  private final Map<Breakage, Keeper> keepers = new EnumMap<>(Breakage.class);

  BrokenChains(List<Breakage> breakages) {
    for (Breakage breakage : breakages) {
      scene.makeWhole();
      breakage.breakChain(scene.attacker());
      broken.put(breakage, scene.aws().save());
      keepers.put(breakage, Keeper.of(scene.aws(), breakage.settings()));
    }
  }

  Scene scene() {
    return scene;
  }

  void breakIt(Breakage breakage) {
    scene.aws().restore(Objects.requireNonNull(broken.get(breakage)));
  }

  /** It has run before, and remembers what it tried. */
  Keeper keeper(Breakage breakage) {
    return Objects.requireNonNull(keepers.get(breakage));
  }

  @Override
  public void close() {
    scene.close();
  }
}
