package org.svpc.labels;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.svpc.diagnostic.Code;
import org.svpc.diagnostic.Diagnostic;
import org.svpc.diagnostic.Diagnostics;
import org.svpc.source.Span;

/**
 * Deals out labels: to each group a category, to each guest a pair of its own with its groups'
 * categories. What the plan says and what was dealt out earlier stays; the same plan and the same
 * earlier labels give the same labels. A label that would reach another guest's, or what a group of
 * strangers shares, is refused; costs grow with the guests.
 */
public final class Dealer {
  /** The most categories of its own that a level in a plan may have; all its subsets are tried. */
  static final int MOST_OWN = 8;

  private static final int MOST_MISTAKES = 50;

  private final Plan plan;
  private final CategorySet categories;
  private final CategorySet daemon;
  private final Diagnostics diagnostics;
  private final PairSupply pairs;

  /** The group that reserves a category. */
  private final Map<Integer, String> reservedBy = new HashMap<>();

  private final Map<String, CategorySet> groups = new HashMap<>();
  private final Map<String, CategorySet> earlierGroups = new LinkedHashMap<>();
  private final Map<String, CategorySet> earlierGuests = new LinkedHashMap<>();
  private final Map<String, Integer> members = new HashMap<>();

  /** The guest that has a set of categories of its own. */
  private final Map<CategorySet, String> owners = new HashMap<>();

  private CategorySet reserved = CategorySet.EMPTY;
  private int mistakes;
  private int dealt;

  private Dealer(
      Plan plan, @Nullable Plan earlier, CategorySet known, CategorySet daemon, Diagnostics told) {
    this.plan = plan;
    categories = plan.categories() == null ? known : plan.categories().set();
    this.daemon = daemon;
    diagnostics = told;
    pairs = new PairSupply(categories, daemon);
    if (earlier != null) {
      for (Plan.Group group : earlier.groups()) {
        earlierGroups.put(group.name().text(), set(group.categories()));
      }
      for (Plan.Guest guest : earlier.guests()) {
        earlierGuests.put(guest.name().text(), set(guest.categories()));
      }
    }
  }

  private static CategorySet set(Plan.@Nullable Categories categories) {
    return categories == null ? CategorySet.EMPTY : categories.set();
  }

  /**
   * Deals out the labels of a plan.
   *
   * @param earlier what {@link Keeper} wrote of an earlier run, null where there was none
   * @param known the categories of the policy
   * @param daemon what libvirt draws from
   * @return null, with diagnostics, where the plan is refused
   */
  public static @Nullable Labelling deal(
      Plan plan,
      @Nullable Plan earlier,
      CategorySet known,
      CategorySet daemon,
      Diagnostics diagnostics) {
    Plan.Categories given = plan.categories();
    if (given != null && !known.containsAll(given.set())) {
      diagnostics.add(
          Diagnostic.at(
                  Code.PLAN_LABEL,
                  given.place(),
                  "The policy has the categories " + known + " only.")
              .label("not all in the policy"));
      return null;
    }
    return new Dealer(plan, earlier, known, daemon, diagnostics).labelling();
  }

  private @Nullable Labelling labelling() {
    count();
    reserve();
    List<CategorySet> own = ownOfGuests();
    dealGroups(own);
    if (mistakes > 0) {
      return null;
    }
    pairs.reserve(reserved);
    dealGuests(own);
    if (mistakes > 0) {
      return null;
    }
    List<Labelling.Group> madeGroups = new ArrayList<>();
    for (Plan.Group group : plan.groups()) {
      String name = group.name().text();
      earlierGroups.remove(name);
      madeGroups.add(new Labelling.Group(group, categoriesOf(name), members.getOrDefault(name, 0)));
    }
    List<Labelling.Guest> madeGuests = new ArrayList<>(own.size());
    for (int i = 0; i < own.size(); i++) {
      Plan.Guest guest = plan.guests().get(i);
      earlierGuests.remove(guest.name().text());
      madeGuests.add(new Labelling.Guest(guest, own.get(i), own.get(i).with(ofItsGroups(guest))));
    }
    warnOfDrawn(madeGuests);
    return new Labelling(
        categories,
        daemon,
        madeGroups,
        madeGuests,
        new TreeMap<>(earlierGroups),
        new TreeMap<>(earlierGuests),
        pairs.free(),
        dealt);
  }

