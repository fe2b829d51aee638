package org.svpc.compiler;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.zip.CRC32;
import org.jspecify.annotations.Nullable;
import org.svpc.diagnostic.Diagnostics;
import org.svpc.files.ContentDigest;
import org.svpc.files.FolderNames;
import org.svpc.files.Stamp;
import org.svpc.headers.HeaderLook;
import org.svpc.headers.InterfaceFiles;

/**
 * All that the result of a build depends on, found without parsing anything: the sources and what
 * lies near them byte for byte, the headers, libraries, tools and svpc itself by a digest, the
 * current folder and the options by their words.
 *
 * <p>The headers are many files, so they are looked at when that is of use: where a build is kept
 * for the rest, or is to be.
 */
final class BuildState {
  private static final String SUFFIX = ".svp";
  private static final long MOST_BYTES = 8L << 20;
  private static final int MOST_FOLDERS = 1000;
  private static final int DEEPEST = 16;

  /**
   * How long before a build no header may have changed for it to be kept, in milliseconds: the
   * compiler may read one before it is looked at.
   */
  private static final long SETTLED = 2000;

  private final long begun = System.currentTimeMillis();
  private final byte[] sources;
  private final Stamp look;
  private final Stamp around;
  private final Stamp tools;
  private final HeaderLook headers;
  private final Map<String, byte[]> beside;
  private byte @Nullable [] key;

  private BuildState(
      byte[] sources,
      Stamp look,
      Stamp around,
      Stamp tools,
      HeaderLook headers,
      Map<String, byte[]> beside) {
    this.sources = sources;
    this.look = look;
    this.around = around;
    this.tools = tools;
    this.headers = headers;
    this.beside = beside;
  }

  /** The state as it is now; null where a file cannot be read, or all is too large to be kept. */
  static @Nullable BuildState of(BuildCache.Question question) {
    Diagnostics problems = new Diagnostics();
    List<Path> sources = Sources.find(question.inputs(), problems);
    if (problems.hasErrors()) {
      return null;
    }
    try {
      Near near = new Near();
      near.sources(sources);
      Near libraries = new Near();
      Stamp.Builder around = new Stamp.Builder();
      for (Path library : question.libraries()) {
        around.word(library.toString());
        libraries.below(library, DEEPEST);
      }
      if (near.tooMuch || libraries.tooMuch) {
        return null;
      }
      for (Path file : libraries.files) {
        around.word(file.toString()).file(file);
      }
      addTools(question, around);
      ByteArrayOutputStream bytes = new ByteArrayOutputStream(1 << 14);
      DataOutputStream out = new DataOutputStream(bytes);
      text(out, System.getProperty("user.dir", ""));
      text(out, question.headers().root().toString());
      for (String word : question.words()) {
        text(out, word);
      }
      Stamp.Builder look = new Stamp.Builder();
      long size = 0;
      for (Path file : near.files) {
        look.file(file);
        byte[] content = Files.readAllBytes(file);
        size += content.length;
        if (size > MOST_BYTES) {
          return null;
        }
        text(out, file.toString());
        out.writeInt(content.length);
        out.write(content);
      }
      return new BuildState(
          bytes.toByteArray(),
          look.build(),
          around.makers(List.of()).build(),
          tools(question),
          question.headers(),
          near.beside);
    } catch (IOException e) {
      return null;
    }
  }

  private static void text(DataOutputStream out, String text) throws IOException {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    out.writeInt(bytes.length);
    out.write(bytes);
  }

  /** A name for the sources and options; those of another state may bear the same by accident. */
  String name() {
    CRC32 sum = new CRC32();
    sum.update(sources, 0, sources.length);
    return Long.toHexString(sum.getValue());
  }

  /**
   * What is equal for builds with equal results, but for {@link #beside}.
   *
   * @throws IOException where a header cannot be read
   */
  byte[] key() throws IOException {
    byte[] known = key;
    if (known == null) {
      byte[] digests =
          (ContentDigest.of(around, ContentDigest.ofUser())
                  + ContentDigest.of(headers.stamp(), ContentDigest.ofUser()))
              .getBytes(StandardCharsets.UTF_8);
      known = Arrays.copyOf(digests, digests.length + sources.length);
      System.arraycopy(sources, 0, known, digests.length, sources.length);
      key = known;
    }
    return known;
  }

