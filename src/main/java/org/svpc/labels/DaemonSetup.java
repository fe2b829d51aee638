package org.svpc.labels;

import java.util.List;
import org.svpc.access.AccessDecisions;
import org.svpc.access.ContextReader;
import org.svpc.access.ContextReading;
import org.svpc.index.Policy;

/**
 * How to give libvirt's daemon the range of categories that it draws from. It looks at the range of
 * its own process, so what starts it has to give it one: systemd's {@code SELinuxContext=}, or a
 * {@code range_transition} of a module.
 */
public final class DaemonSetup {
  /** The daemons that draw labels: their units, their domains, their programs' types. */
  private record Daemon(String unit, String domain, String program) {}

  private static final List<Daemon> DAEMONS =
      List.of(
          new Daemon("libvirtd", "virtd_t", "virtd_exec_t"),
          new Daemon("virtqemud", "virtqemud_t", "virtqemud_exec_t"));
  private static final String INIT = "init_t";

  private DaemonSetup() {}

  /** What to write where, for each of libvirt's daemons that the policy knows. */
  public static String text(AccessDecisions decisions, CategorySet range) {
    Policy policy = decisions.policy();
    String level = "s0-" + range.level();
    StringBuilder out = new StringBuilder();
    for (Daemon daemon : DAEMONS) {
      if (policy.types().names().id(daemon.domain()) < 0) {
        continue;
      }
      out.append("# /etc/systemd/system/")
          .append(daemon.unit())
          .append(".service.d/categories.conf\n[Service]\nSELinuxContext=system_u:system_r:")
          .append(daemon.domain())
          .append(':')
          .append(level)
          .append("\n\n")
          .append("# Or, in a module:\n#   range_transition ")
          .append(INIT)
          .append(' ')
          .append(daemon.program())
          .append(":process s0 - ")
          .append(range.level())
          .append(";\n")
          .append(starts(decisions, daemon, level))
          .append('\n');
    }
    if (out.length() == 0) {
      return "# The policy knows none of libvirt's daemons.\n";
    }
    return out.append(
            """
            # Then restart the daemon, and see that it has the range:
            #   systemctl daemon-reload
            #   ps -eo label,comm | grep -E 'libvirtd|virtqemud'
            # Guests that run keep their labels.
            """)
        .toString();
  }

  private static String starts(AccessDecisions decisions, Daemon daemon, String level) {
    ContextReader reader = new ContextReader(decisions.policy());
    int process = decisions.policy().classes().names().id("process");
    boolean may =
        process >= 0
            && reader.read(INIT) instanceof ContextReading.Valid init
            && reader.read(daemon.domain() + ":" + level) instanceof ContextReading.Valid started
            && (decisions.allowed(init.context(), started.context(), process)
                    & decisions.policy().classes().get(process).mask("transition"))
                != 0;
    return "# The policy "
        + (may ? "lets" : "does not let")
        + " `"
        + INIT
        + "` start `"
        + daemon.domain()
        + "` with this range.\n";
  }
}
