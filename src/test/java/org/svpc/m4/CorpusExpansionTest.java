package org.svpc.m4;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.svpc.corpus.Commands;
import org.svpc.corpus.Upstream;
import org.svpc.corpus.Workers;

/** All of refpolicy, expanded with the installed headers as its Makefile has m4 do it. */
final class CorpusExpansionTest {
  private static final int AT_LEAST = 390;

  @TempDir private Path folder;

  @Test
  void everyModuleExpandsAsM4DoesIt() throws IOException {
    Upstream upstream = Upstream.installed();
    upstream.unpack(folder);
    Upstream.Frozen frozen = upstream.freeze(folder);

    M4Engine support = new M4Engine(M4Limits.REFPOLICY);
    for (String macro : upstream.macros()) {
      String[] parts = macro.split("=", 2);
      support.define(parts[0], parts.length == 2 ? parts[1] : "");
    }
    StringBuilder headers = new StringBuilder();
    for (Path file : upstream.support()) {
      headers.append(output(support.read(read(file), file.toString())));
    }
    M4Engine interfaces = support.fork();
    for (Path file : upstream.interfaces()) {
      headers.append(output(interfaces.read(read(file), file.toString())));
    }
    Path guard = folder.resolve("iferror.m4");
    headers.append(output(interfaces.read(read(guard), guard.toString())));
    assertThat(headers.toString().equals(read(frozen.raw()))).isTrue();

    M4Engine policy = support.fork();
    output(policy.read(read(frozen.conf()), frozen.conf().toString()));
    List<Path> sources = Upstream.moduleSources(folder);
    List<String> different =
        Workers.map(
            sources,
            te -> {
              Path fc = Path.of(te.toString().replaceAll("\\.te$", ".fc"));
              boolean same =
                  expandsAlike(policy, frozen.interfaces(), te)
                      && expandsAlike(support, frozen.support(), fc);
              return same ? "" : te.getFileName().toString();
            });
    List<String> found = new ArrayList<>(different);
    found.removeIf(String::isEmpty);
    System.out.printf(
        "m4 engine: %d of %d modules expanded as m4 does%n",
        sources.size() - found.size(), sources.size());
    assertThat(found).isEmpty();
    assertThat(sources).hasSizeGreaterThan(AT_LEAST);
  }

  private boolean expandsAlike(M4Engine engine, Path state, Path file) {
    Path expected = folder.resolve("expected-" + file.getFileName());
    Commands.runTo(expected, folder, List.of("m4", "-R", state.toString(), file.toString()));
    String text = output(engine.fork().expand(read(file), file.toString()));
    return text.equals(read(expected));
  }

  private static String output(M4Result result) {
    if (result.problem() != null) {
      throw new AssertionError(Objects.toString(result.problem()));
    }
    return result.output();
  }

  private static String read(Path file) {
    try {
      return Files.readString(file, StandardCharsets.ISO_8859_1);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
