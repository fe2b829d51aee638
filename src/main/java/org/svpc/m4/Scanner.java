package org.svpc.m4;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Reads text and calls macros. Text passes in the longest runs that hold no macro; only where a
 * word, a quote or a comment goes on from one input to the next is it read piece by piece.
 */
final class Scanner {
  private static final int FIRST_SIZE = 16;
  private static final char[] NONE = new char[0];

  /** More than any call has; small enough for a digit to be put behind it. */
  private static final int MOST_ARGUMENTS = 100_000_000;

  private final Run run;
  private final Inputs inputs;
  private final State state;
  private final Builtins builtins;
  private final int mostNested;

  /** The calls that collect arguments, the innermost last. Objects are used again. */
  private Call[] calls = new Call[FIRST_SIZE];

  private int open;
  private final Chars arguments;

  /** The innermost call that collects arguments; null when text goes to the output. */
  private @Nullable Call collecting;

  /** Whether an argument begins here, so that blanks are skipped. */
  private boolean skipsBlanks;

  Scanner(Run run, int mostNested) {
    this.run = run;
    this.mostNested = mostNested;
    inputs = run.inputs;
    state = run.state;
    arguments = new Chars(run.held);
    builtins = new Builtins(run);
  }

  /** Reads all inputs. */
  void scan() {
    while (!run.stopped()) {
      Input input = inputs.top();
      if (input == null) {
        Call unfinished = collecting;
        if (unfinished != null) {
          run.at(unfinished.source, unfinished.calledAt);
          run.stop(
              "The text ends within the arguments of `" + new String(unfinished.name()) + "`.");
        }
        return;
      }
      if (input.builtin == null) {
        scan(input);
      } else {
        takeBuiltin(input, input.builtin);
      }
      run.checkLimits();
    }
  }

  private void takeBuiltin(Input input, Builtin builtin) {
    skipsBlanks = false;
    if (collecting != null) {
      collecting.takeBuiltin(builtin);
    }
    input.builtin = null;
  }

  /** Reads on in an input until it ends, or something is done that may change what is read next. */
  private void scan(Input input) {
    char[] text = input.text;
    int end = input.end;
    int at = skipsBlanks ? skipBlanks(input) : input.at;
    Syntax syntax = state.syntax;
    int from = at;
    while (at < end) {
      char c = text[at];
      int kind = syntax.kind(c);
      if (kind >= Syntax.QUOTE && !syntax.simple) {
        input.at = at;
        kind = exactKind(c, kind);
      }
      switch (kind) {
        case Syntax.WORD -> {
          int start = at;
          at = Syntax.endOfWord(text, at + 1, end);
          input.at = at;
          if (at == end && inputs.goesOnWithWord()) {
            pass(text, from, start);
            input.at = start;
            readLongWord(input);
            return;
          }
          MacroTable.Entry entry = state.macros.find(text, start, at);
          if (entry != null && isCall(entry.meaning())) {
            pass(text, from, start);
            begin(entry, input.source, input.origin(at));
            return;
          }
        }
        case Syntax.OPEN -> {
          at++;
          if (collecting != null) {
            collecting.parentheses++;
          }
        }
        case Syntax.CLOSE, Syntax.COMMA -> {
          Call call = collecting;
          if (call != null && call.parentheses == 0) {
            pass(text, from, at);
            input.at = at + 1;
            endArgument(call, kind == Syntax.CLOSE);
            return;
          }
          at++;
          if (call != null && kind == Syntax.CLOSE) {
            call.parentheses--;
          }
        }
        case Syntax.QUOTE -> {
          int close = syntax.simple ? closingQuote(syntax, text, at + 1, end) : -1;
          pass(text, from, at);
          if (close < 0) {
            input.at = at;
            readLongQuote(input);
            return;
          }
          pass(text, at + 1, close);
          at = close + 1;
          from = at;
        }
        case Syntax.COMMENT -> {
          int behind = syntax.simple ? behindComment(syntax, text, at + 1, end) : -1;
          if (behind < 0) {
            pass(text, from, at);
            input.at = at;
            readLongComment(input);
            return;
          }
          at = behind;
        }
        default -> at = syntax.endOfPlain(text, at + 1, end);
      }
    }
    pass(text, from, end);
    input.at = end;
  }

