package org.svpc.importer;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.svpc.syntax.Argument;
import org.svpc.syntax.NameSet;
import org.svpc.syntax.Parameter;
import org.svpc.syntax.Statement;
import org.svpc.syntax.Statement.InterfaceDeclaration;
import org.svpc.target.Target;
import org.svpc.target.TargetInterface;

/** What interfaces do to what they are given: of the modules at hand, and of the target. */
final class Facts {
  private static final int DEEPEST = 30;

  private final Target target;
  private final Map<String, InterfaceDeclaration> own;
  private final Map<String, Set<String>> joined = new HashMap<>();
  private final Map<String, Boolean> declaring = new HashMap<>();
  private final Map<String, Boolean> using = new HashMap<>();

  Facts(Target target, Map<String, InterfaceDeclaration> own) {
    this.target = target;
    this.own = own;
  }

  /** The interface, template or pattern of that name, or null. */
  @Nullable InterfaceDeclaration find(String name) {
    InterfaceDeclaration declaration = own.get(name);
    if (declaration != null) {
      return declaration;
    }
    TargetInterface found = target.findInterface(name);
    return found == null ? null : found.declaration();
  }

  /** The attributes that the first argument joins whatever else is the case. */
  Set<String> joinedByFirst(String name) {
    return joined(name, 0, 0);
  }

  private Set<String> joined(String name, int parameter, int depth) {
    String key = name + " " + parameter;
    Set<String> known = joined.get(key);
    if (known != null) {
      return known;
    }
    Set<String> attributes = new HashSet<>();
    joined.put(key, attributes);
    InterfaceDeclaration callee = depth > DEEPEST ? null : find(name);
    if (callee != null && parameter < callee.parameters().size()) {
      Parameter taken = callee.parameters().get(parameter);
      for (Statement statement : callee.body()) {
        join(statement, taken.name().text(), attributes, depth);
      }
    }
    return attributes;
  }

  private void join(Statement statement, String parameter, Set<String> into, int depth) {
    if (statement instanceof Statement.TypeAttribute membership
        && isOnly(membership.types(), parameter)) {
      membership.attributes().forEach(attribute -> into.add(attribute.text()));
    } else if (statement instanceof Statement.Call call) {
      for (int i = 0; i < call.arguments().size(); i++) {
        if (call.arguments().get(i).value() instanceof Argument.Names names
            && isOnly(names.set(), parameter)) {
          into.addAll(joined(call.name().text(), i, depth + 1));
        }
      }
    }
  }

  /**
   * Whether an interface uses a parameter in its own scope, whatever else is the case, so that what
   * is given for it is required where the call stands.
   *
   * @param parameter from zero
   */
  boolean uses(String name, int parameter) {
    return uses(name, parameter, 0);
  }

  private boolean uses(String name, int parameter, int depth) {
    String key = name + " " + parameter;
    Boolean known = using.get(key);
    if (known != null) {
      return known;
    }
    using.put(key, false);
    InterfaceDeclaration callee = depth > DEEPEST ? null : find(name);
    boolean uses =
        callee != null
            && parameter < callee.parameters().size()
            && use(callee.body(), callee.parameters().get(parameter).name().text(), depth);
    using.put(key, uses);
    return uses;
  }

  private boolean use(List<Statement> statements, String parameter, int depth) {
    for (Statement statement : statements) {
      if (statement instanceof Statement.If conditional) {
        if (use(conditional.then(), parameter, depth)
            || use(conditional.otherwise(), parameter, depth)) {
          return true;
        }
      } else if (statement instanceof Statement.Call call) {
        for (int i = 0; i < call.arguments().size(); i++) {
          if (UsedNames.in(call.arguments().get(i)).contains(parameter)
              && uses(call.name().text(), i, depth + 1)) {
            return true;
          }
        }
      } else if (UsedNames.of(statement).contains(parameter)) {
        return true;
      }
    }
    return false;
  }

  private static boolean isOnly(NameSet set, String parameter) {
    return set.elements().size() == 1
        && set.elements().get(0) instanceof NameSet.Member member
        && !member.excluded()
        && (member.name().is(parameter) || member.name().is("${" + parameter + "}"));
  }

  /** Whether a body declares names, itself or by what it calls, which makes it a template. */
  boolean declares(InterfaceDeclaration declaration) {
    return declares(declaration, 0);
  }

  private boolean declares(InterfaceDeclaration declaration, int depth) {
    String name = declaration.name().text();
    Boolean known = declaring.get(name);
    if (known != null) {
      return known;
    }
    declaring.put(name, false);
    boolean declares = depth < DEEPEST && anyDeclares(declaration.body(), depth);
    declaring.put(name, declares);
    return declares;
  }

  private boolean anyDeclares(List<Statement> statements, int depth) {
    for (Statement statement : statements) {
      if (declares(statement, depth)) {
        return true;
      }
    }
    return false;
  }

  private boolean declares(Statement statement, int depth) {
    if (statement instanceof Statement.OptionalBlock optional) {
      return anyDeclares(optional.body(), depth);
    }
    if (statement instanceof Statement.Ifdef choice) {
      return anyDeclares(choice.then(), depth) || anyDeclares(choice.otherwise(), depth);
    }
    if (statement instanceof Statement.If conditional) {
      return anyDeclares(conditional.then(), depth) || anyDeclares(conditional.otherwise(), depth);
    }
    if (statement instanceof Statement.Call call) {
      InterfaceDeclaration callee = own.get(call.name().text());
      return callee != null && declares(callee, depth + 1);
    }
    return statement instanceof Statement.TypeDeclaration
        || statement instanceof Statement.AttributeDeclaration
        || statement instanceof Statement.RoleDeclaration
        || statement instanceof Statement.RoleAttributeDeclaration
        || statement instanceof Statement.BooleanDeclaration
        || statement instanceof Statement.UserDeclaration;
  }
}
