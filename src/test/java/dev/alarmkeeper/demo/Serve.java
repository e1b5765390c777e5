package dev.alarmkeeper.demo;

import dev.alarmkeeper.cli.Screen;
import dev.alarmkeeper.localaws.LocalAws;
import dev.alarmkeeper.runtime.Deployment;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.util.ArrayList;
import java.util.List;

/** A local AWS for {@code sam local}: it runs until somebody ends it. */
record Serve(LocalAws aws, List<InetSocketAddress> addresses) {
  /** As {@code events/env.json} has it. */
  static final int PORT = 4777;

  /**
   * Starts it on 127.0.0.1, which is what {@code host.docker.internal} leads to under Docker
   * Desktop; on the address of Docker's bridge, to which it leads under Linux; and on those asked
   * for. None of the three is open to another machine.
   *
   * @param further addresses of this machine
   */
  static Serve start(List<String> further) {
    try {
      List<InetSocketAddress> addresses = new ArrayList<>();
      addresses.add(new InetSocketAddress(InetAddress.getLoopbackAddress(), PORT));
      NetworkInterface bridge = NetworkInterface.getByName("docker0");
      if (bridge != null) {
        bridge
            .inetAddresses()
            .filter(it -> it.getAddress().length == 4)
            .forEach(it -> addresses.add(new InetSocketAddress(it, PORT)));
      }
      for (String address : further) {
        addresses.add(new InetSocketAddress(InetAddress.getByName(address), PORT));
      }
      LocalAws aws = LocalAws.listening(addresses.stream().distinct().toList());
      Deployment.seed(aws);
      return new Serve(aws, addresses);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Says where it is, and what there is in it. */
  void tell(Screen screen) {
    screen.line(
        "A local AWS: account %s, %s, trail %s, log group %s, and nothing behind them."
            .formatted(LocalAws.ACCOUNT, LocalAws.REGION, LocalAws.TRAIL, LocalAws.LOG_GROUP));
    for (InetSocketAddress address : addresses) {
      screen.line(
          "   http://%s:%d".formatted(address.getAddress().getHostAddress(), address.getPort()));
    }
    screen.line("It forgets everything when it ends: Ctrl-C.");
  }
}