  private void count() {
    for (Plan.Guest guest : plan.guests()) {
      for (Plan.Name group : guest.groups()) {
        members.merge(group.text(), 1, Integer::sum);
      }
    }
  }

  // ---- groups

  /** What groups reserve by the plan or earlier; that of groups that are gone stays reserved. */
  private void reserve() {
    for (Plan.Group group : plan.groups()) {
      String name = group.name().text();
      Plan.Categories given = group.categories();
      CategorySet earlier = earlierGroups.get(name);
      if (given != null || earlier != null) {
        Span place = given == null ? group.name().place() : given.place();
        reserve(name, given == null ? categoriesOf(earlier) : given.set(), place);
      }
    }
    for (Map.Entry<String, CategorySet> gone : earlierGroups.entrySet()) {
      if (!groups.containsKey(gone.getKey())) {
        for (int category : gone.getValue().toArray()) {
          reservedBy.putIfAbsent(category, gone.getKey());
        }
        reserved = reserved.with(gone.getValue());
      }
    }
  }

  private static CategorySet categoriesOf(@Nullable CategorySet set) {
    return set == null ? CategorySet.EMPTY : set;
  }

  private CategorySet categoriesOf(String group) {
    return categoriesOf(groups.get(group));
  }

  private void reserve(String name, CategorySet set, Span place) {
    groups.put(name, set);
    for (int category : set.toArray()) {
      String other = reservedBy.putIfAbsent(category, name);
      if (other != null && !other.equals(name)) {
        refuse(
            place,
            "The group `" + name + "` reserves `c" + category + "`, and `" + other + "` does.",
            "What groups share is told apart by their categories.");
      }
    }
    reserved = reserved.with(set);
    within(set, place, "group", name);
    int drawn = set.firstCommon(daemon);
    if (drawn >= 0) {
      refuseDrawn(place, "The group `" + name + "` reserves `c" + drawn + "`, which");
    }
  }

  private void dealGroups(List<CategorySet> own) {
    CategorySet used = reserved;
    int next = 0;
    CategorySet outside = categories.without(daemon);
    boolean[] taken = new boolean[CategorySet.MOST];
    for (CategorySet set : own) {
      for (int i = 0; i < set.size(); i++) {
        taken[set.get(i)] = true;
      }
    }
    for (CategorySet gone : earlierGuests.values()) {
      for (int i = 0; i < gone.size(); i++) {
        taken[gone.get(i)] = true;
      }
    }
    for (Plan.Group group : plan.groups()) {
      String name = group.name().text();
      if (groups.containsKey(name)) {
        continue;
      }
      while (next < outside.size()
          && (taken[outside.get(next)] || used.contains(outside.get(next)))) {
        next++;
      }
      if (next == outside.size()) {
        refuseDrawn(
            group.name().place(),
            outside.isEmpty()
                ? "Whatever the group `" + name + "` reserves"
                : "No category is left for the group `" + name + "` but those which");
        return;
      }
      CategorySet chosen = CategorySet.of(outside.get(next++));
      groups.put(name, chosen);
      reservedBy.put(chosen.get(0), name);
      reserved = reserved.with(chosen);
      dealt++;
    }
  }

