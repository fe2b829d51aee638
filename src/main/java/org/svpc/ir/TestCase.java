package org.svpc.ir;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.svpc.selinux.FileKind;
import org.svpc.selinux.LevelRange;
import org.svpc.source.Origin;

/**
 * A test of the policy that a module is linked into. Its names of processes and objects are gone:
 * each step holds the labels that they stand for.
 *
 * @param labels all that the test gives names, used or not
 */
public record TestCase(String name, List<Label> labels, List<Step> steps, Origin origin) {
  public TestCase {
    labels = List.copyOf(labels);
    steps = List.copyOf(steps);
  }

  /** One statement that holds or does not. */
  public sealed interface Step {
    Origin origin();
  }

  /** Permissions of a class, written out. */
  public record Permissions(String className, List<String> permissions) {
    public Permissions {
      permissions = List.copyOf(permissions);
    }
  }

  /**
   * Who has all of the permissions, or none of them.
   *
   * @param allowed whether all are to be allowed; otherwise none is
   * @param commands the ioctl commands that are meant; empty where it is about permissions alone
   */
  public record Access(
      Label subject,
      boolean allowed,
      List<Permissions> permissions,
      List<Node.NumberRange> commands,
      Label target,
      Origin origin)
      implements Step {
    public Access {
      permissions = List.copyOf(permissions);
      commands = List.copyOf(commands);
    }
  }

  /** Who gets which label by running a file. */
  public record Start(Label subject, Label file, Label result, Origin origin) implements Step {}

  /**
   * Who gives which label to what it creates in an object.
   *
   * @param objectName the name of what is created, or null where no rule for a name shall apply
   */
  public record Creation(
      Label subject,
      String objectClass,
      @Nullable String objectName,
      Label parent,
      Label result,
      Origin origin)
      implements Step {}

  /** Steps for some states of the booleans. */
  public record Choice(
      BooleanExpression condition, List<Step> then, List<Step> otherwise, Origin origin)
      implements Step {
    public Choice {
      then = List.copyOf(then);
      otherwise = List.copyOf(otherwise);
    }
  }

  /** A label as a step speaks of it. */
  public sealed interface Label {
    /** The word of the test: the name that it gave, or a type. */
    Symbol name();
  }

  /**
   * A context.
   *
   * @param process whether it is that of a process, and not of an object
   * @param user of the policy; null for {@code system_u}
   * @param role null for {@code system_r} of a process and {@code object_r} of an object
   * @param range null in a policy without levels
   */
  public record Context(
      Symbol name,
      boolean process,
      @Nullable Symbol user,
      @Nullable Symbol role,
      Symbol type,
      @Nullable LevelRange range)
      implements Label {}

  /**
   * A type alone; what stands for the rest of the context is for the step to say.
   *
   * @param named what the test names, for messages: the type may be a misspelt one of these
   */
  public record OfType(Symbol name, List<String> named) implements Label {
    public OfType {
      named = List.copyOf(named);
    }
  }

  /** The label that the file contexts of the policy give a path. */
  public record OfPath(Symbol name, String path, FileKind kind, Origin origin) implements Label {}
}
