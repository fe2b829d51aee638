package org.svpc.compiler;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.zip.CRC32;
import org.jspecify.annotations.Nullable;
import org.svpc.diagnostic.Diagnostic;
import org.svpc.diagnostic.Diagnostics;
import org.svpc.files.CacheFolder;
import org.svpc.files.OutputFiles;
import org.svpc.headers.HeaderLook;

/**
 * Keeps what builds without errors made, so that a build of what has not changed takes a look at it
 * and no more. A kept build is taken only where all that the result depends on is equal, byte for
 * byte or by a digest; whatever is wrong with it or its folder, the build is made as if there were
 * none. What it told is told again.
 */
public final class BuildCache {
  private static final CacheFolder.Kind KIND = new CacheFolder.Kind(".build", 256, 128L << 20);
  private static final int MOST_BYTES = 32 << 20;

  private final @Nullable Path folder;

  private BuildCache(@Nullable Path folder) {
    this.folder = folder;
  }

  /** The builds in the user's cache folder. */
  public static BuildCache ofUser() {
    return new BuildCache(CacheFolder.ofUser("builds"));
  }

  /** Keeps nothing, and takes nothing that is kept. */
  public static BuildCache none() {
    return new BuildCache(null);
  }

  /**
   * What is to be built.
   *
   * @param inputs files and folders, as they are named
   * @param libraries folders in which libraries are looked for
   * @param headers a look at the target's headers, which the build holds against too
   * @param tools the programs that may be run
   * @param words options, and whatever else matters
   */
  public record Question(
      List<Path> inputs,
      List<Path> libraries,
      HeaderLook headers,
      List<Path> tools,
      List<String> words) {}

  /** A question, and the state of things when it was asked; null state where nothing is kept. */
  public static final class Asked {
    private final Question question;
    private final @Nullable BuildState state;
    private boolean still;

    private Asked(Question question, @Nullable BuildState state) {
      this.question = question;
      this.state = state;
    }
  }

  /** Looks at all that a build depends on. */
  public Asked ask(Question question) {
    return new Asked(question, folder == null ? null : BuildState.of(question));
  }

  /**
   * Takes what an equal build made.
   *
   * @param files where its files go
   * @param diagnostics where what it told goes
   * @return false where there was none; nothing was taken then
   */
  public boolean take(Asked asked, OutputFiles files, Diagnostics diagnostics) {
    if (folder == null || asked.state == null) {
      return false;
    }
    Path file = folder.resolve(asked.state.name() + KIND.ending());
    byte[] bytes = CacheFolder.read(file);
    Kept kept = bytes == null ? null : read(bytes, asked.state);
    if (kept == null) {
      return false;
    }
    for (Map.Entry<String, byte[]> each : kept.contents().entrySet()) {
      files.put(each.getKey(), each.getValue());
    }
    for (String name : kept.removed()) {
      files.remove(name);
    }
    diagnostics.addAll(kept.told());
    touch(file);
    return true;
  }

  /** What was used last is kept longest. */
  private static void touch(Path file) {
    try {
      Files.setLastModifiedTime(file, FileTime.fromMillis(System.currentTimeMillis()));
    } catch (IOException e) {
      // Then it goes when it is the oldest that was written.
    }
  }

  /**
   * Looks again, once a build has read all that it reads: whether it may be kept. The tools that it
   * runs may be running still.
   *
   * @param modules the names of all modules and libraries of the build
   */
  public void lookAgain(Asked asked, Set<String> modules) {
    BuildState state = asked.state;
    asked.still = folder != null && state != null && state.isStill(asked.question, modules);
  }

  /**
   * Keeps what a build made, unless something that it depends on was touched while it was made.
   *
   * @param modules the names of all modules and libraries of the build
   * @param files what it made, which nobody changes any more
   * @return to be waited for: the files may be written meanwhile
   */
  public Aside<Boolean> keep(
      Asked asked, Set<String> modules, OutputFiles files, Diagnostics diagnostics)
      throws InterruptedException {
    return Aside.begin(new Keeping(asked, modules, diagnostics.sorted()), files);
  }

