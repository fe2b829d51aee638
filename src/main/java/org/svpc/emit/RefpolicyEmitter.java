package org.svpc.emit;

import java.util.ArrayList;
import java.util.List;
import org.svpc.ir.Module;
import org.svpc.ir.Require;
import org.svpc.selinux.NameKind;

/**
 * Writes a module as a source of refpolicy: its macros, its style, comments kept, choices between
 * build options kept, calls of the module's own interfaces kept. What comes from the module's
 * source never runs m4.
 */
public final class RefpolicyEmitter {
  /** {@code policy_module} requires this role in every module. */
  private static final Require SYSTEM_ROLE = Require.of(NameKind.ROLE, "system_r");

  private RefpolicyEmitter() {}

  /** The .te file. */
  public static EmittedText emit(Module module, Macros macros) {
    Paragraphs out = new Paragraphs();
    M4 m4 = M4.inModule(macros, module);
    M4Scopes scopes = new M4Scopes(out, m4);
    String name = module.name();
    String argument = m4.isInert(name) ? name : "`" + m4.name(name) + "'";
    out.add("policy_module(" + argument + ", " + module.version() + ")", module.origin());

    Arrangement arrangement = Arrangement.of(module.body().nodes(), m4);
    banner(out, "Declarations");
    M4Requires requires = new M4Requires(out, m4);
    List<Require> required = new ArrayList<>(requires.of(module.body()));
    required.remove(SYSTEM_ROLE);
    requires.write(required);
    scopes.items(arrangement.declarations());
    for (Arrangement.Part part : arrangement.parts()) {
      if (!part.items().isEmpty()) {
        banner(
            out,
            part.section() == null
                ? "Local policy"
                : m4.comment(part.section().title(), out.inQuotes()));
        scopes.items(part.items());
      }
    }
    return out.finished();
  }

  private static void banner(Paragraphs out, String title) {
    out.gap();
    out.add("########################################", null);
    out.add("#", null);
    out.add("# " + title, null);
    out.add("#", null);
    out.gap();
  }
}
