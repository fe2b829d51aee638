package org.svpc.importer;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.svpc.syntax.Argument;
import org.svpc.syntax.Expression;
import org.svpc.syntax.Name;
import org.svpc.syntax.NameSet;
import org.svpc.syntax.Statement;

/**
 * The names that a statement itself uses: not what it declares, nor what stands in its blocks, nor
 * what it hands to an interface.
 */
final class UsedNames {
  private UsedNames() {}

  static Set<String> of(Statement statement) {
    Set<String> names = new HashSet<>();
    of(statement, names);
    return names;
  }

  /** The names that an argument consists of. */
  static Set<String> in(Argument argument) {
    Set<String> names = new HashSet<>();
    if (argument.value() instanceof Argument.Names given) {
      set(given.set(), names);
    }
    return names;
  }

  static void of(Statement statement, Set<String> into) {
    if (statement instanceof Statement.Access rule) {
      set(rule.sources(), into);
      set(rule.targets(), into);
    } else if (statement instanceof Statement.ExtendedAccess rule) {
      set(rule.sources(), into);
      set(rule.targets(), into);
    } else if (statement instanceof Statement.TypeRule rule) {
      set(rule.sources(), into);
      set(rule.targets(), into);
      into.add(rule.result().text());
    } else if (statement instanceof Statement.RangeTransition rule) {
      set(rule.sources(), into);
      set(rule.targets(), into);
    } else {
      membership(statement, into);
    }
  }

  private static void membership(Statement statement, Set<String> into) {
    if (statement instanceof Statement.TypeDeclaration type) {
      type.memberships().forEach(membership -> into.add(membership.name().text()));
    } else if (statement instanceof Statement.TypeAlias alias) {
      into.add(alias.type().text());
    } else if (statement instanceof Statement.TypeAttribute rule) {
      set(rule.types(), into);
      names(rule.attributes(), into);
    } else if (statement instanceof Statement.RoleAttribute rule) {
      into.add(rule.role().text());
      names(rule.attributes(), into);
    } else if (statement instanceof Statement.RoleTypes rule) {
      into.add(rule.role().text());
      set(rule.types(), into);
    } else if (statement instanceof Statement.RoleAllow rule) {
      set(rule.from(), into);
      set(rule.to(), into);
    } else if (statement instanceof Statement.RoleTransition rule) {
      set(rule.roles(), into);
      set(rule.types(), into);
      into.add(rule.result().text());
    } else if (statement instanceof Statement.TypeBounds rule) {
      into.add(rule.parent().text());
      names(rule.children(), into);
    } else if (statement instanceof Statement.ExpandAttribute rule) {
      set(rule.attributes(), into);
    } else if (statement instanceof Statement.Permissive rule) {
      into.add(rule.type().text());
    } else if (statement instanceof Statement.UserDeclaration user) {
      set(user.roles(), into);
    }
  }

  static void of(Expression expression, Set<String> into) {
    if (expression instanceof Expression.Variable variable) {
      into.add(variable.name().text());
    } else if (expression instanceof Expression.Not not) {
      of(not.operand(), into);
    } else if (expression instanceof Expression.Binary binary) {
      of(binary.left(), into);
      of(binary.right(), into);
    }
  }

  private static void names(List<Name> names, Set<String> into) {
    for (Name name : names) {
      into.add(name.text());
    }
  }

  private static void set(@Nullable NameSet set, Set<String> into) {
    if (set == null) {
      return;
    }
    for (NameSet.Element element : set.elements()) {
      if (element instanceof NameSet.Member member) {
        into.add(member.name().text());
      } else if (element instanceof NameSet.Nested nested) {
        set(nested.set(), into);
      }
    }
  }
}
