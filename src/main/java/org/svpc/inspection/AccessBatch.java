package org.svpc.inspection;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.svpc.access.AccessDecisions;
import org.svpc.access.ContextReader;
import org.svpc.access.ContextReading;
import org.svpc.console.Console;
import org.svpc.console.Status;
import org.svpc.files.IoReason;
import org.svpc.index.ClassTable.ObjectClass;
import org.svpc.index.Policy;
import org.svpc.index.SecurityContext;
import org.svpc.selinux.KernelClasses;
import org.svpc.text.Spelling;

/**
 * Answers questions line by line: {@code SCON TCON CLASS} in, the allowed permissions out, sorted,
 * a blank between them. A wrong line is answered by {@code !}, so that the lines stay together.
 */
final class AccessBatch {
  private static final int MOST_CONTEXTS = 20_000;
  private static final int BLOCK = 256;
  private static final String WRONG = "!";
  private static final String EVERYTHING = "*";

  private final AccessDecisions decisions;
  private final Policy policy;
  private final Console console;
  private final ContextReader reader;
  private final Map<String, SecurityContext> contexts = new HashMap<>();
  private final @Nullable SortedPermissions[] permissions;
  private String problem = "";

  AccessBatch(AccessDecisions decisions, Console console) {
    this.decisions = decisions;
    policy = decisions.policy();
    this.console = console;
    reader = new ContextReader(policy);
    permissions = new @Nullable SortedPermissions[policy.classes().classes().size()];
  }

  /**
   * @param name of a file, or {@code -} for standard input
   */
  int run(String name) {
    boolean wrong = false;
    try (InputStream in = name.equals("-") ? console.in() : Files.newInputStream(Path.of(name));
        BufferedReader lines =
            new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
      StringBuilder out = new StringBuilder();
      int number = 0;
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        number++;
        out.setLength(0);
        problem = "";
        answer(line, out);
        if (!problem.isEmpty()) {
          console.complain((name.equals("-") ? "<stdin>" : name) + ":" + number + ": " + problem);
          wrong = true;
        }
        console.out().print(out.append('\n'));
        // Whoever writes one question and waits for its answer gets it; the others in blocks.
        if ((number % BLOCK == 0 || !lines.ready()) && !console.flushed()) {
          break;
        }
      }
    } catch (InvalidPathException e) {
      console.complain("`" + name + "` cannot be the name of a file.");
      return Status.UNUSABLE;
    } catch (IOException e) {
      console.complain("The questions in `" + name + "` cannot be read: " + IoReason.of(e) + ".");
      return Status.UNUSABLE;
    }
    return wrong ? Status.MISUSE : Status.FINE;
  }

  private void answer(String line, StringBuilder out) {
    List<String> words = words(line);
    if (words.size() != 3) {
      problem = "Expected `SCON TCON CLASS`, found " + words.size() + " words.";
      out.append(WRONG);
      return;
    }
    SecurityContext source = context(words.get(0));
    SecurityContext target = source == null ? null : context(words.get(1));
    if (source == null || target == null) {
      out.append(WRONG);
      return;
    }
    int objectClass = policy.classes().names().id(words.get(2));
    if (objectClass < 0) {
      unknownClass(words.get(2), source, out);
      return;
    }
    SortedPermissions sorted = permissions[objectClass];
    if (sorted == null) {
      sorted = new SortedPermissions(policy.classes().get(objectClass));
      permissions[objectClass] = sorted;
    }
    sorted.append(decisions.allowed(source, target, objectClass), out);
  }

  private void unknownClass(String name, SecurityContext source, StringBuilder out) {
    if (!KernelClasses.contains(name)) {
      String meant = Spelling.question(Spelling.closest(name, policy.classes().names().all()));
      problem = "The policy has no class `" + name + "`." + (meant.isEmpty() ? "" : " " + meant);
      out.append(WRONG);
    } else if (decisions.unknownClass(source).allowed() != 0) {
      out.append(EVERYTHING);
    }
  }

  private static List<String> words(String line) {
    List<String> words = new ArrayList<>(3);
    int at = 0;
    while (at < line.length()) {
      if (isBlank(line.charAt(at))) {
        at++;
        continue;
      }
      int end = at;
      while (end < line.length() && !isBlank(line.charAt(end))) {
        end++;
      }
      words.add(line.substring(at, end));
      at = end;
    }
    return words;
  }

  private static boolean isBlank(char c) {
    return c == ' ' || c == '\t' || c == '\r';
  }

  private @Nullable SecurityContext context(String text) {
    SecurityContext known = contexts.get(text);
    if (known != null) {
      return known;
    }
    ContextReading reading = reader.read(text);
    if (reading instanceof ContextReading.Wrong wrong) {
      problem = wrong.problem() + (wrong.help().isEmpty() ? "" : " " + wrong.help());
      return null;
    }
    SecurityContext read = ((ContextReading.Valid) reading).context();
    if (contexts.size() == MOST_CONTEXTS) {
      contexts.clear();
    }
    contexts.put(text, read);
    return read;
  }

  /** The permissions of a class by name, with their bits. */
  private static final class SortedPermissions {
    private final List<String> names;
    private final int[] masks;

    SortedPermissions(ObjectClass known) {
      names = known.names(known.all());
      masks = new int[names.size()];
      for (int i = 0; i < masks.length; i++) {
        masks[i] = known.mask(names.get(i));
      }
    }

    void append(int mask, StringBuilder out) {
      for (int i = 0; i < masks.length; i++) {
        if ((mask & masks[i]) != 0) {
          if (out.length() > 0) {
            out.append(' ');
          }
          out.append(names.get(i));
        }
      }
    }
  }
}
