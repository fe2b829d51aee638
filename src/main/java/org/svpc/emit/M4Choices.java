package org.svpc.emit;

import org.jspecify.annotations.Nullable;
import org.svpc.ir.BuildCondition;
import org.svpc.source.Origin;

/** Writes build-time choices as m4's own conditionals. */
final class M4Choices {
  /** Larger conditions are worked out by {@code eval}, so that no arm is written often. */
  private static final int MOST_NESTED = 3;

  /** What an arm holds; it may be written more than once. */
  interface Arm {
    boolean isEmpty();

    void write();
  }

  private static final Arm NOTHING =
      new Arm() {
        @Override
        public boolean isEmpty() {
          return true;
        }

        @Override
        public void write() {}
      };

  private final Paragraphs out;
  private final @Nullable Origin origin;

  M4Choices(Paragraphs out, @Nullable Origin origin) {
    this.out = out;
    this.origin = origin;
  }

  void write(BuildCondition condition, Arm then, Arm otherwise) {
    if (M4Conditions.size(condition) > MOST_NESTED) {
      arms("ifelse(eval" + M4Conditions.argument(condition) + ",1,", then, otherwise);
    } else {
      nested(condition, then, otherwise);
    }
  }

  private void nested(BuildCondition condition, Arm then, Arm otherwise) {
    if (then.isEmpty() && otherwise.isEmpty()) {
      return;
    }
    if (condition instanceof BuildCondition.Constant constant) {
      (constant.value() ? then : otherwise).write();
    } else if (condition instanceof BuildCondition.Not not) {
      nested(not.operand(), otherwise, then);
    } else if (condition instanceof BuildCondition.And and) {
      nested(and.left(), inner(and.right(), then, otherwise), otherwise);
    } else if (condition instanceof BuildCondition.Or or) {
      nested(or.left(), then, inner(or.right(), then, otherwise));
    } else if (condition instanceof BuildCondition.Given given) {
      // The arms change places: a parameter that is not given is empty.
      arms("ifelse(`$" + given.index() + "',`',", otherwise, then);
    } else if (condition instanceof BuildCondition.Option option) {
      if (then.isEmpty()) {
        arms("ifndef(`" + option.name() + "',", otherwise, NOTHING);
      } else {
        arms("ifdef(`" + option.name() + "',", then, otherwise);
      }
    }
  }

  private Arm inner(BuildCondition condition, Arm then, Arm otherwise) {
    return new Arm() {
      @Override
      public boolean isEmpty() {
        return then.isEmpty() && otherwise.isEmpty();
      }

      @Override
      public void write() {
        nested(condition, then, otherwise);
      }
    };
  }

  /** A macro whose last two arguments are arms; what it begins with ends in a comma. */
  private void arms(String start, Arm first, Arm second) {
    if (first.isEmpty()) {
      out.open(start + "`',`", origin);
      second.write();
    } else {
      out.open(start + "`", origin);
      first.write();
      if (!second.isEmpty()) {
        out.reopen("',`", origin);
        second.write();
      }
    }
    out.close("')", origin);
  }
}
