package org.svpc.usage;

import java.util.ArrayList;
import java.util.List;
import org.svpc.query.Criterion;
import org.svpc.query.Listing;
import org.svpc.query.Mode;
import org.svpc.query.RuleChoice;

/** The options of {@code svpc query}: the letters of the room query, and what is svpc's own. */
public final class QueryOptions {
  public static final Option LIST =
      new Option(
          "--list",
          "KIND",
          listings(),
          false,
          false,
          "List names of this kind in place of rules: the long options of seinfo, gates, summary or"
              + " all.");
  public static final Option EXPAND =
      flag("--expand", "With --list: all that is known of each name.");
  public static final Option FLAT = flag("--flat", "With --list: neither counts nor margins.");
  public static final Option BATCH =
      new Option(
          "--batch",
          "FILE|-",
          List.of(),
          false,
          false,
          "Answer one query for each line of a file, with an empty line after each answer.");

  static final List<Option> ALL = all();

  private QueryOptions() {}

  private static List<Option> all() {
    List<Option> all = new ArrayList<>();
    for (RuleChoice choice : RuleChoice.values()) {
      all.add(
          new Option(
              choice.letter(),
              choice.word(),
              null,
              List.of(),
              false,
              false,
              "Find " + choice.description()));
    }
    for (Criterion criterion : Criterion.values()) {
      all.add(
          new Option(
              criterion.letter(),
              criterion.word(),
              criterion.label(),
              List.of(),
              false,
              false,
              criterion.description()));
    }
    for (Mode mode : Mode.values()) {
      all.add(flag(mode.letter(), mode.description()));
    }
    all.add(LIST);
    all.add(EXPAND);
    all.add(FLAT);
    all.add(BATCH);
    return List.copyOf(all);
  }

  private static Option flag(String name, String description) {
    return new Option(name, null, List.of(), false, false, description);
  }

  private static List<String> listings() {
    List<String> words = new ArrayList<>();
    for (Listing listing : Listing.values()) {
      words.add(listing.word());
    }
    return words;
  }
}
