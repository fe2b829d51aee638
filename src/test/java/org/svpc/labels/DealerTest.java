package org.svpc.labels;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.svpc.diagnostic.Code;
import org.svpc.diagnostic.Diagnostics;

final class DealerTest {
  private static final int ALL = 523_776;

  /** Two sets of two are comparable only where they are equal; so none twice is none comparable. */
  @Test
  void allPairsAreDealtOutNoneTwice() {
    StringBuilder plan = new StringBuilder("daemon none;\n");
    for (int i = 0; i < ALL; i++) {
      plan.append("guest g").append(i).append(";\n");
    }
    Labelling labelling = Plans.deal(plan.toString(), null);
    BitSet seen = new BitSet();
    for (Labelling.Guest guest : labelling.guests()) {
      assertThat(guest.categories().size()).isEqualTo(2);
      int low = guest.categories().get(0);
      int high = guest.categories().get(1);
      assertThat(low).isBetween(0, high - 1);
      assertThat(high).isBetween(low + 1, 1023);
      assertThat(seen.get(1024 * high + low)).isFalse();
      seen.set(1024 * high + low);
    }
    assertThat(seen.cardinality()).isEqualTo(ALL);
    assertThat(labelling.free()).isZero();
    Diagnostics diagnostics = new Diagnostics();
    assertThat(Plans.deal(plan + "guest more;\nguest evenMore;", null, diagnostics)).isNull();
    assertThat(diagnostics.sorted().stream().map(Plans::line))
        .containsExactly(
            "SVP1305 523778:7 No pair of categories is left for this guest and 1 other.");
  }

  @Test
  void theNumberOfPairs() {
    assertThat(Capacity.pairs(1024)).isEqualTo(ALL);
    assertThat(Capacity.pairs(512)).isEqualTo(130_816);
    assertThat(Capacity.pairs(2)).isEqualTo(1);
    assertThat(Capacity.pairs(1)).isZero();
    assertThat(Capacity.pairs(0)).isZero();
  }

  /** Random plans, each guest held against each other, group and label that libvirt may draw. */
  @Test
  void noLabelReachesAnother() {
    Random random = new Random(11);
    for (int round = 0; round < 150; round++) {
      Labelling labelling = Plans.deal(randomPlan(random, 60), null);
      assertApart(labelling);
    }
  }

  private static String randomPlan(Random random, int guests) {
    StringBuilder plan = new StringBuilder();
    int low = random.nextInt(3);
    int last = 20 + random.nextInt(10);
    plan.append("categories c").append(low).append(".c").append(last).append(";\n");
    plan.append("daemon c").append(low).append(".c").append(low + 7 + random.nextInt(4));
    plan.append(";\n");
    int groups = random.nextInt(4);
    for (int i = 0; i < groups; i++) {
      plan.append("group g").append(i).append(";\n");
    }
    for (int i = 0; i < guests; i++) {
      plan.append("guest v").append(i);
      String word = " in ";
      for (int group = 0; group < groups; group++) {
        if (random.nextInt(3) == 0) {
          plan.append(word).append('g').append(group);
          word = ", ";
        }
      }
      if (i == 0) {
        plan.append(" = c").append(last - 2).append(",c").append(last).append(",c");
        plan.append(last - 1);
      }
      plan.append(";\n");
    }
    return plan.toString();
  }

  private static void assertApart(Labelling labelling) {
    for (Labelling.Guest guest : labelling.guests()) {
      for (Labelling.Guest other : labelling.guests()) {
        if (!guest.equals(other)) {
          assertThat(guest.categories().containsAll(other.categories())).isFalse();
        }
      }
      List<String> reached = new ArrayList<>();
      for (Labelling.Group group : labelling.groups()) {
        if (guest.categories().containsAll(group.categories())) {
          reached.add(group.plan().name().text());
        }
      }
      assertThat(reached)
          .containsExactlyInAnyOrderElementsOf(
              guest.plan().groups().stream().map(Plan.Name::text).toList());
      assertThat(labelling.daemon().containsAll(guest.categories())).isFalse();
    }
    for (Labelling.Group group : labelling.groups()) {
      assertThat(group.categories().common(labelling.daemon())).isZero();
    }
  }

