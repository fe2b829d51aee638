package org.svpc.m4;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One call of the engine: what it has spent, what it has said, and what ended it. */
final class Run {
  /** What a warning costs beside its text, in characters of output. */
  private static final int CHARGE = 64;

  /** How many characters may be counted through for lines at the price of one that is read. */
  private static final int LINE_STEPS = 16;

  final State state;
  final Pool held;
  final Inputs inputs;
  private final M4Limits limits;
  private final List<M4Message> warnings = new ArrayList<>();
  private long scanned;
  private int expansions;
  private long warned;
  private @Nullable M4Message problem;
  private @Nullable Integer exitStatus;

  /** The source and the place in it of the call that was last looked at. */
  private Source source;

  private int offset;

  Run(M4Limits limits, State state, Source source) {
    this.limits = limits;
    this.state = state;
    this.source = source;
    held = new Pool(limits.held());
    inputs = new Inputs(held);
  }

  M4Result read() {
    inputs.pushSource(source);
    scan(source.text.length);
    return result();
  }

  M4Result expand() {
    inputs.pushSource(source);
    scan(source.text.length);
    List<State.Wrapped> wrapped = state.takeWrapped();
    while (!stopped() && !wrapped.isEmpty()) {
      int length = 0;
      for (State.Wrapped text : wrapped) {
        source = Source.wrapped(text.file(), text.line());
        inputs.pushText(text.text().toCharArray(), source, 0);
        length += text.text().length();
      }
      scan(length);
      wrapped = state.takeWrapped();
    }
    if (stopped()) {
      state.diversions.forgetKept();
    } else {
      state.diversions.divert(0);
      state.diversions.undivertAll();
    }
    return result();
  }

  private void scan(int length) {
    spend(length);
    new Scanner(this, limits.nesting()).scan();
  }

  private M4Result result() {
    checkLimits();
    String output = state.diversions.takeOutput();
    state.output.give(warned);
    return new M4Result(output, warnings, problem, exitStatus);
  }

  /** Whether the rest of the text is not to be read. */
  boolean stopped() {
    return problem != null || exitStatus != null;
  }

  void exit(int status) {
    exitStatus = status;
  }

  /** Notes where the run is, for what it may have to say. */
  void at(Source newSource, int newOffset) {
    source = newSource;
    offset = newOffset;
  }

  /** Ends the run; what was first in the way is what is told. */
  void stop(String message) {
    if (problem == null) {
      problem = new M4Message(source.file, source.line(offset), message);
    }
  }

  void warn(String text) {
    int cost = CHARGE + text.length();
    if (state.output.take(cost)) {
      warned += cost;
      warnings.add(new M4Message(source.file, line(), text));
    }
  }

  /** The line that the run is at. */
  int line() {
    spend(source.distance(offset) / LINE_STEPS);
    return source.line(offset);
  }

  /** Counts work; ends the run when it is too much. */
  void spend(long steps) {
    scanned += steps;
    if (scanned > limits.scanned()) {
      stop("The expansion reads more than " + limits.scanned() + " characters.");
    }
  }

  /** Counts a macro call. */
  void countExpansion() {
    if (++expansions > limits.expansions()) {
      stop("The expansion makes more than " + limits.expansions() + " macro calls.");
    }
  }

  /** Ends the run when a limit of what is held at one time was met. */
  void checkLimits() {
    if (inputs.depth() > limits.depth()) {
      stop("More than " + limits.depth() + " expansions wait inside of each other.");
    }
    if (held.spent()) {
      stop("Arguments and expansions hold more than " + limits.held() + " characters.");
    }
    if (state.output.spent()) {
      stop("The output has more than " + limits.output() + " characters.");
    }
    if (state.macros.isFull()) {
      stop("The definitions hold more than " + limits.definitions() + " characters.");
    }
  }
}
