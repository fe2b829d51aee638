package org.svpc.workspace;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.svpc.compiler.CompiledModule;
import org.svpc.console.Console;
import org.svpc.console.Ticker;
import org.svpc.diagnostic.Diagnostics;
import org.svpc.index.Policy;
import org.svpc.toolchain.LinkedPolicy;
import org.svpc.usage.Request;
import org.svpc.verify.FileContexts;

/**
 * A linked policy that something is judged by.
 *
 * @param bytes as the kernel loads it
 * @param files its file contexts; null where it has none
 */
@SuppressWarnings("ArrayRecordComponent")
public record PolicySubject(byte[] bytes, Policy policy, @Nullable FileContexts files) {
  private static final String CONTEXTS = LinkedPolicy.FILE_CONTEXTS;
  private static final String SUBSTITUTIONS = ".subs_dist";

  /** What modules linked with the base policy give; null, with a reason told, where they do not. */
  public static @Nullable PolicySubject linked(
      List<CompiledModule> modules,
      Request.Run request,
      Console console,
      Ticker ticker,
      Diagnostics diagnostics)
      throws InterruptedException, IOException {
    ModuleLinking linking = new ModuleLinking(request, console, ticker, diagnostics);
    Path folder = linking.base();
    ModuleLinking.Linked linked = folder == null ? null : linking.link(modules);
    if (folder == null || linked == null) {
      return null;
    }
    List<String> texts = ModuleLinking.contexts(modules, linked.files(), diagnostics);
    Path name = folder.getFileName();
    Path installed =
        Path.of(
            "/etc/selinux", String.valueOf(name), "contexts", "files", CONTEXTS + SUBSTITUTIONS);
    return new PolicySubject(
        linked.files().policy(), linked.policy(), FileContexts.read(texts, text(installed)));
  }

  /** A policy in a file, with the file contexts beside it; null, with a complaint, without one. */
  public static @Nullable PolicySubject read(String name, Console console) throws IOException {
    Policy policy = PolicyFile.open(console, name);
    if (policy == null) {
      return null;
    }
    byte[] bytes = Files.readAllBytes(Path.of(name));
    Path folder = Path.of(name).toAbsolutePath().getParent();
    for (Path place :
        folder == null
            ? List.<Path>of()
            : List.of(folder, folder.resolveSibling("contexts").resolve("files"))) {
      if (Files.isRegularFile(place.resolve(CONTEXTS))) {
        List<String> texts =
            List.of(
                text(place.resolve(CONTEXTS)),
                text(place.resolve(CONTEXTS + ".homedirs")),
                text(place.resolve(CONTEXTS + ".local")));
        return new PolicySubject(
            bytes, policy, FileContexts.read(texts, text(place.resolve(CONTEXTS + SUBSTITUTIONS))));
      }
    }
    return new PolicySubject(bytes, policy, null);
  }

  /** The text of a file, none where it cannot be read. */
  private static String text(Path file) {
    try {
      return new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
    } catch (IOException e) {
      return "";
    }
  }
}
