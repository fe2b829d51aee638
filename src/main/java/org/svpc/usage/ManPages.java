package org.svpc.usage;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.StringTokenizer;
import org.svpc.files.OutputFiles;

/**
 * The manual pages, {@code svpc.1} and one for each command, made from the definitions in {@link
 * Command}: in mdoc, which groff and mandoc both read.
 */
final class ManPages {
  private static final int WIDTH = 78;
  private static final String EXIT_STATUS =
      """
      .Sh EXIT STATUS
      .Bl -tag -width 2n -compact
      .It 0
      All went well.
      .It 1
      The sources have errors, or a check or test did not hold.
      .It 2
      The command line is wrong.
      .It 3
      A file or tool could not be used.
      .It 70
      A bug in svpc.
      .El
      """;

  private final String date;

  /**
   * @param day the date that the pages bear
   */
  ManPages(LocalDate day) {
    date = day.format(DateTimeFormatter.ofPattern("MMMM d, uuuu", Locale.ENGLISH));
  }

  /**
   * Writes all pages: {@code ManPages FOLDER SECONDS}, with the date as seconds since 1970. Run
   * when svpc is built, not by users.
   */
  public static void main(String[] args) throws IOException {
    LocalDate day =
        Instant.ofEpochSecond(Long.parseLong(args[1])).atZone(ZoneOffset.UTC).toLocalDate();
    ManPages pages = new ManPages(day);
    OutputFiles files = new OutputFiles(Path.of(args[0])).put("svpc.1", pages.overview());
    for (Command command : Command.values()) {
      files.put(name(command) + ".1", pages.page(command));
    }
    files.write();
  }

  private static String name(Command command) {
    return "svpc-" + command.word();
  }

  /** The page {@code svpc(1)}. */
  String overview() {
    StringBuilder out = head("svpc", "SELinux policy compiler for virtualisation");
    out.append(
        """
        .Nm
        .Ar command
        .Op Ar option ...
        .Op Ar operand ...
        .Nm
        .Fl -help | Fl -version
        .Sh DESCRIPTION
        .Nm
        builds SELinux policy modules from
        .Pa .svp
        sources, and tells and tests what policies mean.
        The commands are:
        .Bl -tag -width completion
        """);
    for (Command command : Command.values()) {
      out.append(".It Xr ").append(name(command)).append(" 1\n");
      out.append(text(command.summary()));
    }
    out.append(
        """
        .El
        .Sh ENVIRONMENT
        .Bl -tag -width SVPC_JAVA_OPTS
        .It Ev JAVA_HOME
        The Java that runs
        .Nm
        where it is neither compiled to a program nor has brought its own.
        .It Ev NO_COLOR
        Where it is set and not empty, nothing is coloured.
        .It Ev SVPC_JAVA_OPTS
        Options for the Java virtual machine, such as
        .Ql -Xmx4g :
        with any Java runs, not the program.
        .It Ev XDG_CACHE_HOME
        Where an index of the headers and linked base policies are kept, in the folder
        .Pa svpc ;
        else
        .Pa ~/.cache .
        .El
        """);
    out.append(EXIT_STATUS);
    List<String> others = new ArrayList<>();
    for (Command command : Command.values()) {
      others.add(name(command));
    }
    out.append(seeAlso(others));
    return out.toString();
  }

  /** The page of a command. */
  String page(Command command) {
    StringBuilder out = head(name(command), lowered(command.summary()));
    out.append(".Nm svpc ").append(command.word()).append('\n');
    for (Option option : command.options()) {
      String words = words(option.name(), option);
      out.append(option.required() ? "." + words : ".Op " + words).append('\n');
      if (option.repeatable()) {
        out.append(".Ar ...\n");
      }
    }
    out.append(".Ar ").append(argument(command.operand()));
    out.append(command.most() == Integer.MAX_VALUE ? " ...\n" : "\n");
    out.append(".Sh DESCRIPTION\n").append(text(command.description()));
    if (!command.options().isEmpty()) {
      out.append(".Pp\nThe options are:\n.Bl -tag -width Ds\n");
      for (Option option : command.options()) {
        out.append(".It ").append(words(option.name(), option));
        String alias = option.alias();
        if (alias != null) {
          out.append(" , ").append(words(alias, option));
        }
        out.append('\n').append(text(option.description()));
      }
      out.append(".El\n");
    }
    out.append(EXIT_STATUS);
    out.append(seeAlso(List.of("svpc")));
    return out.toString();
  }

  private StringBuilder head(String name, String summary) {
    return new StringBuilder(".\\\" Made from svpc's own definition of its commands.\n")
        .append(".Dd ")
        .append(date)
        .append("\n.Dt ")
        .append(name.toUpperCase(Locale.ROOT))
        .append(" 1\n.Os\n.Sh NAME\n.Nm ")
        .append(name)
        .append("\n.Nd ")
        .append(argument(summary))
        .append("\n.Sh SYNOPSIS\n");
  }

  private static String seeAlso(List<String> names) {
    StringBuilder out = new StringBuilder(".Sh SEE ALSO\n");
    List<String> sorted = new ArrayList<>(names);
    sorted.sort(null);
    for (int at = 0; at < sorted.size(); at++) {
      out.append(".Xr ").append(sorted.get(at)).append(" 1");
      out.append(at + 1 < sorted.size() ? " ,\n" : "\n");
    }
    return out.toString();
  }

  /** An option with its value, as macros. */
  private static String words(String name, Option option) {
    String label = option.label();
    String flag = "Fl " + argument(name.substring(1));
    return label == null ? flag : flag + " Ar " + argument(label);
  }

  /** A summary as the name section wants it: a phrase, not a sentence. */
  private static String lowered(String summary) {
    String phrase = summary.endsWith(".") ? summary.substring(0, summary.length() - 1) : summary;
    return phrase.substring(0, 1).toLowerCase(Locale.ROOT) + phrase.substring(1);
  }

  /** Words of a macro's line, in which {@code |} stands by itself and is no argument. */
  private static String argument(String text) {
    return text.replace("\\", "\\e")
        .replace("|", "\\(ba")
        .replace("[", "\\(lB")
        .replace("]", "\\(rB");
  }

  /** Sentences, each begun on a line of its own, none of which looks like a request. */
  private static String text(String sentences) {
    StringBuilder out = new StringBuilder();
    int column = 0;
    StringTokenizer words = new StringTokenizer(sentences.replace("\\", "\\e"));
    boolean ended = true;
    while (words.hasMoreTokens()) {
      String word = words.nextToken();
      if (column > 0) {
        boolean fits = !ended && column + 1 + word.length() <= WIDTH;
        out.append(fits ? ' ' : '\n');
        column = fits ? column + 1 : 0;
      }
      if (column == 0 && (word.startsWith(".") || word.startsWith("'"))) {
        word = "\\&" + word;
      }
      out.append(word);
      column += word.length();
      ended = word.endsWith(".");
    }
    return out.append('\n').toString();
  }
}
