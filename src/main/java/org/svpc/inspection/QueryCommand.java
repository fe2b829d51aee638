package org.svpc.inspection;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.svpc.console.Console;
import org.svpc.console.Status;
import org.svpc.files.IoReason;
import org.svpc.index.Policy;
import org.svpc.query.Answer;
import org.svpc.query.Criterion;
import org.svpc.query.Listing;
import org.svpc.query.Listings;
import org.svpc.query.Mode;
import org.svpc.query.RuleChoice;
import org.svpc.query.RuleQuery;
import org.svpc.query.RuleSearch;
import org.svpc.usage.Command;
import org.svpc.usage.QueryOptions;
import org.svpc.usage.Request;
import org.svpc.usage.Words;
import org.svpc.workspace.PolicyFile;

/** {@code svpc query}: rules and names of a kernel policy. */
public final class QueryCommand {
  private static final int CHUNK = 1 << 16;

  private final Console console;

  private QueryCommand(Console console) {
    this.console = console;
  }

  public static int run(Request.Run request, Console console) {
    QueryCommand command = new QueryCommand(console);
    String wrong = wrong(request);
    if (wrong != null) {
      return command.refused("", wrong, Command.QUERY.seeHelp());
    }
    Policy policy = PolicyFile.open(console, request.operands().get(0));
    if (policy == null) {
      return Status.UNUSABLE;
    }
    if (request.has(QueryOptions.BATCH)) {
      return command.batch(request.value(QueryOptions.BATCH, ""), new RuleSearch(policy));
    }
    Listing listing = Listing.of(request.value(QueryOptions.LIST, ""));
    return listing != null
        ? command.list(listing, request, policy)
        : command.rules(request, policy);
  }

  /** What options do not go together, or null. */
  private static @Nullable String wrong(Request.Run request) {
    int kinds = request.has(QueryOptions.BATCH) ? 1 : 0;
    kinds += request.has(QueryOptions.LIST) ? 1 : 0;
    boolean letters = false;
    for (RuleChoice choice : RuleChoice.values()) {
      letters |= request.values().containsKey(choice.letter());
    }
    boolean narrowed = false;
    for (Criterion criterion : Criterion.values()) {
      narrowed |= request.values().containsKey(criterion.letter());
    }
    for (Mode mode : Mode.values()) {
      narrowed |= request.values().containsKey(mode.letter());
    }
    kinds += letters || narrowed ? 1 : 0;
    if (kinds > 1) {
      return "Rules, `--list` and `--batch` are asked for one at a time.";
    }
    if (kinds == 0 || (narrowed && !letters)) {
      return "No kind of rule is asked for, as `-A` asks for allow rules.";
    }
    Listing listing = Listing.of(request.value(QueryOptions.LIST, ""));
    if (listing != null) {
      return listing.named().isEmpty() && request.operands().size() > 1
          ? "`--list " + listing.word() + "` takes no name."
          : null;
    }
    if (request.operands().size() > 1) {
      return "`" + request.operands().get(1) + "` is one too many: only `--list` takes a name.";
    }
    return request.has(QueryOptions.EXPAND) || request.has(QueryOptions.FLAT)
        ? "`--expand` and `--flat` go with `--list` only."
        : null;
  }

  private int rules(Request.Run request, Policy policy) {
    RuleQuery query = query(request);
    Answer answer = new RuleSearch(policy).search(query);
    if (answer instanceof Answer.Lines lines && lines.lines().isEmpty()) {
      console.refuse(Command.QUERY, "No rule matches.", hint(query));
    }
    return print(answer, "");
  }

  /** What may be the reason that nothing was found. */
  private static String hint(RuleQuery query) {
    if (query.modes().contains(Mode.SOURCE_DIRECT) || query.modes().contains(Mode.TARGET_DIRECT)) {
      return "Without `-ds` and `-dt` rules that reach a type by an attribute match too.";
    }
    return query.choices().contains(RuleChoice.NEVERALLOW)
            || query.choices().contains(RuleChoice.NEVERALLOWXPERM)
        ? "A kernel policy holds none of the neverallow rules that it was built with."
        : "";
  }

  private int list(Listing listing, Request.Run request, Policy policy) {
    String name = request.operands().size() > 1 ? request.operands().get(1) : null;
    return print(
        new Listings(policy)
            .list(
                listing,
                name,
                request.has(QueryOptions.EXPAND),
                request.has(QueryOptions.FLAT),
                request.operands().get(0)),
        "");
  }

