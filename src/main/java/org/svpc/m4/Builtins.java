package org.svpc.m4;

import org.jspecify.annotations.Nullable;

/** What the builtins do: write what stands for their call, or change what m4 knows. */
final class Builtins {
  private static final char[] NONE = new char[0];
  private static final int MOST_EXIT_STATUS = 255;

  private final Run run;
  private final State state;
  private final MacroTable macros;
  private final Numbers numbers;
  private final Strings strings;

  Builtins(Run run) {
    this.run = run;
    state = run.state;
    macros = state.macros;
    numbers = new Numbers(run);
    strings = new Strings(run, numbers);
  }

  /**
   * Runs a builtin.
   *
   * @return what the call is to be given to instead, from {@code indir} and {@code builtin}
   */
  @Nullable Meaning run(Builtin builtin, Call call, Chars to) {
    if (builtin.refused()) {
      run.stop("`" + builtin.word() + "` is not available.");
      return null;
    }
    boolean tooFew = call.count() < builtin.leastArguments();
    if (tooFew) {
      run.warn("`" + builtin.word() + "` has too few arguments.");
      if (call.count() == 0) {
        return null;
      }
    } else if (call.count() > builtin.mostArguments()) {
      run.warn("`" + builtin.word() + "` has too many arguments; the last are ignored.");
    }
    switch (builtin) {
      case BUILTIN, INDIR -> {
        return passOn(builtin, call);
      }
      case IFDEF -> {
        if (!tooFew) {
          call.copy(macros.find(call.chars(1)) == null ? 3 : 2, to);
        }
      }
      case IFELSE -> ifelse(call, to);
      case SHIFT -> call.copyAll(2, ",", state.syntax.quoteOpen, state.syntax.quoteClose, to);
      case DEFINE, PUSHDEF -> define(builtin, call);
      case UNDEFINE -> {
        for (int i = 1; i <= call.count(); i++) {
          macros.undefine(call.chars(i));
        }
      }
      case POPDEF -> {
        for (int i = 1; i <= call.count(); i++) {
          macros.pop(call.chars(i));
        }
      }
      case DEFN -> defn(call, to);
      case CHANGEQUOTE ->
          state.syntax =
              state.syntax.withQuotes(call.count() == 0 ? "`" : call.text(1), textOr(call, 2, "'"));
      case CHANGECOM ->
          state.syntax = state.syntax.withComments(call.text(1), textOr(call, 2, "\n"));
      case DIVERT -> divert(call);
      case UNDIVERT -> undivert(call);
      case DIVNUM -> to.append(Integer.toString(state.diversions.current()));
      case DNL -> skipLine();
      case ERRPRINT -> {
        Chars text = new Chars(state.output);
        call.copyAll(1, " ", NONE, NONE, text);
        run.spend(text.length());
        String printed = text.toString();
        text.truncate(0);
        run.warn(printed);
      }
      case M4WRAP -> {
        Chars text = new Chars(run.held);
        call.copyAll(1, " ", NONE, NONE, text);
        state.wrap(text.toString(), call.source.file, run.line());
        text.truncate(0);
      }
      case M4EXIT -> exit(call);
      case FILE -> {
        to.append(state.syntax.quoteOpen);
        to.append(call.source.file);
        to.append(state.syntax.quoteClose);
      }
      case LINE -> to.append(Integer.toString(run.line()));
      case PROGRAM -> {
        to.append(state.syntax.quoteOpen);
        to.append("m4");
        to.append(state.syntax.quoteClose);
      }
      case INCR, DECR -> {
        if (numbers.read(call, 1)) {
          to.append(Integer.toString(numbers.value() + (builtin == Builtin.INCR ? 1 : -1)));
        }
      }
      case EVAL -> numbers.eval(call, to);
      case LEN -> to.append(Integer.toString(call.length(1)));
      case INDEX -> strings.index(call, to);
      case SUBSTR -> strings.substr(call, to);
      case TRANSLIT -> strings.translit(call, to);
      case REGEXP -> strings.regexp(call, to);
      case PATSUBST -> strings.patsubst(call, to);
      case FORMAT -> new Format(run, call, to).write();
      case DEBUGFILE,
          DEBUGMODE,
          DUMPDEF,
          ESYSCMD,
          INCLUDE,
          MAKETEMP,
          MKSTEMP,
          SINCLUDE,
          SYSCMD,
          SYSVAL,
          TRACEOFF,
          TRACEON ->
          throw new IllegalStateException(builtin.word());
    }
    return null;
  }

