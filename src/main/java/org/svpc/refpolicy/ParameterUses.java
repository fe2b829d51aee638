package org.svpc.refpolicy;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.svpc.selinux.NameKind;
import org.svpc.syntax.Argument;
import org.svpc.syntax.BuildExpression;
import org.svpc.syntax.Expression;
import org.svpc.syntax.Name;
import org.svpc.syntax.NameSet;
import org.svpc.syntax.Range;
import org.svpc.syntax.Statement;

/** Finds in which places a body uses its parameters, which says what they may be. */
final class ParameterUses {
  /** How many arguments m4's notation {@code $1} to {@code $9} reaches. */
  static final int MOST = 9;

  // What a parameter is used as, as bits.
  static final int TYPE_SET = 1;
  static final int TYPE = 1 << 1;
  static final int SOURCE = 1 << 2;
  static final int ATTRIBUTE = 1 << 3;
  static final int NEW_TYPE = 1 << 4;
  static final int ROLE = 1 << 5;
  static final int ROLE_ATTRIBUTE = 1 << 6;
  static final int CLASS = 1 << 7;
  static final int PERMISSION = 1 << 8;
  static final int BOOLEAN = 1 << 9;
  static final int FILE_NAME = 1 << 10;
  static final int QUOTED = 1 << 11;
  static final int RANGE = 1 << 12;
  static final int PASTED = 1 << 13;

  /**
   * A parameter that is passed on.
   *
   * @param parameter from one
   * @param position of the callee's parameter, from one
   * @param alone whether nothing would be passed if the parameter were left out
   */
  record Passed(int parameter, String callee, int position, boolean alone) {}

  private final int[] bits = new int[MOST + 1];
  private final boolean[] needed = new boolean[MOST + 1];
  private final boolean[] asked = new boolean[MOST + 1];
  private final List<Passed> passed = new ArrayList<>();
  private final Set<String> words = new HashSet<>();
  private int last;

  private ParameterUses() {}

  static ParameterUses of(List<Statement> body, Set<String> quoted) {
    ParameterUses uses = new ParameterUses();
    uses.all(body);
    for (String parameter : quoted) {
      uses.use(index(parameter), QUOTED);
    }
    return uses;
  }

  int bits(int parameter) {
    return bits[parameter];
  }

  /** Whether the body makes no sense without the parameter. */
  boolean needed(int parameter) {
    return needed[parameter];
  }

  /** Whether the body asks whether the parameter is given. */
  boolean asked(int parameter) {
    return asked[parameter];
  }

  List<Passed> passed() {
    return passed;
  }

  /** The plain names of the body, none of which a parameter may be called. */
  Set<String> words() {
    return words;
  }

  /** The number of the last parameter that is used. */
  int last() {
    return last;
  }

  private static int index(String parameter) {
    return parameter.charAt(1) - '0';
  }

  // ---- statements

  private void all(List<Statement> body) {
    for (Statement statement : body) {
      statement(statement);
    }
  }

  private void statement(Statement statement) {
    if (!rule(statement) && !declaration(statement)) {
      scope(statement);
    }
  }