  /** Steps over blanks; where the input ends in them, those of the next one are skipped too. */
  private int skipBlanks(Input input) {
    int at = input.at;
    while (at < input.end
        && Syntax.isBlank(input.text[at])
        && state.syntax.kind(input.text[at]) == Syntax.PLAIN) {
      at++;
    }
    if (at < input.end) {
      skipsBlanks = false;
    }
    return at;
  }

  /** What the input begins here, where marks may be longer than one character. */
  private int exactKind(char c, int kind) {
    Syntax syntax = state.syntax;
    if (kind == Syntax.COMMENT && inputs.startsWith(syntax.commentOpen)) {
      return Syntax.COMMENT;
    }
    int base = Syntax.baseKind(c);
    return base != Syntax.WORD && inputs.startsWith(syntax.quoteOpen) ? Syntax.QUOTE : base;
  }

  private static int closingQuote(Syntax syntax, char[] text, int start, int end) {
    char open = syntax.quoteOpen[0];
    char close = syntax.quoteClose[0];
    if (syntax.quoteClose.length > 1) {
      return -1;
    }
    int level = 1;
    for (int at = start; at < end; at++) {
      char c = text[at];
      if (c == close) {
        if (--level == 0) {
          return at;
        }
      } else if (c == open) {
        level++;
      }
    }
    return -1;
  }

  private static int behindComment(Syntax syntax, char[] text, int start, int end) {
    if (syntax.commentClose.length > 1) {
      return -1;
    }
    char close = syntax.commentClose[0];
    for (int at = start; at < end; at++) {
      if (text[at] == close) {
        return at + 1;
      }
    }
    return -1;
  }

  /** Text that no macro is in goes where the innermost open call, or the diversion, wants it. */
  private void pass(char[] text, int start, int end) {
    if (start < end) {
      if (collecting != null) {
        arguments.append(text, start, end);
      } else {
        state.diversions.append(text, start, end);
      }
    }
  }

  /** A word that goes on in the next input, as what stands behind a call may do. */
  private void readLongWord(Input first) {
    Chars word = new Chars(run.held);
    Source source = first.source;
    int origin = 0;
    Input input = first;
    while (input != null && input.builtin == null && Syntax.isWordPart(input.text[input.at])) {
      int end = Syntax.endOfWord(input.text, input.at, input.end);
      word.append(input.text, input.at, end);
      input.at = end;
      source = input.source;
      origin = input.origin(input.at);
      input = inputs.top();
    }
    MacroTable.Entry entry = state.macros.find(word.array(), 0, word.length());
    if (entry != null && isCall(entry.meaning())) {
      word.truncate(0);
      begin(entry, source, origin);
    } else {
      passAll(word);
    }
  }

  /** A quote that does not end in its input, or whose marks are longer than one character. */
  private void readLongQuote(Input first) {
    run.at(first.source, first.origin(first.at + 1));
    Syntax syntax = state.syntax;
    char[] open = syntax.quoteOpen;
    char[] close = syntax.quoteClose;
    Chars quoted = new Chars(run.held);
    inputs.skip(open.length);
    for (int level = 1; level > 0; ) {
      if (!copyUntil(open[0], close[0], quoted)) {
        run.stop("The text ends within a quote.");
        level = 0;
      } else if (inputs.startsWith(close)) {
        level--;
        inputs.skip(close.length);
        if (level > 0) {
          quoted.append(close);
        }
      } else if (inputs.startsWith(open)) {
        level++;
        inputs.skip(open.length);
        quoted.append(open);
      } else {
        quoted.append((char) inputs.peek());
        inputs.skip(1);
      }
    }
    passAll(quoted);
  }

  /** A comment that does not end in its input, or whose marks are longer than one character. */
  private void readLongComment(Input first) {
    run.at(first.source, first.origin(first.at + 1));
    Syntax syntax = state.syntax;
    char[] close = syntax.commentClose;
    Chars comment = new Chars(run.held);
    inputs.skip(syntax.commentOpen.length);
    comment.append(syntax.commentOpen);
    while (copyUntil(close[0], close[0], comment) && !inputs.startsWith(close)) {
      comment.append(close[0]);
      inputs.skip(1);
    }
    if (inputs.top() == null) {
      run.stop("The text ends within a comment.");
    } else {
      inputs.skip(close.length);
      comment.append(close);
    }
    passAll(comment);
  }

