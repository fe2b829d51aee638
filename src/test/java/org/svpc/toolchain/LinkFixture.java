package org.svpc.toolchain;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalInt;
import org.svpc.diagnostic.Diagnostics;
import org.svpc.testing.SmallBase;

/** Modules for tests of linking. */
final class LinkFixture {
  private final Path folder;

  LinkFixture(Path folder) {
    this.folder = folder;
  }

  /** A module in the three files that svpc leaves. */
  Path pp(String name, String requires, String rules, String fc) throws Exception {
    String te =
        "module "
            + name
            + " 1.0;\n\nrequire {\n\trole object_r;\n\tclass file { read write };\n\t"
            + requires
            + "\n}\n\n"
            + rules;
    Files.writeString(folder.resolve(name + ".te"), te);
    Files.writeString(folder.resolve(name + ".fc"), fc);
    Path checkmodule = Tools.installed().find(Program.CHECKMODULE).orElseThrow();
    Diagnostics diagnostics = new Diagnostics();
    byte[] module =
        new Checkmodule(checkmodule)
            .build(
                new CheckmoduleInput(name, te, line -> null, true, OptionalInt.empty()),
                diagnostics);
    assertThat(diagnostics.sorted()).isEmpty();
    return Files.write(folder.resolve(name + ".pp"), PolicyPackage.pack(module, fc));
  }

  Path cil(String name, String text) throws IOException {
    return Files.writeString(folder.resolve(name + ".cil"), text);
  }

  /** A folder with a policy that links in no time. */
  Path smallBase() throws IOException {
    Path base = Files.createDirectories(folder.resolve("base"));
    Files.writeString(base.resolve("base.cil"), SmallBase.CIL);
    Files.writeString(
        base.resolve("virt.cil"),
        """
        (type shadow_t)
        (roletype object_r shadow_t)
        (type virt_image_t)
        (roletype object_r virt_image_t)
        (type svirt_t)
        (roletype object_r svirt_t)
        (filecon "/etc/shadow" file (system_u object_r shadow_t ((s0) (s0))))
        """);
    return base;
  }
}
