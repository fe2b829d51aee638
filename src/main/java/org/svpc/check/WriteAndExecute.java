package org.svpc.check;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.svpc.diagnostic.Code;
import org.svpc.diagnostic.Diagnostic;
import org.svpc.diagnostic.Diagnostics;
import org.svpc.source.Origin;

/**
 * A guest that may execute what it writes: then code that breaks into it needs no program of the
 * host's.
 */
final class WriteAndExecute implements GuestCheck {
  private static final Set<String> FILES = Set.of("file");
  private static final Set<String> PROCESS = Set.of("process");
  private static final Set<String> WRITING = Set.of("append", "create", "write");
  private static final Set<String> EXECUTING = Set.of("entrypoint", "execmod", "execute");
  private static final Set<String> MEMORY = Set.of("execheap", "execmem", "execstack");

  @Override
  public void check(Guests guests, Diagnostics diagnostics) {
    Map<String, Origin> written = new HashMap<>();
    for (GuestRule rule : guests.rules()) {
      if (rule.allows() && rule.isOnClass(FILES) && !rule.permissions(WRITING).isEmpty()) {
        for (String target : rule.targets()) {
          written.putIfAbsent(key(rule, target), rule.access().origin());
        }
      }
    }
    for (GuestRule rule : guests.rules()) {
      if (rule.allows() && rule.isOnClass(FILES) && !rule.permissions(EXECUTING).isEmpty()) {
        for (String target : rule.targets()) {
          Origin writes = written.get(key(rule, target));
          if (writes != null) {
            diagnostics.add(files(rule, target, writes));
          }
        }
      }
      if (rule.allows() && rule.isOnClass(PROCESS)) {
        List<String> memory = rule.permissions(MEMORY);
        if (!memory.isEmpty()) {
          diagnostics.add(memory(rule, memory.get(0)));
        }
      }
    }
  }

  private static String key(GuestRule rule, String target) {
    return rule.guest() + " " + target;
  }

  private static Diagnostic.Builder files(GuestRule rule, String target, Origin writes) {
    Diagnostic.Builder diagnostic =
        GuestCheck.at(
            Code.WRITE_AND_EXECUTE,
            rule.access().origin(),
            "`" + rule.guest() + "` may write files of `" + target + "` and execute them.",
            "executes them");
    if (!writes.outermost().equals(rule.access().origin().outermost())) {
      diagnostic.label(writes.outermost(), "writes them");
    }
    return diagnostic.help("Give what is written and what is executed two types.");
  }

  private static Diagnostic.Builder memory(GuestRule rule, String permission) {
    return GuestCheck.at(
            Code.WRITE_AND_EXECUTE,
            rule.access().origin(),
            "`" + rule.guest() + "` may execute memory that it has written.",
            "`" + permission + "`")
        .note("KVM needs no such memory; QEMU's own emulation of a processor does.")
        .help(IF_MEANT);
  }
}
