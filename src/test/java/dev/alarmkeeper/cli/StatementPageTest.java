package dev.alarmkeeper.cli;

import static dev.alarmkeeper.Fixtures.NOW;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.alarmkeeper.Fixtures;
import dev.alarmkeeper.chain.Link;
import dev.alarmkeeper.control.Acceptance;
import dev.alarmkeeper.evidence.HostileText;
import dev.alarmkeeper.evidence.Story;
import dev.alarmkeeper.evidence.incident.AnIncident;
import dev.alarmkeeper.evidence.incident.BrokenSince;
import dev.alarmkeeper.evidence.incident.Incident;
import dev.alarmkeeper.evidence.incident.Window;
import dev.alarmkeeper.evidence.statement.Statement;
import dev.alarmkeeper.evidence.statement.Statements;
import dev.alarmkeeper.evidence.statement.Timeline;
import dev.alarmkeeper.evidence.statement.Timeline.Span;
import dev.alarmkeeper.evidence.statement.Timeline.State;
import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;
import org.xml.sax.SAXException;

/**
 * The page for auditors. It is well-formed XML too, so that a strict parser reads it: text that had
 * become markup would be seen.
 */
class StatementPageTest {
  private static final String MALLORY =
      "arn:aws:iam::111122223333:user/</dd><script src=//evil>\"'&amp;{{account}}";

  /**
   * All that a page is made of: no script, form, frame, image, link or anything else from
   * elsewhere.
   */
  private static final Set<String> ELEMENTS =
      Set.of(
          "html", "head", "meta", "title", "style", "body", "header", "main", "section", "article",
          "h1", "h2", "h3", "p", "span", "dl", "dt", "dd", "ul", "li", "table", "caption", "thead",
          "tbody", "tr", "th", "td", "code", "svg", "desc", "rect", "path", "line", "text");

  private static final Set<String> ATTRIBUTES =
      Set.of(
          "lang",
          "charset",
          "name",
          "content",
          "http-equiv",
          "id",
          "class",
          "style",
          "scope",
          "aria-labelledby",
          "aria-hidden",
          "role",
          "viewBox",
          "x",
          "y",
          "width",
          "height",
          "d",
          "x1",
          "y1",
          "x2",
          "y2",
          "text-anchor");

  @Test
  void storyIsToldInFull() throws Exception {
    String text = parsed(page(story())).getDocumentElement().getTextContent();

    assertThat(text)
        .contains("111122223333", "us-east-1", "CIS v1.3-v5.0: 4.3", "CloudWatch.1")
        .contains("in force for 15 minutes of 30 minutes, exposed for 15 minutes at most")
        .contains("metric filter root_usage_metric: repaired")
        .contains("2026-11-23 12:05:00 UTC or later: the last look that found it whole")
        .contains("repaired by alarmkeeper, and seen whole by a second look")
        .contains("maybe DeleteMetricFilter by " + MALLORY)
        .contains("1 root event that no alarm announced")
        .contains("a trail of its own", "which is over")
        .contains("root events missed up to metric_filter/root_usage_metric/2 are still searched")
        .contains("./alarmkeeper statement --digest", story().digest());
  }

  @Test
  void pageNeedsNothingFromElsewhereAndRunsNothing() throws Exception {
    Set<String> elements = new TreeSet<>();
    Set<String> attributes = new TreeSet<>();
    NodeList all = parsed(page(story())).getElementsByTagName("*");
    for (Element element : elements(all)) {
      elements.add(element.getTagName());
      for (int at = 0; at < element.getAttributes().getLength(); at++) {
        attributes.add(element.getAttributes().item(at).getNodeName());
      }
    }
    assertThat(ELEMENTS).containsAll(elements);
    assertThat(ATTRIBUTES).containsAll(attributes);
    assertThat(page(story()))
        .contains("default-src 'none'")
        .doesNotContain("url(", "@import", "<script", "javascript:");
  }

  @Test
  void pageIsAccessible() throws Exception {
    Document page = parsed(page(story()));
    List<Element> all = elements(page.getElementsByTagName("*"));
    List<String> ids =
        all.stream().map(it -> it.getAttribute("id")).filter(it -> !it.isEmpty()).toList();

    assertThat(page.getDocumentElement().getAttribute("lang")).isEqualTo("en");
    assertThat(ids).doesNotHaveDuplicates();
    assertThat(all)
        .filteredOn(it -> it.getTagName().equals("svg"))
        .allMatch(it -> it.hasAttribute("aria-hidden") || it.getAttribute("role").equals("img"));
    assertThat(all)
        .filteredOn(it -> it.hasAttribute("aria-labelledby"))
        .isNotEmpty()
        .allSatisfy(
            it ->
                assertThat(ids)
                    .containsAll(List.of(it.getAttribute("aria-labelledby").split(" "))));
    assertThat(all)
        .filteredOn(it -> it.getTagName().equals("th"))
        .allMatch(it -> it.hasAttribute("scope"));
    assertThat(all).filteredOn(it -> it.getTagName().equals("h1")).hasSize(1);
    assertThat(page(story())).contains("@page { size: A4", "prefers-color-scheme: dark");
  }

  /** WCAG 2.2, 1.4.3: at least 4.5 to 1. */
  @Test
  void textStandsOutFromThePaperInLightAndDark() throws IOException {
    String template =
        Files.readString(Path.of("src/main/resources/dev/alarmkeeper/cli/statement.html"));
    List<String> schemes = template.lines().filter(it -> it.contains("--paper: #")).toList();

    assertThat(schemes).hasSize(2);
    for (String scheme : schemes) {
      for (String colour : List.of("ink", "soft", "good", "bad", "maybe", "dim")) {
        assertThat(contrast(colour(scheme, colour), colour(scheme, "paper")))
            .as(colour + " in " + scheme)
            .isGreaterThanOrEqualTo(4.5);
      }
    }
  }

