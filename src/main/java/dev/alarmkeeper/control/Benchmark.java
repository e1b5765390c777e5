package dev.alarmkeeper.control;

/** Who publishes numbers for the controls. CIS renumbered its monitoring section twice. */
public enum Benchmark {
  CIS_1_2("CIS v1.2"),
  CIS_1_3_TO_5_0("CIS v1.3-v5.0"),
  CIS_6_0_AND_7_0("CIS v6.0, v7.0"),
  SECURITY_HUB("Security Hub"),
  PCI_3_2_1("PCI v3.2.1 (Security Hub)");

  private final String title;

  Benchmark(String title) {
    this.title = title;
  }

  /** Its name as people write it. */
  public String title() {
    return title;
  }
}
