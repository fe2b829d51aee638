package org.svpc.refpolicy;

import java.nio.file.*;
import org.svpc.emit.*;
import org.svpc.ir.Module;

public final class Dump {
  public static void main(String[] a) throws Exception {
    for (int i = 1; i < a.length; i++)
      for (Module m : SvpSources.compile(Path.of(a[i]))) {
        Macros x = SvpSources.macros(m);
        Path d = Path.of(a[0]);
        Files.writeString(d.resolve(m.name() + ".te"), RefpolicyEmitter.emit(m, x).text());
        Files.writeString(
            d.resolve(m.name() + ".fc"), RefpolicyContextsEmitter.emit(m.fileContexts(), x).text());
        Files.writeString(d.resolve(m.name() + ".if"), InterfaceEmitter.emit(m, x).text());
      }
  }
}