  /**
   * The files with interfaces beside the sources that are none of these modules', by their names:
   * those of the build's own are its results.
   */
  Map<String, byte[]> beside(Set<String> modules) {
    Map<String, byte[]> others = new TreeMap<>(beside);
    others.keySet().removeIf(name -> modules.contains(InterfaceFiles.module(Path.of(name))));
    return others;
  }

  /**
   * Whether nothing that a build has read since this look was touched before or after it was read,
   * but for its tools.
   *
   * @param modules the modules of the build
   */
  boolean isStill(BuildCache.Question question, Set<String> modules) {
    try {
      // What the digests are made of must be what the second look finds untouched.
      key();
    } catch (IOException e) {
      return false;
    }
    BuildState now = of(question);
    return now != null
        && headers.stamp().unchangedSince(begun - SETTLED)
        && Arrays.equals(sources, now.sources)
        && Arrays.equals(look.bytes(), now.look.bytes())
        && Arrays.equals(around.bytes(), now.around.bytes())
        && headers.isStill()
        && equal(beside(modules), now.beside(modules));
  }

  /** Whether the tools that have run are those that were there. */
  boolean hasTools(BuildCache.Question question) {
    return Arrays.equals(tools.bytes(), tools(question).bytes());
  }

  private static Stamp tools(BuildCache.Question question) {
    Stamp.Builder tools = new Stamp.Builder();
    addTools(question, tools);
    return tools.build();
  }

  private static void addTools(BuildCache.Question question, Stamp.Builder to) {
    for (Path tool : question.tools()) {
      to.word(tool.toString()).file(tool);
    }
  }

  static boolean equal(Map<String, byte[]> one, Map<String, byte[]> other) {
    if (!one.keySet().equals(other.keySet())) {
      return false;
    }
    for (Map.Entry<String, byte[]> each : one.entrySet()) {
      if (!Arrays.equals(each.getValue(), other.get(each.getKey()))) {
        return false;
      }
    }
    return true;
  }

  /** The sources, the libraries that could lie beside them, and the interfaces that do. */
  private static final class Near {
    private final Set<Path> files = new LinkedHashSet<>();
    private final Set<Path> seen = new LinkedHashSet<>();
    private final Map<String, byte[]> beside = new TreeMap<>();
    private boolean tooMuch;
    private int folders;

    void sources(List<Path> sources) throws IOException {
      files.addAll(sources);
      Set<Path> places = new LinkedHashSet<>();
      for (Path source : sources) {
        Path folder = source.getParent();
        places.add(folder == null ? Path.of("") : folder);
      }
      for (Path place : places) {
        for (Path file : InterfaceFiles.in(place)) {
          if (Files.size(file) > MOST_BYTES) {
            tooMuch = true;
            return;
          }
          beside.put(file.toString(), Files.readAllBytes(file));
        }
        below(place, DEEPEST);
      }
    }

    /** A library is a folder of .svp files; those that it uses may lie beside its files. */
    void below(Path folder, int depth) {
      if (!seen.add(folder)) {
        return;
      }
      for (String name : FolderNames.of(folder)) {
        Path inner = folder.resolve(name);
        if (name.endsWith(SUFFIX) || !Files.isDirectory(inner)) {
          continue;
        }
        folders++;
        tooMuch |= folders > MOST_FOLDERS || depth == 0;
        if (tooMuch) {
          return;
        }
        List<Path> sources = new ArrayList<>();
        for (String each : FolderNames.of(inner)) {
          if (each.endsWith(SUFFIX)) {
            sources.add(inner.resolve(each));
          }
        }
        if (!sources.isEmpty()) {
          files.addAll(sources);
          below(inner, depth - 1);
        }
      }
    }
  }
}