  @Test
  void theSamePlanGivesTheSameLabels() {
    String plan = randomPlan(new Random(3), 60);
    assertThat(Keeper.text(Plans.deal(plan, null))).isEqualTo(Keeper.text(Plans.deal(plan, null)));
  }

  /** A plan grows by guests anywhere in it and by groups; what was dealt out stays. */
  @Test
  void earlierLabelsStayAsThePlanGrows() {
    Random random = new Random(5);
    List<String> lines = new ArrayList<>(List.of("daemon c0.c899;", "group g0;"));
    Map<String, CategorySet> known = new HashMap<>();
    Labelling labelling = null;
    for (int round = 0; round < 40; round++) {
      String added = round % 9 == 8 ? "group g" + round + ";" : "guest v" + round + " in g0" + ";";
      lines.add(1 + random.nextInt(lines.size()), added);
      labelling = Plans.deal(String.join("\n", lines), labelling);
      assertApart(labelling);
      assertThat(labelling.dealt()).isEqualTo(round == 0 ? 2 : 1);
      for (Labelling.Guest guest : labelling.guests()) {
        CategorySet label = guest.categories();
        assertThat(known.getOrDefault(guest.plan().name().text(), label)).isEqualTo(label);
        known.put(guest.plan().name().text(), label);
      }
    }
  }

  @Test
  void whoIsGoneKeepsItsLabel() {
    Labelling both = Plans.deal("daemon none; group a; guest one in a; guest two;", null);
    Labelling gone = Plans.deal("daemon none; guest two; guest three;", both);
    assertThat(gone.retiredGuests()).containsOnlyKeys("one");
    assertThat(gone.retiredGroups()).containsOnlyKeys("a");
    assertThat(gone.guests().get(1).own()).isNotEqualTo(both.guests().get(0).own());
    Labelling back =
        Plans.deal("daemon none; group a; guest one in a; guest two; guest three;", gone);
    assertThat(back.dealt()).isZero();
    assertThat(back.guests().get(0)).isEqualTo(withPlanOf(both.guests().get(0), back));
    assertThat(back.groups().get(0).categories()).isEqualTo(both.groups().get(0).categories());
  }

  private static Labelling.Guest withPlanOf(Labelling.Guest guest, Labelling labelling) {
    return new Labelling.Guest(labelling.guests().get(0).plan(), guest.own(), guest.categories());
  }

  @Test
  void freeIsWhatStillFits() {
    Random random = new Random(17);
    for (int round = 0; round < 20; round++) {
      String plan = randomPlan(random, 30);
      Labelling labelling = Plans.deal(plan, null);
      StringBuilder more = new StringBuilder(plan);
      for (int i = 0; i < labelling.free(); i++) {
        more.append("guest more").append(i).append(";\n");
      }
      assertThat(Plans.deal(more.toString(), labelling).free()).isZero();
      assertThat(Plans.deal(more + "guest last;", labelling, new Diagnostics())).isNull();
    }
  }

  /** What the help proposes is enough, and less is not. */
  @ParameterizedTest
  @CsvSource({"1,0", "1,1", "1000,3", "100000,50", "400000,10"})
  void theDaemonLeavesOutAsMuchAsIsNeeded(int guests, int groups) {
    int out = Capacity.leftOut(1024, guests, groups);
    int daemon = 1024 - out;
    assertThat(Capacity.pairs(1024 - groups) - Capacity.pairs(daemon))
        .isGreaterThanOrEqualTo(guests);
    assertThat(Capacity.pairs(1024 - groups) - Capacity.pairs(daemon + 1)).isLessThan(guests);
  }

