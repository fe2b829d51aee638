package org.svpc.refpolicy;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.svpc.ir.Module;

/** That nothing that comes from a source runs m4, in the real m4 of the devel Makefile. */
final class M4InertnessTest {
  private static final int MODULES = 40;

  @Test
  void hostileSourcesMeanTheSameWithM4(@TempDir Path folder) throws IOException {
    List<Module> modules = new ArrayList<>();
    for (int seed = 0; seed < MODULES; seed++) {
      String name = "hostile" + seed;
      modules.add(SvpSources.compile(name, HostileSource.make(name, seed)));
    }
    RefpolicyFormatTest.assertSame(modules, folder);
  }
}