  /** A class rather than a lambda, whose first one costs a cold process milliseconds. */
  private final class Keeping implements Parallel.Work<OutputFiles, Boolean> {
    private final Asked asked;
    private final Set<String> modules;
    private final List<Diagnostic> told;

    Keeping(Asked asked, Set<String> modules, List<Diagnostic> told) {
      this.asked = asked;
      this.modules = modules;
      this.told = told;
    }

    @Override
    public Boolean on(OutputFiles files) {
      BuildState state = asked.state;
      if (folder == null || state == null || !asked.still || !state.hasTools(asked.question)) {
        return false;
      }
      try {
        byte[] bytes = write(state, modules, files, told);
        if (bytes.length <= MOST_BYTES) {
          CacheFolder.keep(folder, state.name(), KIND, bytes);
        }
        return true;
      } catch (IOException e) {
        // A header that cannot be read: the next build tells of it, if it matters.
        return false;
      }
    }
  }

  // ---- the form of a kept build: a checksum, the key, what it is valid beside, and what was made

  private record Kept(Map<String, byte[]> contents, List<String> removed, List<Diagnostic> told) {}

  private static byte[] write(
      BuildState state, Set<String> modules, OutputFiles files, List<Diagnostic> told)
      throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(1 << 14);
    DataOutputStream out = new DataOutputStream(bytes);
    out.writeLong(0);
    bytes(out, state.key());
    out.writeInt(modules.size());
    for (String module : new TreeSet<>(modules)) {
      StoredDiagnostics.text(out, module);
    }
    contents(out, state.beside(modules));
    contents(out, files.contents());
    out.writeInt(files.removed().size());
    for (String name : files.removed()) {
      StoredDiagnostics.text(out, name);
    }
    StoredDiagnostics.write(told, out);
    byte[] made = bytes.toByteArray();
    ByteBuffer.wrap(made).putLong(sum(made));
    return made;
  }

  private static long sum(byte[] bytes) {
    CRC32 sum = new CRC32();
    sum.update(bytes, Long.BYTES, bytes.length - Long.BYTES);
    return sum.getValue();
  }

  private static void bytes(DataOutputStream out, byte[] bytes) throws IOException {
    out.writeInt(bytes.length);
    out.write(bytes);
  }

  private static void contents(DataOutputStream out, Map<String, byte[]> files) throws IOException {
    out.writeInt(files.size());
    for (Map.Entry<String, byte[]> file : files.entrySet()) {
      StoredDiagnostics.text(out, file.getKey());
      bytes(out, file.getValue());
    }
  }

  /** What was kept for a state; null where the bytes are not whole, or are for another state. */
  private static @Nullable Kept read(byte[] from, BuildState state) {
    if (from.length <= Long.BYTES || ByteBuffer.wrap(from).getLong() != sum(from)) {
      return null;
    }
    try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(from))) {
      in.readLong();
      if (!Arrays.equals(bytes(in), state.key())) {
        return null;
      }
      Set<String> modules = new TreeSet<>();
      for (int left = in.readInt(); left > 0; left--) {
        modules.add(StoredDiagnostics.text(in));
      }
      if (!BuildState.equal(contents(in), state.beside(modules))) {
        return null;
      }
      Map<String, byte[]> contents = contents(in);
      List<String> removed = new ArrayList<>();
      for (int left = in.readInt(); left > 0; left--) {
        removed.add(StoredDiagnostics.text(in));
      }
      return new Kept(contents, removed, StoredDiagnostics.read(in));
    } catch (IOException e) {
      return null;
    }
  }

  private static byte[] bytes(DataInputStream in) throws IOException {
    byte[] bytes = new byte[in.readInt()];
    in.readFully(bytes);
    return bytes;
  }

  private static Map<String, byte[]> contents(DataInputStream in) throws IOException {
    Map<String, byte[]> files = new TreeMap<>();
    for (int left = in.readInt(); left > 0; left--) {
      files.put(StoredDiagnostics.text(in), bytes(in));
    }
    return files;
  }
}