  private static String textOr(Call call, int argument, String otherwise) {
    return call.isEmpty(argument) ? otherwise : call.text(argument);
  }

  private @Nullable Meaning passOn(Builtin builtin, Call call) {
    if (call.builtin(1) != null) {
      run.warn("The first argument of `" + builtin.word() + "` is not a name.");
      return null;
    }
    char[] name = call.chars(1);
    Meaning meaning;
    if (builtin == Builtin.BUILTIN) {
      meaning = Builtin.named(new String(name));
    } else {
      MacroTable.Entry entry = macros.find(name);
      meaning = entry == null ? null : entry.meaning();
    }
    if (meaning == null) {
      run.warn("There is no macro `" + new String(name) + "`.");
      return null;
    }
    call.pass(name);
    return meaning;
  }

  private static void ifelse(Call call, Chars to) {
    int count = call.count();
    if (count < 3) {
      return;
    }
    int first = 1;
    while (true) {
      if (call.same(first, first + 1)) {
        call.copy(first + 2, to);
        return;
      }
      int left = count - first + 1;
      if (left <= 5) {
        call.copy(first + 3, to);
        return;
      }
      first += 3;
    }
  }

  private void define(Builtin builtin, Call call) {
    if (call.builtin(1) != null) {
      run.warn("The first argument of `" + builtin.word() + "` is not a name.");
      return;
    }
    Builtin value = call.builtin(2);
    Meaning meaning = value != null ? value : Meaning.Text.of(call.chars(2));
    if (builtin == Builtin.DEFINE) {
      macros.define(call.chars(1), meaning);
    } else {
      macros.push(call.chars(1), meaning);
    }
  }

  private void defn(Call call, Chars to) {
    for (int i = 1; i <= call.count(); i++) {
      MacroTable.Entry entry = macros.find(call.chars(i));
      Meaning meaning = entry == null ? null : entry.meaning();
      if (meaning instanceof Meaning.Text text) {
        to.append(state.syntax.quoteOpen);
        to.append(text.chars());
        to.append(state.syntax.quoteClose);
      } else if (meaning instanceof Builtin builtin) {
        if (call.count() == 1) {
          run.inputs.pushBuiltin(builtin, call.source, call.calledAt);
        } else {
          run.warn("The builtin `" + builtin.word() + "` is not a text.");
        }
      }
    }
  }

  private void divert(Call call) {
    if (call.count() == 0) {
      state.diversions.divert(0);
    } else if (numbers.read(call, 1)) {
      state.diversions.divert(numbers.value());
    }
  }

  private void undivert(Call call) {
    if (call.count() == 0) {
      run.spend(state.diversions.undivertAll());
    }
    for (int i = 1; i <= call.count() && !run.stopped(); i++) {
      if (Numbers.isPlain(call, i)) {
        numbers.read(call, i);
        run.spend(state.diversions.undivert(numbers.value()));
      } else if (!call.isEmpty(i)) {
        run.stop("`undivert` of a file is not available.");
      }
    }
  }

  /** Drops all up to the end of the line. */
  private void skipLine() {
    while (true) {
      Input input = run.inputs.top();
      if (input == null) {
        run.warn("The text ends within the line that `dnl` drops.");
        return;
      }
      input.builtin = null;
      while (input.at < input.end) {
        if (input.text[input.at++] == '\n') {
          return;
        }
      }
    }
  }

  private void exit(Call call) {
    int status = 0;
    if (call.count() > 0) {
      status = numbers.read(call, 1) ? numbers.value() : 1;
    }
    if (status < 0 || status > MOST_EXIT_STATUS) {
      run.warn("The exit status " + status + " is out of range.");
      status = 1;
    }
    run.exit(status);
  }
}
