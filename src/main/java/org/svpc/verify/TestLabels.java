package org.svpc.verify;

import org.jspecify.annotations.Nullable;
import org.svpc.access.ContextReader;
import org.svpc.access.ContextReading;
import org.svpc.index.Policy;
import org.svpc.index.SecurityContext;
import org.svpc.ir.Symbol;
import org.svpc.ir.TestCase;
import org.svpc.ir.TestCase.Label;
import org.svpc.selinux.LevelRange;

/** The labels of tests as contexts of a policy. */
final class TestLabels {
  private static final String USER = "system_u";
  private static final String PROCESS_ROLE = "system_r";
  private static final String OBJECT_ROLE = "object_r";

  private final Policy policy;
  private final ContextReader reader;
  private final @Nullable FileContexts files;

  /**
   * @param files null where the policy comes without file contexts
   */
  TestLabels(Policy policy, @Nullable FileContexts files) {
    this.policy = policy;
    this.files = files;
    reader = new ContextReader(policy);
  }

  /** The label of a process. */
  SecurityContext process(Label label) throws Undecided {
    return label instanceof TestCase.OfType type ? ofType(type.name(), PROCESS_ROLE) : of(label);
  }

  /** The label of an object. */
  SecurityContext object(Label label) throws Undecided {
    return label instanceof TestCase.OfType type ? ofType(type.name(), OBJECT_ROLE) : of(label);
  }

  /** The label of a process where a type alone is one: one that the role of processes may have. */
  SecurityContext either(Label label) throws Undecided {
    return label instanceof TestCase.OfType type && isDomain(type.name().name())
        ? process(label)
        : object(label);
  }

  private boolean isDomain(String name) {
    int role = policy.roles().names().id(PROCESS_ROLE);
    int type = policy.types().names().id(name);
    return role >= 0 && type >= 0 && policy.roles().typesOf().get(role).contains(type);
  }

  private SecurityContext ofType(Symbol type, String role) throws Undecided {
    return read(USER + ":" + role + ":" + type.name() + level(null));
  }

  private SecurityContext of(Label label) throws Undecided {
    if (label instanceof TestCase.OfPath path) {
      return ofPath(path);
    }
    TestCase.Context context = (TestCase.Context) label;
    Symbol user = context.user();
    Symbol role = context.role();
    return read(
        (user == null ? USER : user.name())
            + ":"
            + (role != null ? role.name() : context.process() ? PROCESS_ROLE : OBJECT_ROLE)
            + ":"
            + context.type().name()
            + level(context.range()));
  }

  /** With the colon before it; nothing in a policy without levels. */
  private String level(@Nullable LevelRange range) {
    if (!policy.properties().mls()) {
      return "";
    }
    if (range == null) {
      return ":" + policy.levels().sensitivities().name(0);
    }
    String low = range.low().text();
    String high = range.high().text();
    return ":" + (low.equals(high) ? low : low + "-" + high);
  }

  private SecurityContext ofPath(TestCase.OfPath path) throws Undecided {
    if (files == null) {
      throw new Undecided(
          "There are no file contexts to ask for the label of `" + path.path() + "`.",
          "They are looked for as `file_contexts` beside the policy.");
    }
    String context;
    try {
      context = files.labelOf(path.path(), path.kind());
    } catch (IllegalArgumentException e) {
      throw new Undecided(
          "The pattern `" + e.getMessage() + "` of the file contexts cannot be matched.", "");
    }
    if (context == null || context.equals(FileContexts.NONE)) {
      throw new Undecided(
          "The file contexts give `"
              + path.path()
              + (context == null ? "` no label." : "` the label `<<none>>`: it keeps what it has."),
          "");
    }
    return read(context);
  }

  private SecurityContext read(String context) throws Undecided {
    ContextReading reading = reader.read(context);
    if (reading instanceof ContextReading.Wrong wrong) {
      throw new Undecided(wrong.problem(), wrong.help());
    }
    return ((ContextReading.Valid) reading).context();
  }
}
