package dev.alarmkeeper.evidence.incident;

import dev.alarmkeeper.chain.Link;
import dev.alarmkeeper.reconcile.Finding;
import dev.alarmkeeper.text.UntrustedText;
import java.util.Locale;

/**
 * What an incident is about: a link. All that is wrong with it at a time is one incident.
 *
 * @param name the link's name; endpoints are masked
 */
public record LinkId(Link link, String name) {
  public static LinkId of(Finding finding) {
    return new LinkId(finding.link(), UntrustedText.safe(finding.name(), UntrustedText.SHORT));
  }

  @Override
  public String toString() {
    return link.name().toLowerCase(Locale.ROOT) + "/" + name;
  }
}
