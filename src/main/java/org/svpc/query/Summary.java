package org.svpc.query;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.svpc.index.ClassTable;
import org.svpc.index.ClassTable.ObjectClass;
import org.svpc.index.Constraint;
import org.svpc.index.LabelRule;
import org.svpc.index.Names;
import org.svpc.index.Policy;
import org.svpc.index.RuleKind;
import org.svpc.index.RuleTable;

/** How many there are of each thing in a policy, laid out as seinfo does. */
final class Summary {
  private static final int LABEL = 17;
  private static final int NUMBER = 7;

  private final Policy policy;
  private final List<String> lines = new ArrayList<>();

  Summary(Policy policy) {
    this.policy = policy;
  }

  List<String> lines(String file) {
    Policy.Properties properties = policy.properties();
    lines.add("Statistics for policy file: " + file);
    lines.add(
        "Policy Version:             "
            + properties.version()
            + (properties.mls() ? " (MLS enabled)" : " (MLS disabled)"));
    lines.add("Target Policy:              selinux");
    lines.add(
        "Handle unknown classes:     " + properties.unknown().name().toLowerCase(Locale.ROOT));
    int attributes = policy.types().attributes().size();
    pair("Classes", used(policy.classes().names()), "Permissions", permissions());
    pair(
        "Sensitivities",
        used(policy.levels().sensitivities()),
        "Categories",
        used(policy.levels().categories()));
    pair("Types", used(policy.types().names()) - attributes, "Attributes", attributes);
    pair("Users", used(policy.users().names()), "Roles", used(policy.roles().names()));
    pair("Booleans", used(policy.booleans().names()), "Cond. Expr.", policy.conditions().size());
    rules();
    constraints();
    pair(
        "Permissives",
        policy.types().permissive().size(),
        "Polcap",
        properties.capabilities().size());
    pair("Defaults", defaults(), "Typebounds", policy.types().bounds().size());
    extendedRules();
    labels();
    return lines;
  }

  private void pair(String first, int firstCount, String second, int secondCount) {
    StringBuilder line = new StringBuilder("  ");
    column(line, first, firstCount);
    column(line.append("    "), second, secondCount);
    lines.add(line.toString());
  }

  private static void column(StringBuilder line, String label, int count) {
    int end = line.length() + LABEL;
    line.append(label).append(':');
    while (line.length() < end) {
      line.append(' ');
    }
    String digits = Integer.toString(count);
    for (int blank = digits.length(); blank < NUMBER; blank++) {
      line.append(' ');
    }
    line.append(digits);
  }

  private static int used(Names names) {
    int used = 0;
    for (int id = 0; id < names.size(); id++) {
      used += names.isUsed(id) ? 1 : 0;
    }
    return used;
  }

  /** Those of a common set count once, not for each class that has them. */
  private int permissions() {
    Statements statements = new Statements(policy);
    int permissions = 0;
    for (ClassTable.Common common : policy.classes().commons()) {
      permissions += common.permissions().size();
    }
    for (ObjectClass objectClass : policy.classes().classes()) {
      permissions += statements.ownPermissions(objectClass).size();
    }
    return permissions;
  }

  private int count(RuleKind kind) {
    RuleTable rules = policy.rules();
    int count = 0;
    for (int rule = 0; rule < rules.size(); rule++) {
      count += rules.kind(rule) == kind ? 1 : 0;
    }
    return count;
  }

  private int count(Listing listing) {
    int count = 0;
    for (LabelRule rule : policy.contexts()) {
      count += Listings.kind(rule) == listing ? 1 : 0;
    }
    return count;
  }

  private void rules() {
    int transitions = count(RuleKind.TYPE_TRANSITION) + policy.nameTransitions().size();
    pair("Allow", count(RuleKind.ALLOW), "Neverallow", 0);
    pair("Auditallow", count(RuleKind.AUDITALLOW), "Dontaudit", count(RuleKind.DONTAUDIT));
    pair("Type_trans", transitions, "Type_change", count(RuleKind.TYPE_CHANGE));
    pair(
        "Type_member",
        count(RuleKind.TYPE_MEMBER),
        "Range_trans",
        policy.rangeTransitions().size());
    pair(
        "Role allow",
        policy.roles().allows().size(),
        "Role_trans",
        policy.roles().transitions().size());
  }

  private void extendedRules() {
    pair("Allowxperm", count(RuleKind.ALLOWXPERM), "Neverallowxperm", 0);
    pair(
        "Auditallowxperm",
        count(RuleKind.AUDITALLOWXPERM),
        "Dontauditxperm",
        count(RuleKind.DONTAUDITXPERM));
  }

  private void constraints() {
    int[] constrain = new int[2];
    int[] validate = new int[2];
    for (ObjectClass objectClass : policy.classes().classes()) {
      for (Constraint constraint : objectClass.constraints()) {
        constrain[ConstraintText.isMls(constraint.expression()) ? 1 : 0]++;
      }
      for (Constraint constraint : objectClass.validations()) {
        validate[ConstraintText.isMls(constraint.expression()) ? 1 : 0]++;
      }
    }
    pair("Constraints", constrain[0], "Validatetrans", validate[0]);
    pair("MLS Constrain", constrain[1], "MLS Val. Tran", validate[1]);
  }

  private int defaults() {
    Statements statements = new Statements(policy);
    int defaults = 0;
    for (ObjectClass objectClass : policy.classes().classes()) {
      defaults += statements.defaults(objectClass).size();
    }
    return defaults;
  }

  private void labels() {
    pair("Ibendportcon", count(Listing.IBENDPORTCON), "Ibpkeycon", count(Listing.IBPKEYCON));
    pair("Initial SIDs", count(Listing.INITIALSID), "Fs_use", count(Listing.FS_USE));
    pair("Genfscon", count(Listing.GENFSCON), "Portcon", count(Listing.PORTCON));
    pair("Netifcon", count(Listing.NETIFCON), "Nodecon", count(Listing.NODECON));
  }
}
