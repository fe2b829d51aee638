package org.svpc.diagnostic;

import java.util.List;
import org.svpc.source.Span;

/**
 * What a running kernel made of one decision that a test is about, beside what svpc computes.
 *
 * @param place the statement of the test
 * @param subject the context of the process
 * @param action what it does: a permission, {@code ioctl 0x5401}, {@code start}, {@code create}
 * @param object what it does it to, as {@code CONTEXT:CLASS}
 * @param state how the booleans differ from the policy's own state: {@code with `a` on}; or empty
 * @param way how the kernel was asked
 * @param expected whether the test says that it is allowed
 * @param model whether svpc says so
 * @param kernel whether the kernel says so; meaningless where it was not asked
 * @param cause why svpc says that it is denied
 * @param remark a sentence: why the kernel was not asked, or what label it gave; or empty
 * @param denials what the kernel logged, a line for each
 */
public record KernelAnswer(
    Span place,
    String subject,
    String action,
    String object,
    String state,
    Way way,
    boolean expected,
    boolean model,
    boolean kernel,
    Cause cause,
    String remark,
    List<String> denials) {
  public KernelAnswer {
    denials = List.copyOf(denials);
  }

  /** How a kernel was asked. */
  public enum Way {
    /** A process did it. */
    PERFORMED("performed"),
    /** The kernel was asked for its decision, which no process can try. */
    VECTOR("access vector"),
    /** It was not asked. */
    NONE("not decidable here");

    private final String words;

    Way(String words) {
      this.words = words;
    }

    public String words() {
      return words;
    }
  }

  /** Why something is denied. */
  public enum Cause {
    /** It is allowed. */
    NONE("none"),
    /** A rule grants it, and a constraint on levels, categories or the like does not. */
    CONSTRAINT("constraint"),
    /** A rule grants it in another state of the booleans. */
    BOOLEAN("boolean"),
    /** Rules grant other ioctl commands. */
    COMMAND("ioctl command"),
    /** No rule grants it. */
    RULE("no rule");

    private final String words;

    Cause(String words) {
      this.words = words;
    }

    public String words() {
      return words;
    }
  }

  public boolean decided() {
    return way != Way.NONE;
  }

  /** Whether it is as the test says. */
  public boolean holds() {
    return decided() && kernel == expected;
  }

  /** Whether kernel and svpc say the same; true where the kernel was not asked. */
  public boolean agrees() {
    return !decided() || kernel == model;
  }

  /** {@code held}, {@code failed} or {@code not decidable here}. */
  public String verdict() {
    return !decided() ? way.words() : holds() ? "held" : "failed";
  }
}
