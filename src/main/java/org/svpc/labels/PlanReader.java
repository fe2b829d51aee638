package org.svpc.labels;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.svpc.diagnostic.Code;
import org.svpc.diagnostic.Diagnostic;
import org.svpc.diagnostic.Diagnostics;
import org.svpc.labels.Plan.Categories;
import org.svpc.labels.Plan.Group;
import org.svpc.labels.Plan.Guest;
import org.svpc.labels.Plan.Labelled;
import org.svpc.labels.Plan.Name;
import org.svpc.selinux.PathPattern;
import org.svpc.source.SourceFile;
import org.svpc.source.Span;
import org.svpc.text.Spelling;

/** Reads plans, and the files that keep what was dealt out, which have the same form. */
public final class PlanReader {
  private static final int MOST_MISTAKES = 50;
  private static final int LONGEST_NAME = 255;
  private static final List<String> STATEMENTS =
      List.of("categories", "daemon", "domain", "group", "guest", "image");

  private final PlanWords words;
  private final Diagnostics diagnostics;
  private int mistakes;

  private @Nullable Categories categories;
  private @Nullable Categories daemon;
  private @Nullable Name domain;
  private @Nullable Name image;
  private final Map<String, Group> groups = new HashMap<>();
  private final List<Group> groupsInOrder = new ArrayList<>();
  private final Map<String, Name> guests = new HashMap<>();
  private final List<Guest> guestsInOrder = new ArrayList<>();

  private PlanReader(SourceFile file, Diagnostics diagnostics) {
    words = new PlanWords(file);
    this.diagnostics = diagnostics;
  }

  /** Reads a plan; what is wrong with it is told, and left out. */
  public static Plan read(SourceFile file, Diagnostics diagnostics) {
    return new PlanReader(file, diagnostics).plan();
  }

  /** Ends a statement that cannot be read. */
  @SuppressWarnings("serial")
  private static final class Broken extends Exception {
    Broken() {
      super(null, null, false, false);
    }
  }

  private Plan plan() {
    while (words.kind() != PlanWords.Kind.END && mistakes < MOST_MISTAKES) {
      try {
        statement();
      } catch (Broken e) {
        recover();
      }
    }
    checkMemberships();
    return new Plan(categories, daemon, domain, image, groupsInOrder, guestsInOrder);
  }

  private void statement() throws Broken {
    Span place = words.place();
    String word = words.kind() == PlanWords.Kind.WORD ? words.value() : "";
    switch (word) {
      case "categories" -> {
        words.next();
        Categories given = range();
        once(categories == null, place, word);
        categories = given;
        sign(';');
      }
      case "daemon" -> {
        words.next();
        once(daemon == null, place, word);
        if (isWord("none")) {
          daemon = new Categories(CategorySet.EMPTY, words.place());
          words.next();
        } else {
          daemon = range();
        }
        sign(';');
      }
      case "domain" -> {
        words.next();
        once(domain == null, place, word);
        domain = type();
        sign(';');
      }
      case "image" -> {
        words.next();
        once(image == null, place, word);
        image = type();
        sign(';');
      }
      case "group" -> group();
      case "guest" -> guest();
      default -> throw unexpected("a statement: " + Spelling.or(STATEMENTS), STATEMENTS);
    }
  }

  private void group() throws Broken {
    words.next();
    Name name = name("the group's name");
    Categories reserved = null;
    if (words.is('=')) {
      words.next();
      reserved = level("A group reserves");
    }
    List<Labelled> files = new ArrayList<>();
    if (words.is('{')) {
      words.next();
      while (!words.is('}')) {
        files.add(labelled());
      }
      words.next();
    } else {
      sign(';');
    }
    Group group = new Group(name, reserved, files);
    Group first = groups.putIfAbsent(name.text(), group);
    if (first == null) {
      groupsInOrder.add(group);
    } else {
      twice("group", name, first.name());
    }
  }

  private void guest() throws Broken {
    words.next();
    Name name = name("the guest's name");
    List<Name> memberOf = new ArrayList<>();
    if (isWord("in")) {
      do {
        words.next();
        memberOf.add(name("the name of a group"));
      } while (words.is(','));
    }
    Categories label = null;
    if (words.is('=')) {
      words.next();
      label = level("A guest has");
    }
    Name own = null;
    List<Labelled> files = new ArrayList<>();
    if (words.is('{')) {
      words.next();
      while (!words.is('}')) {
        if (isWord("domain")) {
          Span place = words.place();
          words.next();
          once(own == null, place, "domain");
          own = type();
          sign(';');
        } else {
          files.add(labelled());
        }
      }
      words.next();
    } else {
      sign(';');
    }
    Name first = guests.putIfAbsent(name.text(), name);
    if (first == null) {
      guestsInOrder.add(new Guest(name, memberOf, label, own, files));
    } else {
      twice("guest", name, first);
    }
  }

  private Labelled labelled() throws Broken {
    boolean tree = isWord("tree");
    if (!tree && !isWord("file")) {
      throw unexpected("`file`, `tree` or `}`", List.of("file", "tree", "domain"));
    }
    words.next();
    if (words.kind() != PlanWords.Kind.TEXT) {
      throw unexpected("a path in quotes", List.of());
    }
    String path = words.value();
    String problem =
        path.startsWith("/") ? PathPattern.problem(path, tree) : "does not start at the root.";
    if (problem != null) {
      throw wrong(words.place(), "The path `" + path + "` " + problem, "");
    }
    words.next();
    sign(';');
    return new Labelled(path, tree);
  }

  // ---- parts

