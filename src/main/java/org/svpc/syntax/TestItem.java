package org.svpc.syntax;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.svpc.selinux.FileKind;
import org.svpc.source.Span;

/** A statement of a {@code test} block. */
public sealed interface TestItem {
  Span span();

  /**
   * {@code process one = svirt_t:s0:c1,c2;} or {@code object disk = label_of("/srv/a.img", file);}.
   *
   * @param process whether it is a process, and not an object
   */
  record Definition(boolean process, Name name, Label label, Span span) implements TestItem {}

  /**
   * {@code one can { read write } disk:file;} or {@code one cannot ioctl 0x5412 tty:chr_file;}.
   *
   * @param subject the name of a process of the test, or a type
   * @param numbers of ioctl commands; empty where the permissions are meant without
   * @param target the name of a process or object of the test, a type, or {@code self}
   */
  record Access(
      Name subject,
      boolean allowed,
      NameSet permissions,
      List<Statement.NumberRange> numbers,
      Name target,
      NameSet classes,
      Span span)
      implements TestItem {
    public Access {
      numbers = List.copyOf(numbers);
    }
  }

  /** {@code virtd starts qemu_exec_t as svirt_t;}: who gets which type by running a file. */
  record Start(Name subject, Name file, Name result, Span span) implements TestItem {}

  /**
   * {@code one creates sock_file "monitor" in dir as svirt_tmp_t;}.
   *
   * @param objectName the name of what is created, in quotes, or null
   */
  record Creation(
      Name subject,
      Name objectClass,
      Argument.@Nullable Text objectName,
      Name parent,
      Name result,
      Span span)
      implements TestItem {}

  /** {@code if (a && !b) { ... } else { ... }}: what holds in some states of the booleans only. */
  record Choice(Expression condition, List<TestItem> then, List<TestItem> otherwise, Span span)
      implements TestItem {
    public Choice {
      then = List.copyOf(then);
      otherwise = List.copyOf(otherwise);
    }
  }

  /** The label of a process or an object. */
  sealed interface Label {
    Span span();
  }

  /**
   * A context as written: {@code svirt_t:s0:c1}, or with user and role before the type.
   *
   * @param user null where only the type was written; so is {@code role}
   */
  record Context(
      @Nullable Name user, @Nullable Name role, Name type, @Nullable Range range, Span span)
      implements Label {}

  /** The label that the policy's file contexts give a path. */
  record LabelOf(String path, Span pathSpan, FileKind kind, Span span) implements Label {}
}
