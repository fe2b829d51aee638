package org.svpc.toolchain;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.svpc.diagnostic.Code;
import org.svpc.diagnostic.Diagnostics;
import org.svpc.diagnostic.Progress;
import org.svpc.headers.HeaderReader;
import org.svpc.report.HumanReport;
import org.svpc.source.Origin;
import org.svpc.source.SourceFile;
import org.svpc.source.Span;
import org.svpc.target.Target;
import org.svpc.testing.Golden;

/** The exact text that a user sees of what the target, the tools and the linker say. */
final class ToolMessagesTest {
  private static final Golden GOLDEN = Golden.in("diagnostics");
  private static final String HEAD =
      "module demo 1.0;\nrequire { type a_t; class file { ioctl read }; sensitivity s0; }\n";

  @TempDir static Path cache;
  @TempDir Path folder;

  private final Map<String, String> texts = new TreeMap<>();

  @Test
  void everyCodeOfTargetAndToolsReadsAsExpected() throws Exception {
    targets();
    compiling();
    linking();

    assertThat(texts.keySet())
        .containsExactlyElementsOf(
            Stream.of(Code.values())
                .map(code -> code.id() + ".expected")
                .filter(name -> name.startsWith("SVP07") || name.startsWith("SVP08"))
                // Told of what linking gave, and pinned with it in the transcript `shadow`.
                .filter(name -> !name.startsWith(Code.SHADOWED_CONTEXT.id()))
                .toList());
    GOLDEN.check(texts);
  }

  private void targets() throws IOException {
    Diagnostics missing = new Diagnostics();
    HeaderReader.read(folder.resolve("none"), missing);
    Path headers = Files.createDirectories(folder.resolve("headers/support")).getParent();
    HeaderReader.read(headers, missing);
    record(missing);
    Files.writeString(headers.resolve("build.conf"), "TYPE = mcs\n");
    Files.writeString(
        headers.resolve("support/all_perms.spt"), "define(`all_file_perms',`{ read }')\ndefine(`a");
    Diagnostics malformed = new Diagnostics();
    HeaderReader.read(headers, malformed);
    record(malformed);
    Files.writeString(
        headers.resolve("support/all_perms.spt"), "define(`all_file_perms',`{ read }')\n");
    Files.createDirectory(headers.resolve("services"));
    for (String module : List.of("httpd", "web")) {
      Files.writeString(
          headers.resolve("services").resolve(module + ".if"),
          "interface(`web_read',`\n\tallow $1 self:file read;\n')\n");
    }
    Diagnostics twice = new Diagnostics();
    Target target = HeaderReader.read(headers, twice).orElseThrow();
    assertThat(target.findInterface("web_read")).isNotNull();
    twice.addAll(target.problems());
    record(twice);
  }

  private void compiling() throws Exception {
    record(Tools.missing(Program.CHECKMODULE, false, "no `.pp` was made"));
    record(Tools.missing(Program.CHECKMODULE, true, "no `.pp` was made"));
    Path program = Tools.installed().find(Program.CHECKMODULE).orElseThrow();
    record(compiled(script("exit 137"), HEAD, OptionalInt.empty()));
    record(compiled(program, HEAD + "allow a_t b_t:file read;\n", OptionalInt.empty()));
    record(
        compiled(
            script(
                "echo \"demo.te:3:WARNING 'something odd' at token ';' on line 3:\"; : > demo.mod"),
            HEAD + "allow a_t a_t:file read;\n",
            OptionalInt.empty()));
    Diagnostics versions = compiled(program, HEAD, OptionalInt.of(9));
    versions.addAll(
        compiled(program, HEAD + "type_transition a_t self:file a_t;\n", OptionalInt.of(19)));
    record(versions);
  }

  private static Diagnostics compiled(Path program, String te, OptionalInt version)
      throws InterruptedException {
    SourceFile source =
        new SourceFile("demo.svp", "module demo 1.0.0;\n\nallow a_t b_t:file read;\n");
    Origin origin = Origin.at(new Span(source, 20, 44));
    Diagnostics diagnostics = new Diagnostics();
    new Checkmodule(program)
        .build(
            new CheckmoduleInput("demo", te, line -> line == 3 ? origin : null, true, version),
            diagnostics);
    return diagnostics;
  }

  private void linking() throws Exception {
    LinkFixture modules = new LinkFixture(folder);
    Diagnostics base = new Diagnostics();
    BasePolicy.in(folder.resolve("none"), base);
    BasePolicy.in(Files.createDirectories(folder.resolve("empty")), base);
    Path broken = Files.createDirectories(folder.resolve("broken"));
    Files.writeString(broken.resolve("base.cil"), "(typo a)\n");
    link(BasePolicy.in(broken, base).orElseThrow(), base, modules.cil("x", "(type x_t)\n"));
    record(base);

    BasePolicy small = BasePolicy.in(modules.smallBase(), new Diagnostics()).orElseThrow();
    Diagnostics inputs = new Diagnostics();
    Path renamed = folder.resolve("renamed.pp");
    Files.copy(modules.pp("svpcx", "", "type svpcx_t;\n", ""), renamed);
    link(small, inputs, renamed, folder.resolve("none.pp"), folder.resolve("text"));
    record(inputs);

    Diagnostics found = new Diagnostics();
    link(
        small,
        found,
        modules.pp("svpcx", "type shadw_t;", "type x_t;\nallow x_t shadw_t:file read;\n", ""));
    record(found);
    found = new Diagnostics();
    link(small, found, modules.pp("svpcx", "", "type virt_image_t;\n", ""));
    record(found);
    found = new Diagnostics();
    link(
        small,
        found,
        modules.pp(
            "svpcx",
            "type svirt_t; type shadow_t;",
            """
            type x_t;
            allow svirt_t shadow_t:file read;
            neverallow svirt_t shadow_t:file { read write };
            """,
            ""));
    record(found);
    found = new Diagnostics();
    String label = "\tsystem_u:object_r:x_t";
    link(small, found, modules.pp("svpcx", "", "type x_t;\n", "/etc/shadow\t--" + label + ":s0\n"));
    link(small, found, modules.pp("svpcy", "", "type x_t;\n", "/srv/y" + label + "\n"));
    link(small, found, modules.pp("svpcz", "", "type x_t;\n", "/srv/(z" + label + ":s0\n"));
    record(found);
    found = new Diagnostics();
    link(small, found, modules.cil("svpcx", "(typo x_t)\n"));
    record(found);
  }

  private void link(BasePolicy base, Diagnostics diagnostics, Path... files) throws Exception {
    new Linker(Tools.installed(), cache.resolve("base"), Progress.NONE, diagnostics)
        .link(base, Stream.of(files).map(LinkInput::of).toList(), OptionalInt.empty());
  }

  private void record(org.svpc.diagnostic.Diagnostic diagnostic) {
    Diagnostics diagnostics = new Diagnostics();
    diagnostics.add(diagnostic);
    record(diagnostics);
  }

  private void record(Diagnostics diagnostics) {
    List<String> codes =
        diagnostics.sorted().stream().map(each -> each.code().id()).distinct().toList();
    assertThat(codes).hasSize(1);
    String text = new HumanReport(false).render(diagnostics.sorted());
    assertThat(text).doesNotContain("/svpc-");
    texts.put(codes.get(0) + ".expected", text.replace(folder.toString(), "DIR"));
  }

  private Path script(String body) throws IOException {
    Path script = folder.resolve("tool" + body.length());
    Files.writeString(script, "#!/bin/sh\n" + body + "\n");
    Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwxr-xr-x"));
    return script;
  }
}