  private Name name(String expected) throws Broken {
    if (words.kind() != PlanWords.Kind.WORD && words.kind() != PlanWords.Kind.TEXT) {
      throw unexpected(expected, List.of());
    }
    Name name = new Name(words.value(), words.place());
    if (name.text().isEmpty()
        || name.text().length() > LONGEST_NAME
        || name.text().indexOf('/') >= 0) {
      throw wrong(
          words.place(),
          "This cannot be a name: it is empty, longer than 255 characters, or has a `/`.",
          "Names are those that libvirt has.");
    }
    words.next();
    return name;
  }

  private Name type() throws Broken {
    if (words.kind() != PlanWords.Kind.WORD) {
      throw unexpected("the name of a type", List.of());
    }
    Name type = new Name(words.value(), words.place());
    words.next();
    return type;
  }

  /** {@code c0.c899}, as libvirt takes it. */
  private Categories range() throws Broken {
    if (words.kind() != PlanWords.Kind.WORD) {
      throw unexpected("a range of categories such as `c0.c899`", List.of());
    }
    CategorySet set = DaemonRange.parse(words.value());
    if (set == null) {
      throw wrong(words.place(), DaemonRange.problem(words.value()), DaemonRange.HELP);
    }
    Categories read = new Categories(set, words.place());
    words.next();
    return read;
  }

  /** {@code s0:c1,c2} or {@code c1,c2}. */
  private Categories level(String subject) throws Broken {
    if (words.kind() != PlanWords.Kind.WORD) {
      throw unexpected("a level such as `s0:c1,c2`", List.of());
    }
    Span place = words.place();
    StringBuilder text = new StringBuilder(words.value());
    words.next();
    while (words.is(',')) {
      words.next();
      if (words.kind() != PlanWords.Kind.WORD) {
        throw unexpected("a category", List.of());
      }
      place = place.to(words.place());
      text.append(',').append(words.value());
      words.next();
    }
    String written = text.toString();
    if (written.indexOf('-') >= 0) {
      throw label(
          place,
          subject + " one level, and `" + written + "` is a range of levels.",
          "The high level of a range counts, and reaches what every label below it has.");
    }
    String rest = written.startsWith("s0:") ? written.substring(3) : written;
    if (rest.equals("s0")) {
      throw label(
          place,
          subject + " categories, and `s0` has none.",
          "Every guest would reach what has it. Leave the level out, and svpc chooses one.");
    }
    CategorySet set = CategorySet.parse(rest);
    if (set == null) {
      throw wrong(
          place,
          "`" + written + "` is no level of guests; expected one such as `s0:c1,c2`.",
          "Leave it out, and svpc chooses one.");
    }
    return new Categories(set, place);
  }

  // ---- whether it fits together

  private void checkMemberships() {
    for (Guest guest : guestsInOrder) {
      Set<String> seen = new HashSet<>();
      for (Name group : guest.groups()) {
        if (!groups.containsKey(group.text())) {
          diagnostics.add(
              Diagnostic.at(
                      Code.PLAN_NAME,
                      group.place(),
                      "There is no group `" + group.text() + "` in this plan.")
                  .label("not declared")
                  .suggest(Spelling.closest(group.text(), groups.keySet())));
          mistakes++;
        } else if (!seen.add(group.text())) {
          diagnostics.add(
              Diagnostic.at(
                  Code.PLAN_NAME,
                  group.place(),
                  "The guest `" + guest.name().text() + "` is in `" + group.text() + "` already."));
          mistakes++;
        }
        if (mistakes >= MOST_MISTAKES) {
          return;
        }
      }
    }
  }

  private void twice(String kind, Name name, Name first) {
    mistakes++;
    diagnostics.add(
        Diagnostic.at(
                Code.PLAN_NAME,
                name.place(),
                "The " + kind + " `" + name.text() + "` stands twice in this plan.")
            .label(first.place(), "first here"));
  }

  private void once(boolean first, Span place, String word) throws Broken {
    if (!first) {
      throw wrong(place, "`" + word + "` is said twice.", "Leave one of them out.");
    }
  }

  // ---- words

  private boolean isWord(String word) {
    return words.kind() == PlanWords.Kind.WORD && words.value().equals(word);
  }

  private void sign(char sign) throws Broken {
    if (!words.is(sign)) {
      throw unexpected("`" + sign + "`", List.of());
    }
    words.next();
  }

  private Broken unexpected(String expected, List<String> known) {
    if (words.kind() == PlanWords.Kind.WRONG) {
      return wrong(words.place(), words.value(), "");
    }
    String found =
        words.kind() == PlanWords.Kind.END ? "The plan ends" : "`" + words.value() + "` stands";
    mistakes++;
    Diagnostic.Builder told =
        Diagnostic.at(
            Code.PLAN_SYNTAX, words.place(), found + " where " + expected + " is expected.");
    if (words.kind() == PlanWords.Kind.WORD) {
      told.suggest(Spelling.closest(words.value(), known));
    }
    diagnostics.add(told);
    return new Broken();
  }

  private Broken wrong(Span place, String problem, String help) {
    return told(Code.PLAN_SYNTAX, place, problem, help);
  }

  private Broken label(Span place, String problem, String help) {
    return told(Code.PLAN_LABEL, place, problem, help);
  }

  private Broken told(Code code, Span place, String problem, String help) {
    mistakes++;
    Diagnostic.Builder told = Diagnostic.at(code, place, problem);
    diagnostics.add(help.isEmpty() ? told : told.help(help));
    return new Broken();
  }

  /** To behind the next {@code ;} or {@code }}, or before what begins a statement. */
  private void recover() {
    int depth = 0;
    while (words.kind() != PlanWords.Kind.END) {
      boolean ends = words.is(';') && depth == 0;
      depth += words.is('{') ? 1 : 0;
      if (words.is('}')) {
        ends = true;
      }
      words.next();
      if (ends) {
        break;
      }
    }
    if (words.is('}')) {
      words.next();
    }
  }
}