  /** The message's beginning goes on: libvirt may draw it for a stranger. */
  private void refuseDrawn(Span place, String beginning) {
    mistakes++;
    Diagnostic.Builder told =
        Diagnostic.at(
                Code.PLAN_DAEMON, place, beginning + " libvirt may draw for a stranger as well.")
            .note(
                "libvirt knows nothing of groups: the labels of guests that are not in the plan are"
                    + " pairs of "
                    + daemon
                    + ", the range of its own process.");
    int out =
        Capacity.leftOut(
            categories.size(), plan.guests().size(), Math.max(1, plan.groups().size()));
    if (out >= 0) {
      String range = "c0.c" + (categories.get(categories.size() - 1) - out);
      told.help(
          "Write `daemon "
              + range
              + ";` in the plan, and set that as `svpc labels --range "
              + range
              + " --print daemon` says.");
    } else {
      told.help("Where libvirt draws no labels at all, write `daemon none;`.");
    }
    diagnostics.add(told);
  }

  // ---- guests

  private CategorySet ofItsGroups(Plan.Guest guest) {
    CategorySet all = CategorySet.EMPTY;
    for (Plan.Name group : guest.groups()) {
      all = all.with(categoriesOf(group.text()));
    }
    return all;
  }

  /** What guests have of their own by the plan or earlier; the empty set where nothing. */
  private List<CategorySet> ownOfGuests() {
    List<CategorySet> all = new ArrayList<>(plan.guests().size());
    List<Plan.Guest> fixed = new ArrayList<>();
    for (Plan.Guest guest : plan.guests()) {
      Plan.Categories given = guest.categories();
      CategorySet earlier = earlierGuests.get(guest.name().text());
      CategorySet own = CategorySet.EMPTY;
      if (given != null || earlier != null) {
        own = given == null ? categoriesOf(earlier) : given.set().without(ofItsGroups(guest));
        check(guest, own, given == null ? guest.name().place() : given.place(), given == null);
        fixed.add(guest);
      }
      all.add(own);
      if (mistakes >= MOST_MISTAKES) {
        break;
      }
    }
    for (Plan.Guest guest : fixed) {
      if (mistakes < MOST_MISTAKES) {
        checkCovered(guest);
      }
    }
    for (Map.Entry<String, CategorySet> gone : earlierGuests.entrySet()) {
      pairs.take(gone.getValue());
    }
    return all;
  }

  private void check(Plan.Guest guest, CategorySet own, Span place, boolean earlier) {
    String name = guest.name().text();
    within(own, place, "guest", name);
    if (own.size() <= MOST_OWN && reachesGroup(name, own, place, earlier)) {
      return;
    }
    if (own.size() < 2) {
      refuse(
          place,
          "The guest `"
              + name
              + "` has "
              + (own.isEmpty() ? "no category" : "a single category, `" + own + "`,")
              + " of its own.",
          "Every guest with that category would reach it. Give it two, or leave the level out.");
    } else if (own.size() > MOST_OWN) {
      refuse(
          place,
          "The guest `"
              + name
              + "` has "
              + own.size()
              + " categories of its own, and would reach "
              + String.format("%,d", Capacity.pairs(own.size()))
              + " labels of other guests.",
          "Give it two, at most " + MOST_OWN + ", or leave the level out.");
    } else {
      String other = owners.putIfAbsent(own, name);
      if (other != null) {
        refuse(
            place,
            "The guests `" + name + "` and `" + other + "` have the same label, " + own + ".",
            "Give one of them another, or leave its level out.");
      }
      pairs.take(own);
    }
  }

  /** Tells where a guest has a category of a group that it is not in. */
  private boolean reachesGroup(String name, CategorySet own, Span place, boolean earlier) {
    for (int category : own.toArray()) {
      String group = reservedBy.get(category);
      if (group != null) {
        refuse(
            place,
            "The guest `"
                + name
                + "` would reach what the group `"
                + group
                + "` shares: it has `c"
                + category
                + "`"
                + (earlier ? " from an earlier run." : "."),
            earlier
                ? "Reserve another category for the group."
                : "Write `in " + group + "` where that is meant.");
        return true;
      }
    }
    return false;
  }