  /** Copies text up to one of two characters; says whether one is there before the end. */
  private boolean copyUntil(char one, char other, Chars to) {
    Input input = inputs.top();
    while (input != null) {
      int at = input.at;
      while (at < input.end && input.text[at] != one && input.text[at] != other) {
        at++;
      }
      to.append(input.text, input.at, at);
      input.at = at;
      input.builtin = null;
      if (at < input.end) {
        return true;
      }
      input = inputs.top();
    }
    return false;
  }

  /** Passes on what was put together, unless the run ended within it. */
  private void passAll(Chars piece) {
    if (!run.stopped()) {
      pass(piece.array(), 0, piece.length());
    }
    piece.truncate(0);
  }

  private boolean isCall(Meaning meaning) {
    return !(meaning instanceof Builtin builtin && builtin.needsParenthesis())
        || parenthesisFollows();
  }

  private boolean parenthesisFollows() {
    return inputs.peek() == '('
        && !inputs.startsWith(state.syntax.commentOpen)
        && !inputs.startsWith(state.syntax.quoteOpen);
  }

  private void begin(MacroTable.Entry entry, Source source, int origin) {
    if (open == mostNested) {
      run.at(source, origin);
      run.stop("More than " + mostNested + " macro calls stand inside of each other's arguments.");
      return;
    }
    if (open == calls.length) {
      calls = Arrays.copyOf(calls, 2 * open);
    }
    Call call = calls[open];
    if (call == null) {
      call = new Call(arguments, run.held);
      calls[open] = call;
    }
    call.begin(entry.name, entry.meaning(), source, origin);
    if (parenthesisFollows()) {
      inputs.skip(1);
      open++;
      collecting = call;
      skipsBlanks = true;
    } else {
      expand(call);
    }
  }

  private void endArgument(Call call, boolean last) {
    call.endArgument();
    skipsBlanks = !last;
    if (last) {
      open--;
      collecting = open == 0 ? null : calls[open - 1];
      expand(call);
    }
  }

  /** Puts what a call stands for in front of the text that follows it. */
  private void expand(Call call) {
    run.at(call.source, call.calledAt);
    run.countExpansion();
    inputs.dropFinished();
    Chars arena = inputs.arena;
    int start = arena.length();
    Meaning meaning = call.meaning();
    while (meaning instanceof Builtin builtin) {
      meaning = builtins.run(builtin, call, arena);
    }
    if (meaning instanceof Meaning.Text macro && !macro.parametric()) {
      run.spend(macro.chars().length);
      inputs.pushText(macro.chars(), call.source, call.calledAt);
    } else {
      if (meaning instanceof Meaning.Text macro) {
        substitute(macro.chars(), call, arena);
      }
      run.spend(inputs.pushArena(start, call.source, call.calledAt));
    }
    call.forgetArguments();
  }

  /** Writes a macro's text with the arguments in it: {@code $1}, {@code $*}, {@code $@}, ... */
  private void substitute(char[] text, Call call, Chars to) {
    int from = 0;
    int at = 0;
    while (at + 1 < text.length && !run.held.spent()) {
      if (text[at] != '$') {
        at++;
        continue;
      }
      char c = text[at + 1];
      if (c >= '0' && c <= '9') {
        to.append(text, from, at);
        int number = 0;
        for (at++; at < text.length && text[at] >= '0' && text[at] <= '9'; at++) {
          number = Math.min(10 * number + text[at] - '0', MOST_ARGUMENTS);
        }
        from = at;
        if (number == 0) {
          to.append(call.name());
        } else {
          call.copy(number, to);
        }
      } else if (c == '#' || c == '*' || c == '@') {
        to.append(text, from, at);
        at += 2;
        from = at;
        if (c == '#') {
          to.append(Integer.toString(call.count()));
        } else if (c == '*') {
          call.copyAll(1, ",", NONE, NONE, to);
        } else {
          call.copyAll(1, ",", state.syntax.quoteOpen, state.syntax.quoteClose, to);
        }
      } else {
        at++;
      }
    }
    to.append(text, from, text.length);
  }
}