  @Test
  void hostileNamesStayText() throws Exception {
    Random random = new Random(20261125);
    HostileText hostile = new HostileText(random);
    for (int round = 0; round < 300; round++) {
      String name = "]]><!--&#60;script>{{account}}{{{account}}}" + hostile.text();
      Acceptance accepted =
          new Acceptance(Link.TOPIC, name, name, name, name, LocalDate.parse("2099-01-01"));
      Incident incident =
          AnIncident.of(
              name,
              round,
              NOW,
              NOW,
              BrokenSince.Basis.CALL,
              Optional.of(NOW.plusSeconds(60)),
              true);
      Statement plain = story();
      Statement statement =
          new Statement(
              plain.account(),
              plain.period(),
              plain.lines(),
              plain.timelines(),
              List.of(incident),
              List.of(name),
              List.of());
      String page = new StatementPage(statement, List.of(accepted), name, NOW, name).html();

      assertThat(elements(parsed(page).getElementsByTagName("*")))
          .extracting(Element::getTagName)
          .doesNotContain("script");
      assertThat(page).doesNotContain("\u202E", "\u001b", "\u2066");
      assertThat(parsed(page).getDocumentElement().getTextContent()).contains("{{account}}");
    }
  }

  @Test
  void oneMinuteOfExposureIsSeenInAYear() {
    Window year = new Window(NOW, NOW.plus(Duration.ofDays(365)));
    Instant broken = NOW.plus(Duration.ofDays(200));
    Instant mended = broken.plus(Duration.ofMinutes(1));
    Timeline timeline =
        new Timeline(
            Fixtures.ROOT_USAGE.getFirst(),
            List.of(
                new Span(State.IN_FORCE, new Window(NOW, broken)),
                new Span(State.EXPOSED, new Window(broken, mended)),
                new Span(State.IN_FORCE, new Window(mended, year.to()))));

    assertThat(new TimelineDrawing(timeline, year).bars())
        .extracting(it -> it.get("style"), it -> it.get("width"))
        .containsExactly(
            tuple("in-force", "547.00"), tuple("exposed", "1.00"), tuple("in-force", "452.00"));
  }

  @Test
  void barsCoverThePeriodFromItsBeginningToItsEnd() {
    Statement statement = story();
    double at = 0;
    for (var bar :
        new TimelineDrawing(statement.timelines().getFirst(), statement.period()).bars()) {
      assertThat(Double.parseDouble(String.valueOf(bar.get("x")))).isCloseTo(at, offset());
      at += Double.parseDouble(String.valueOf(bar.get("width")));
    }
    assertThat(at).isCloseTo(1_000, offset());
  }

  private static Offset<Double> offset() {
    return Offset.offset(0.1);
  }

  private static Statement story() {
    Story story = new Story();
    story.run();
    story.later(Duration.ofMinutes(5)).run();
    var deletion = story.later(Duration.ofMinutes(5)).deleteFilter(MALLORY.replace("\"", "\\\""));
    story.later(Duration.ofMinutes(1)).rootSignsIn("in-1");
    story.later(Duration.ofMinutes(1)).run(deletion);
    story.later(Duration.ofMinutes(5)).deleteFilter();
    story.later(Duration.ofMinutes(3)).run();
    story.later(Duration.ofMinutes(10)).run();
    return new Statements(Optional.of(story.ledger), Story.RETENTION)
        .statement(Fixtures.ACCOUNT, Fixtures.ROOT_USAGE, new Window(NOW, story.now), story.now);
  }

  private static String page(Statement statement) {
    Acceptance over =
        new Acceptance(
            Link.TRAIL,
            "t",
            "leaves out",
            "[kms]",
            "a trail of its own",
            LocalDate.parse("2020-02-29"));
    return new StatementPage(
            statement,
            List.of(over),
            "./alarmkeeper statement --digest --from a",
            NOW.plus(Duration.ofMinutes(30)),
            "alarmkeeper 1")
        .html();
  }

  private static List<Element> elements(NodeList nodes) {
    List<Element> elements = new ArrayList<>();
    IntStream.range(0, nodes.getLength()).forEach(at -> elements.add((Element) nodes.item(at)));
    return elements;
  }

  private static Document parsed(String page)
      throws ParserConfigurationException, SAXException, IOException {
    return DocumentBuilderFactory.newInstance()
        .newDocumentBuilder()
        .parse(new InputSource(new StringReader(page)));
  }

  private static String colour(String scheme, String name) {
    String after = scheme.substring(scheme.indexOf("--" + name + ": #") + name.length() + 5);
    String digits = after.substring(0, after.indexOf(';'));
    return digits.length() == 3 ? digits.replaceAll("(.)", "$1$1") : digits;
  }

  private static double contrast(String one, String other) {
    double a = luminance(one);
    double b = luminance(other);
    return (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
  }

  /** WCAG 2.2, "relative luminance". */
  private static double luminance(String colour) {
    double[] share = {0.2126, 0.7152, 0.0722};
    return IntStream.range(0, 3)
        .mapToDouble(
            at -> {
              double part = Integer.parseInt(colour.substring(2 * at, 2 * at + 2), 16) / 255.0;
              return share[at]
                  * (part <= 0.04045 ? part / 12.92 : Math.pow((part + 0.055) / 1.055, 2.4));
            })
        .sum();
  }
}
