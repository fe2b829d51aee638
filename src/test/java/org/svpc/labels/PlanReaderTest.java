package org.svpc.labels;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.svpc.diagnostic.Diagnostics;
import org.svpc.source.SourceFile;

final class PlanReaderTest {
  @Test
  void aPlanHasAllThis() {
    Plan plan =
        Plans.read(
            """
            // comment
            categories c0.c999; daemon c0.c899;
            domain svirt_t; image svirt_image_t;
            group web = c900,c901 { tree "/srv/web"; file "/srv/a \\"b\\" \\\\"; }
            guest guest in web, "in" = s0:c1,c2.c4 { domain other_t; file "/x"; }
            guest "a b\u00e9";
            group "in"; // at the end\
            """);
    assertThat(plan.categories().set()).isEqualTo(CategorySet.range(0, 999));
    assertThat(plan.daemon().set()).isEqualTo(CategorySet.range(0, 899));
    assertThat(plan.domain().text()).isEqualTo("svirt_t");
    assertThat(plan.image().text()).isEqualTo("svirt_image_t");
    assertThat(plan.groups().get(0).categories().set()).isEqualTo(CategorySet.of(900, 901));
    assertThat(plan.groups().get(0).files())
        .containsExactly(
            new Plan.Labelled("/srv/web", true), new Plan.Labelled("/srv/a \"b\" \\", false));
    Plan.Guest guest = plan.guests().get(0);
    assertThat(guest.name().text()).isEqualTo("guest");
    assertThat(guest.groups()).extracting(Plan.Name::text).containsExactly("web", "in");
    assertThat(guest.categories().set()).isEqualTo(CategorySet.of(1, 2, 3, 4));
    assertThat(guest.categories().place().text()).isEqualTo("s0:c1,c2.c4");
    assertThat(guest.domain().text()).isEqualTo("other_t");
    assertThat(plan.guests().get(1).name().text()).isEqualTo("a b\u00e9");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "gest a; | SVP1301 1:1 `gest` stands where a statement: `categories`, `daemon`, `domain`,"
            + " `group`, `guest` or `image` is expected.",
        "guest ; | SVP1301 1:7 `;` stands where the guest's name is expected.",
        "guest a | SVP1301 1:8 The plan ends where `;` is expected.",
        "guest a { flie \"/x\"; } | SVP1301 1:11 `flie` stands where `file`, `tree` or `}` is"
            + " expected.",
        "guest a { file \"x\"; } | SVP1301 1:16 The path `x` does not start at the root.",
        "guest a { file \"/x/\"; } | SVP1301 1:16 The path `/x/` ends in `/`, which no file's path"
            + " does.",
        "guest a { file /x; } | SVP1301 1:16 This character has no meaning in a plan.",
        "guest \"a; | SVP1301 1:7 The text has no end in its line.",
        "guest \"a\\n\"; | SVP1301 1:9 Behind `\\` a text has `\"` or `\\`.",
        "guest \"a/b\"; | SVP1301 1:7 This cannot be a name: it is empty, longer than 255"
            + " characters, or has a `/`.",
        "guest \"\"; | SVP1301 1:7 This cannot be a name: it is empty, longer than 255 characters,"
            + " or has a `/`.",
        "guest a = c1,x; | SVP1301 1:11 `c1,x` is no level of guests; expected one such as"
            + " `s0:c1,c2`.",
        "guest a = s1:c1,c2; | SVP1301 1:11 `s1:c1,c2` is no level of guests; expected one such as"
            + " `s0:c1,c2`.",
        "daemon c1; | SVP1301 1:8 `c1` has 1 category, and libvirt draws from at least 8.",
        "daemon c5.c1; | SVP1301 1:8 `c5.c1` is no range of categories.",
        "daemon none; daemon none; | SVP1301 1:14 `daemon` is said twice.",
        "guest a; guest a; | SVP1302 1:16 The guest `a` stands twice in this plan.",
        "group a; group a; | SVP1302 1:16 The group `a` stands twice in this plan.",
        "guest a in b; | SVP1302 1:12 There is no group `b` in this plan.",
        "group b; guest a in b, b; | SVP1302 1:24 The guest `a` is in `b` already."
      })
  void mistakesHaveAPlace(String plan, String told) {
    assertThat(told(plan)).contains(told);
  }

  private static List<String> told(String plan) {
    Diagnostics diagnostics = new Diagnostics();
    PlanReader.read(new SourceFile("p.plan", plan), diagnostics);
    return diagnostics.sorted().stream().map(Plans::line).toList();
  }

  @Test
  void afterAMistakeTheRestIsRead() {
    assertThat(told("gest a;\nguest b { x; }\nguest c\nguest d;\nguest e in f;"))
        .extracting(line -> line.substring(0, 11))
        .containsExactly("SVP1301 1:1", "SVP1301 2:1", "SVP1301 4:1", "SVP1302 5:1");
  }

  @Test
  void controlCharactersAreNone() {
    assertThat(told("guest \"a\tb\";")).hasSize(1);
    assertThat(told("guest \"a\u202eb\";")).hasSize(1);
    assertThat(told("guest \"a\u0000b\";")).isNotEmpty();
  }

  @Test
  void namesHaveABound() {
    assertThat(told("guest " + "a".repeat(255) + ";")).isEmpty();
    assertThat(told("guest " + "a".repeat(256) + ";")).hasSize(1);
  }

  @Test
  void mistakesHaveABound() {
    assertThat(told("x;".repeat(100_000))).hasSize(50);
    assertThat(told("guest a in x;\n".repeat(100_000)).size()).isLessThan(110);
    assertThat(told("{".repeat(1_000_000))).hasSizeLessThan(51);
  }

  @Test
  void whatIsKeptIsAPlan() {
    Labelling labelling =
        Plans.deal("daemon none; group \"a\\\"\\\\\"; guest \"x y\" in \"a\\\"\\\\\";", null);
    Plan kept = Plans.read(Keeper.text(labelling));
    assertThat(kept.groups().get(0).name().text()).isEqualTo("a\"\\");
    assertThat(kept.guests().get(0).name().text()).isEqualTo("x y");
    assertThat(kept.guests().get(0).categories().set()).isEqualTo(labelling.guests().get(0).own());
  }
}