  private boolean rule(Statement statement) {
    if (statement instanceof Statement.Access rule) {
      set(rule.sources(), TYPE_SET | SOURCE);
      set(rule.targets(), TYPE_SET);
      set(rule.classes(), CLASS);
      set(rule.permissions(), PERMISSION);
    } else if (statement instanceof Statement.ExtendedAccess rule) {
      set(rule.sources(), TYPE_SET | SOURCE);
      set(rule.targets(), TYPE_SET);
      set(rule.classes(), CLASS);
      name(rule.operation(), PERMISSION);
    } else if (statement instanceof Statement.TypeRule rule) {
      set(rule.sources(), TYPE_SET | SOURCE);
      set(rule.targets(), TYPE_SET);
      set(rule.classes(), CLASS);
      name(rule.result(), TYPE);
      objectName(rule.objectName());
    } else if (statement instanceof Statement.RangeTransition rule) {
      set(rule.sources(), TYPE_SET | SOURCE);
      set(rule.targets(), TYPE_SET);
      set(rule.classes(), CLASS);
      range(rule.range());
    } else if (statement instanceof Statement.RoleAllow rule) {
      set(rule.from(), ROLE);
      set(rule.to(), ROLE);
    } else if (statement instanceof Statement.RoleTransition rule) {
      set(rule.roles(), ROLE);
      set(rule.types(), TYPE_SET);
      set(rule.classes(), CLASS);
      name(rule.result(), ROLE);
    } else if (statement instanceof Statement.RoleTypes rule) {
      name(rule.role(), ROLE);
      set(rule.types(), TYPE_SET);
    } else if (statement instanceof Statement.TypeAttribute rule) {
      set(rule.types(), TYPE);
      names(rule.attributes(), ATTRIBUTE);
    } else if (statement instanceof Statement.RoleAttribute rule) {
      name(rule.role(), ROLE);
      names(rule.attributes(), ROLE_ATTRIBUTE);
    } else if (statement instanceof Statement.ExpandAttribute rule) {
      set(rule.attributes(), ATTRIBUTE);
    } else if (statement instanceof Statement.TypeBounds rule) {
      name(rule.parent(), TYPE);
      names(rule.children(), TYPE);
    } else if (statement instanceof Statement.Permissive rule) {
      name(rule.type(), TYPE);
    } else if (statement instanceof Statement.Call call) {
      call(call);
    } else {
      return false;
    }
    return true;
  }

  private boolean declaration(Statement statement) {
    if (statement instanceof Statement.TypeDeclaration type) {
      name(type.name(), NEW_TYPE);
      names(type.aliases(), NEW_TYPE);
      for (Statement.Membership membership : type.memberships()) {
        name(membership.name(), ATTRIBUTE);
      }
    } else if (statement instanceof Statement.TypeAlias alias) {
      name(alias.type(), TYPE);
      names(alias.aliases(), NEW_TYPE);
    } else if (statement instanceof Statement.AttributeDeclaration attribute) {
      names(attribute.names(), ATTRIBUTE);
    } else if (statement instanceof Statement.RoleAttributeDeclaration attribute) {
      names(attribute.names(), ROLE_ATTRIBUTE);
    } else if (statement instanceof Statement.RoleDeclaration role) {
      names(role.names(), ROLE);
    } else if (statement instanceof Statement.BooleanDeclaration bool) {
      name(bool.name(), BOOLEAN);
    } else if (statement instanceof Statement.UserDeclaration user) {
      name(user.name(), PASTED);
      set(user.roles(), ROLE);
      range(user.level());
      range(user.range());
    } else if (statement instanceof Statement.Require require) {
      for (Statement.Required item : require.items()) {
        if (item instanceof Statement.RequiredNames names) {
          names(names.names(), required(names.kind()));
        }
      }
    } else {
      return false;
    }
    return true;
  }

  private static int required(NameKind kind) {
    return switch (kind) {
      case TYPE -> TYPE;
      case ATTRIBUTE -> ATTRIBUTE;
      case ROLE -> ROLE;
      case ROLE_ATTRIBUTE -> ROLE_ATTRIBUTE;
      case BOOLEAN -> BOOLEAN;
      case CLASS -> CLASS;
      case USER -> PASTED;
    };
  }

  private void scope(Statement statement) {
    if (statement instanceof Statement.If conditional) {
      expression(conditional.condition());
      all(conditional.then());
      all(conditional.otherwise());
    } else if (statement instanceof Statement.OptionalBlock optional) {
      all(optional.body());
    } else if (statement instanceof Statement.Ifdef choice) {
      choice(choice);
    }
  }