  @Test
  void whatDoesNotFitIsNotProposed() {
    assertThat(Capacity.leftOut(1024, 523_776, 0)).isEqualTo(-1);
    assertThat(Capacity.leftOut(8, 1, 0)).isEqualTo(-1);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "guest a = s0; | SVP1303 1:11 A guest has categories, and `s0` has none.",
        "guest a = s0:c1; | SVP1303 1:11 The guest `a` has a single category, `c1`, of its own.",
        "guest a = s0-s0:c0.c1023; | SVP1303 1:11 A guest has one level, and `s0-s0:c0.c1023` is a"
            + " range of levels.",
        "guest a = s0:c0.c1023; | SVP1303 1:11 The guest `a` has 1024 categories of its own, and"
            + " would reach 523,776 labels of other guests.",
        "guest a = c1,c2; guest b = c2,c1; | SVP1303 1:28 The guests `b` and `a` have the same"
            + " label, c1,c2.",
        "guest a = c1,c2,c9; guest b = c1,c9; | SVP1303 1:11 The guest `a` would reach `b`: its"
            + " label has all of c1,c9.",
        "guest a = c1,c2,c9; guest b = c1,c2,c3,c9; | SVP1303 1:31 The guest `b` would reach `a`:"
            + " its label has all of c1,c2,c9.",
        "group g = c5; guest a = c1,c5; | SVP1303 1:25 The guest `a` would reach what the group `g`"
            + " shares: it has `c5`.",
        "group g = c5; guest a in g = c1,c5; | SVP1303 1:30 The guest `a` has a single category,"
            + " `c1`, of its own.",
        "group g = c5; group h = c5,c6; | SVP1303 1:25 The group `h` reserves `c5`, and `g` does.",
        "guest a = c1,c2000; | SVP1303 1:11 The guest `a` has c2000, which no label may have."
      })
  void labelsThatReachOthersAreRefused(String plan, String told) {
    assertThat(Plans.refused(plan + " daemon none;")).containsExactly(told);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "daemon c0.c1023;", "daemon c0.c1022; group h = c1023;"})
  void aGroupThatLibvirtMayDrawForAStrangerIsRefused(String daemon) {
    List<String> told = Plans.refused("group g; guest a in g;" + daemon);
    assertThat(told).hasSize(1);
    assertThat(told.get(0)).startsWith("SVP1304 1:7 ").contains("libvirt may draw for a stranger");
  }

  @Test
  void reservedCategoriesWithinTheDaemonsRangeAreRefused() {
    assertThat(Plans.refused("daemon c0.c899;\ngroup g = c899,c900;"))
        .containsExactly(
            "SVP1304 2:11 The group `g` reserves `c899`, which libvirt may draw for a stranger as"
                + " well.");
  }

  @Test
  void guestsThatLibvirtMayDrawAreToldOnce() {
    Diagnostics diagnostics = new Diagnostics();
    Plans.deal("guest a; guest b; guest c = c1,c2;", null, diagnostics);
    assertThat(diagnostics.sorted()).hasSize(1);
    assertThat(diagnostics.sorted().get(0).code()).isEqualTo(Code.PLAN_DRAWN);
    assertThat(diagnostics.sorted().get(0).message()).contains("3 guests");
  }

  @Test
  void whatIsReservedIsDealtToNobodyElse() {
    assertApart(
        Plans.deal("daemon none; group g = c1023; group h = c0; guest a; guest b in g;", null));
    Labelling labelling =
        Plans.deal("daemon c0.c899; group g; guest a = c900,c905; guest b in g;", null);
    assertApart(labelling);
    assertThat(labelling.groups().get(0).categories()).isEqualTo(CategorySet.of(901));
    Labelling gone = Plans.deal("daemon c0.c899; guest b;", labelling);
    assertThat(Plans.deal("daemon c0.c899; group h; guest b;", gone).groups().get(0).categories())
        .isEqualTo(CategorySet.of(902));
  }

  @Test
  void groupsFindCategoriesLater() {
    StringBuilder plan = new StringBuilder("daemon c0.c899;\n");
    for (int i = 0; i < 50_000; i++) {
      plan.append("guest g").append(i).append(";\n");
    }
    Labelling before = Plans.deal(plan.toString(), null);
    for (int i = 0; i < 50; i++) {
      plan.append("group late").append(i).append(";\n");
    }
    assertThat(Plans.deal(plan.toString(), before).dealt()).isEqualTo(50);
  }
}