  /** Whether the label of another guest is a part of this one's. */
  private void checkCovered(Plan.Guest guest) {
    Plan.Categories given = guest.categories();
    CategorySet own =
        given == null
            ? categoriesOf(earlierGuests.get(guest.name().text()))
            : given.set().without(ofItsGroups(guest));
    if (own.size() < 3 || own.size() > MOST_OWN) {
      return;
    }
    int[] all = own.toArray();
    for (int bits = 0; bits < (1 << all.length) - 1; bits++) {
      if (Integer.bitCount(bits) >= 2) {
        int[] some = new int[Integer.bitCount(bits)];
        int count = 0;
        for (int i = 0; i < all.length; i++) {
          if ((bits & 1 << i) != 0) {
            some[count++] = all[i];
          }
        }
        CategorySet part = CategorySet.of(some);
        String other = owners.get(part);
        if (other != null) {
          refuse(
              given == null ? guest.name().place() : given.place(),
              "The guest `"
                  + guest.name().text()
                  + "` would reach `"
                  + other
                  + "`: its label has all of "
                  + part
                  + ".",
              "Give one of them another label, or leave its level out.");
          return;
        }
      }
    }
  }

  private void within(CategorySet set, Span place, String kind, String name) {
    CategorySet out = set.without(categories);
    if (!out.isEmpty()) {
      refuse(
          place,
          "The " + kind + " `" + name + "` has " + out + ", which no label may have.",
          "Labels have categories of " + categories + ".");
    }
  }

  private void refuse(Span place, String problem, String help) {
    mistakes++;
    diagnostics.add(Diagnostic.at(Code.PLAN_LABEL, place, problem).help(help));
  }

  private void dealGuests(List<CategorySet> own) {
    for (int i = 0; i < own.size(); i++) {
      if (own.get(i).isEmpty()) {
        CategorySet pair = pairs.next();
        if (pair.isEmpty()) {
          full(own, i);
          return;
        }
        own.set(i, pair);
        dealt++;
      }
    }
  }

  private void full(List<CategorySet> own, int first) {
    mistakes++;
    int without = 0;
    for (CategorySet set : own.subList(first, own.size())) {
      without += set.isEmpty() ? 1 : 0;
    }
    diagnostics.add(
        Diagnostic.at(
                Code.PLAN_FULL,
                plan.guests().get(first).name().place(),
                "No pair of categories is left for "
                    + (without == 1 ? "this guest." : "this guest and ")
                    + (without == 1
                        ? ""
                        : String.format("%,d", without - 1)
                            + (without == 2 ? " other." : " others.")))
            .note(
                String.format(
                    "%,d categories make %,d pairs; %,d are reserved for groups.",
                    categories.without(reserved).size(),
                    Capacity.pairs(categories.without(reserved).size()),
                    reserved.size()))
            .help("Put guests on another host, or let groups reserve less."));
  }

  /** A label libvirt might draw for a guest that is not in the plan keeps nobody out then. */
  private void warnOfDrawn(List<Labelling.Guest> guests) {
    int count = 0;
    Labelling.Guest first = null;
    for (Labelling.Guest guest : guests) {
      if (guest.own().common(daemon) >= 2) {
        first = first == null ? guest : first;
        count++;
      }
    }
    if (first == null) {
      return;
    }
    int out = Capacity.leftOut(categories.size(), guests.size(), groups.size());
    String range = out < 0 ? "" : "c0.c" + (categories.get(categories.size() - 1) - out);
    Diagnostic.Builder told =
        Diagnostic.at(
                Code.PLAN_DRAWN,
                first.plan().name().place(),
                "libvirt may draw the label of "
                    + (count == 1 ? "this guest" : String.format("%,d guests", count))
                    + " for a stranger as well.")
            .label(first.categories().level())
            .note(
                "It does not reserve labels that are set in the XML, and draws pairs of "
                    + daemon
                    + ".");
    diagnostics.add(
        range.isEmpty()
            ? told.help("Where libvirt draws no labels at all, write `daemon none;`.")
            : told.help(
                "Let libvirt draw from less, as with `daemon "
                    + range
                    + ";`, or write `daemon none;` where it draws no labels at all."));
  }
}