  private void choice(Statement.Ifdef choice) {
    BuildExpression condition = choice.condition();
    boolean not = condition instanceof BuildExpression.Not;
    BuildExpression bare = condition instanceof BuildExpression.Not n ? n.operand() : condition;
    if (!(bare instanceof BuildExpression.Given given)) {
      all(choice.then());
      all(choice.otherwise());
      return;
    }
    int parameter = index(given.parameter().text());
    asked[parameter] = true;
    last = Math.max(last, parameter);
    // Where it is known to be given, a use does not mean that calls must give it.
    boolean before = needed[parameter];
    all(not ? choice.otherwise() : choice.then());
    needed[parameter] = before;
    all(not ? choice.then() : choice.otherwise());
  }

  // ---- names

  private void use(int parameter, int as) {
    if (parameter >= 1 && parameter <= MOST) {
      bits[parameter] |= as;
      last = Math.max(last, parameter);
    }
  }

  private void name(Name name, int as) {
    name(name.text(), as, true);
  }

  private void name(String text, int as, boolean alone) {
    if (text.indexOf('$') < 0) {
      words.add(text);
    } else if (Parameters.isBare(text)) {
      int parameter = index(text);
      use(parameter, as);
      needed[parameter] |= alone;
    } else {
      pasted(text);
    }
  }

  private void pasted(String text) {
    for (int i = text.indexOf('$'); i >= 0; i = text.indexOf('$', i + 1)) {
      int parameter = text.charAt(i + 1) - '0';
      use(parameter, PASTED);
      if (parameter >= 1 && parameter <= MOST) {
        needed[parameter] = true;
      }
    }
  }

  private void names(List<Name> names, int as) {
    for (Name name : names) {
      name(name, as);
    }
  }

  private void set(@Nullable NameSet set, int as) {
    if (set != null) {
      set(set, as, set.elements().size() == 1);
    }
  }

  private void set(NameSet set, int as, boolean alone) {
    for (NameSet.Element element : set.elements()) {
      if (element instanceof NameSet.Member member) {
        name(member.name().text(), as, alone || member.excluded());
      } else if (element instanceof NameSet.Nested nested) {
        set(nested.set(), as, alone && nested.set().elements().size() == 1);
      }
    }
  }

  private void objectName(Argument.@Nullable Value value) {
    if (value instanceof Argument.Names names) {
      for (NameSet.Element element : names.set().elements()) {
        if (element instanceof NameSet.Member member) {
          // Without it the rule is one that has no object's name.
          boolean quoted = member.span().text().startsWith("\"");
          name(member.name().text(), quoted ? QUOTED : FILE_NAME, quoted);
        }
      }
    }
  }

  private void range(@Nullable Range range) {
    if (range != null) {
      name(range.low().text(), RANGE, true);
      Range.LevelText high = range.high();
      if (high != null) {
        name(high.text(), RANGE, true);
      }
    }
  }

  private void expression(Expression expression) {
    if (expression instanceof Expression.Variable variable) {
      name(variable.name(), BOOLEAN);
    } else if (expression instanceof Expression.Not not) {
      expression(not.operand());
    } else if (expression instanceof Expression.Binary binary) {
      expression(binary.left());
      expression(binary.right());
    }
  }

  private void call(Statement.Call call) {
    int position = 0;
    for (Argument argument : call.arguments()) {
      position++;
      if (argument.value() instanceof Argument.Names names) {
        pass(names.set(), call.name().text(), position);
      } else if (argument.value() instanceof Argument.Levels levels) {
        range(levels.range());
      }
    }
  }

  private void pass(NameSet set, String callee, int position) {
    boolean alone = set.elements().size() == 1;
    for (NameSet.Element element : set.elements()) {
      if (element instanceof NameSet.Nested nested) {
        pass(nested.set(), callee, position);
      } else if (element instanceof NameSet.Member member) {
        String text = member.name().text();
        if (text.indexOf('$') < 0) {
          words.add(text);
        } else if (Parameters.isBare(text)) {
          int parameter = index(text);
          boolean quoted = member.span().text().startsWith("\"");
          use(parameter, quoted ? QUOTED : 0);
          needed[parameter] |= quoted || member.excluded();
          passed.add(new Passed(parameter, callee, position, alone));
        } else {
          pasted(text);
        }
      }
    }
  }
}
