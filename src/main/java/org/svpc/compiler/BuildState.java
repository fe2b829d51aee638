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
import org.jspecify.annotations.Nullable;
import org.svpc.diagnostic.Diagnostics;
import org.svpc.files.ContentDigest;
import org.svpc.files.FolderNames;
import org.svpc.files.Stamp;
import org.svpc.headers.HeaderDigest;
import org.svpc.headers.InterfaceFiles;

/**
 * All that the result of a build depends on, found without parsing anything: the sources and what
 * lies near them byte for byte, the headers, libraries, tools and svpc itself by a digest, the
 * current folder and the options by their words.
 */
final class BuildState {
  private static final String SUFFIX = ".svp";
  private static final long MOST_BYTES = 8L << 20;
  private static final int MOST_FOLDERS = 1000;
  private static final int DEEPEST = 16;

  private final byte[] key;
  private final byte[] look;
  private final Map<String, byte[]> beside;

  private BuildState(byte[] key, byte[] look, Map<String, byte[]> beside) {
    this.key = key;
    this.look = look;
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
      if (near.tooMuch) {
        return null;
      }
      Stamp.Builder around = new Stamp.Builder();
      around.word(System.getProperty("user.dir", ""));
      for (String word : question.words()) {
        around.word(word);
      }
      around.word(question.headers().toString());
      HeaderDigest.addTo(around, question.headers());
      Near libraries = new Near();
      for (Path library : question.libraries()) {
        around.word(library.toString());
        libraries.below(library, DEEPEST);
      }
      for (Path file : libraries.files) {
        around.word(file.toString()).file(file);
      }
      for (Path tool : question.tools()) {
        around.word(tool.toString()).file(tool);
      }
      Stamp stamp = around.makers(List.of()).build();
      if (libraries.tooMuch) {
        return null;
      }
      ByteArrayOutputStream key = new ByteArrayOutputStream(1 << 14);
      DataOutputStream out = new DataOutputStream(key);
      text(out, ContentDigest.of(stamp, ContentDigest.ofUser()));
      Stamp.Builder files = new Stamp.Builder();
      long size = 0;
      for (Path file : near.files) {
        byte[] bytes = Files.readAllBytes(file);
        size += bytes.length;
        if (size > MOST_BYTES) {
          return null;
        }
        text(out, file.toString());
        out.writeInt(bytes.length);
        out.write(bytes);
        files.file(file);
      }
      byte[] first = stamp.bytes();
      byte[] second = files.build().bytes();
      byte[] look = Arrays.copyOf(first, first.length + second.length);
      System.arraycopy(second, 0, look, first.length, second.length);
      return new BuildState(key.toByteArray(), look, near.beside);
    } catch (IOException e) {
      return null;
    }
  }

  private static void text(DataOutputStream out, String text) throws IOException {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    out.writeInt(bytes.length);
    out.write(bytes);
  }

  /** What is equal for builds with equal results, but for {@link #beside}. */
  byte[] key() {
    return key;
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

  /** Whether nothing has been touched between two looks. */
  boolean isStill(@Nullable BuildState later, Set<String> modules) {
    return later != null
        && Arrays.equals(key, later.key)
        && Arrays.equals(look, later.look)
        && equal(beside(modules), later.beside(modules));
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