  private static RuleQuery query(Request.Run request) {
    Map<String, List<String>> values = request.values();
    Set<RuleChoice> choices = EnumSet.noneOf(RuleChoice.class);
    for (RuleChoice choice : RuleChoice.values()) {
      if (values.containsKey(choice.letter())) {
        choices.add(choice);
      }
    }
    Map<Criterion, String> criteria = new EnumMap<>(Criterion.class);
    for (Criterion criterion : Criterion.values()) {
      List<String> given = values.get(criterion.letter());
      if (given != null) {
        criteria.put(criterion, given.get(0));
      }
    }
    Set<Mode> modes = EnumSet.noneOf(Mode.class);
    for (Mode mode : Mode.values()) {
      if (values.containsKey(mode.letter())) {
        modes.add(mode);
      }
    }
    return new RuleQuery(choices, criteria, modes);
  }

  private int batch(String file, RuleSearch search) {
    try (BufferedReader lines = new BufferedReader(reader(file))) {
      int status = Status.FINE;
      int number = 0;
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        number++;
        status = Math.max(status, answer(line, "Line " + number + ": ", search));
        console.out().print('\n');
        // Whoever writes one query and waits for its answer gets it.
        if (!console.flushed()) {
          break;
        }
      }
      return status;
    } catch (IOException e) {
      console.complain("`" + file + "` cannot be read: " + IoReason.of(e) + ".");
      return Status.UNUSABLE;
    } catch (InvalidPathException e) {
      console.complain("`" + file + "` cannot be the name of a file.");
      return Status.UNUSABLE;
    }
  }

  private Reader reader(String file) throws IOException {
    return new InputStreamReader(
        file.equals("-") ? console.in() : Files.newInputStream(Path.of(file)),
        StandardCharsets.UTF_8);
  }

  /** Answers one line of a batch; an empty one asks for nothing. */
  private int answer(String line, String place, RuleSearch search) {
    List<String> words = words(line);
    if (words == null) {
      return refused(place, "A quote is not closed.", "Quotes, single or double, stand in pairs.");
    }
    if (words.isEmpty()) {
      return Status.FINE;
    }
    words.add(0, Command.QUERY.word());
    words.add(1, "POLICY");
    Request request = Words.read(words.toArray(new String[0]));
    if (request instanceof Request.Misuse misuse) {
      return refused(place, misuse.message(), misuse.advice());
    }
    if (!(request instanceof Request.Run run)
        || run.has(QueryOptions.LIST)
        || run.has(QueryOptions.BATCH)) {
      return refused(place, "A line asks for rules and nothing else.", Command.QUERY.seeHelp());
    }
    String wrong = wrong(run);
    return wrong == null
        ? print(search.search(query(run)), place)
        : refused(place, wrong, Command.QUERY.seeHelp());
  }

  /** The words of a line, blanks between; quotes hold blanks together. Null if one stays open. */
  private static @Nullable List<String> words(String line) {
    List<String> words = new ArrayList<>();
    StringBuilder word = new StringBuilder();
    boolean inWord = false;
    char quote = 0;
    for (int at = 0; at < line.length(); at++) {
      char letter = line.charAt(at);
      if (quote != 0) {
        if (letter == quote) {
          quote = 0;
        } else {
          word.append(letter);
        }
      } else if (letter == '\'' || letter == '"') {
        quote = letter;
        inWord = true;
      } else if (letter == ' ' || letter == '\t') {
        if (inWord) {
          words.add(word.toString());
        }
        word.setLength(0);
        inWord = false;
      } else {
        word.append(letter);
        inWord = true;
      }
    }
    if (inWord) {
      words.add(word.toString());
    }
    return quote == 0 ? words : null;
  }

  private int print(Answer answer, String place) {
    if (answer instanceof Answer.Refusal refusal) {
      return refused(place, refusal.message(), refusal.advice());
    }
    StringBuilder text = new StringBuilder();
    for (String line : ((Answer.Lines) answer).lines()) {
      text.append(line).append('\n');
      if (text.length() >= CHUNK) {
        console.out().print(text);
        text.setLength(0);
      }
    }
    console.out().print(text);
    return Status.FINE;
  }

  private int refused(String place, String message, String advice) {
    console.refuse(Command.QUERY, place + message, advice);
    return Status.MISUSE;
  }
}
