package org.svpc.compiler;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.svpc.diagnostic.Code;
import org.svpc.diagnostic.Diagnostic;
import org.svpc.diagnostic.Diagnostics;
import org.svpc.files.IoReason;
import org.svpc.source.SourceFile;

/** Finds and reads .svp files. Links to folders are not followed, so no walk goes round. */
public final class Sources {
  /** The largest source, in bytes; refpolicy's largest file has a tenth of a megabyte. */
  public static final long MAX_BYTES = 16L << 20;

  private static final String SUFFIX = ".svp";

  /** How deep folders are searched. */
  private static final int MAX_DEPTH = 32;

  private Sources() {}

  /** The files that the user named, and all .svp files of the folders, each once, in order. */
  public static List<Path> find(List<Path> inputs, Diagnostics diagnostics) {
    return find(inputs, SUFFIX, diagnostics);
  }

  /** The same for files whose names end in {@code suffix}. */
  static List<Path> find(List<Path> inputs, String suffix, Diagnostics diagnostics) {
    List<Path> found = new ArrayList<>();
    for (Path input : inputs) {
      if (Files.isDirectory(input)) {
        int before = found.size();
        walk(input, suffix, MAX_DEPTH, found, diagnostics);
        if (found.size() == before) {
          diagnostics.add(
              Diagnostic.of(
                      Code.NO_SOURCES,
                      "There is no " + suffix + " file in the folder `" + shown(input) + "`.")
                  .help("Name a file, or a folder with files that end in `" + suffix + "`."));
        }
      } else if (Files.exists(input, LinkOption.NOFOLLOW_LINKS)) {
        found.add(input);
      } else {
        diagnostics.add(
            Diagnostic.of(
                Code.UNREADABLE_SOURCE, "There is no file or folder `" + shown(input) + "`."));
      }
    }
    return List.copyOf(new LinkedHashSet<>(found));
  }

  private static void walk(
      Path folder, String suffix, int depth, List<Path> found, Diagnostics diagnostics) {
    List<Path> files = new ArrayList<>();
    List<Path> folders = new ArrayList<>();
    list(folder, suffix, files, folders, diagnostics);
    found.addAll(files);
    if (depth > 0) {
      for (Path inner : folders) {
        walk(inner, suffix, depth - 1, found, diagnostics);
      }
    }
  }

  /** The .svp files of a folder itself, ordered by name. */
  static List<Path> in(Path folder, Diagnostics diagnostics) {
    List<Path> files = new ArrayList<>();
    list(folder, SUFFIX, files, new ArrayList<>(), diagnostics);
    return files;
  }

  private static void list(
      Path folder, String suffix, List<Path> files, List<Path> folders, Diagnostics diagnostics) {
    try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder)) {
      for (Path entry : entries) {
        Path name = entry.getFileName();
        if (Files.isDirectory(entry, LinkOption.NOFOLLOW_LINKS)) {
          if (name != null && !name.toString().startsWith(".")) {
            folders.add(entry);
          }
        } else if (name != null && name.toString().endsWith(suffix)) {
          files.add(entry);
        }
      }
    } catch (IOException | java.nio.file.DirectoryIteratorException e) {
      IOException cause = e instanceof IOException io ? io : new IOException(e);
      unreadable(folder, IoReason.of(cause), diagnostics);
    }
    files.sort(null);
    folders.sort(null);
  }

  /** Reads a source; null, with a diagnostic, where that cannot be done. */
  public static @Nullable SourceFile read(Path file, Diagnostics diagnostics) {
    return read(file, MAX_BYTES, diagnostics);
  }

  /** Reads a file of at most so many bytes; null, with a diagnostic, where that cannot be done. */
  public static @Nullable SourceFile read(Path file, long most, Diagnostics diagnostics) {
    try {
      if (!Files.isRegularFile(file)) {
        unreadable(
            file,
            Files.isDirectory(file) ? "it is a folder" : "it is no regular file",
            diagnostics);
        return null;
      }
      long size = Files.size(file);
      if (size > most) {
        diagnostics.add(
            Diagnostic.of(
                    Code.TOO_LARGE,
                    "`"
                        + shown(file)
                        + "` has "
                        + size
                        + " bytes, and a source may have "
                        + most
                        + ".")
                .help("Split the module into several files."));
        return null;
      }
      byte[] bytes = Files.readAllBytes(file);
      return new SourceFile(shown(file), decode(bytes));
    } catch (CharacterCodingException e) {
      diagnostics.add(
          Diagnostic.of(Code.UNREADABLE_TEXT, "`" + shown(file) + "` is not UTF-8 text.")
              .help("Save the file as UTF-8."));
    } catch (IOException e) {
      unreadable(file, IoReason.of(e), diagnostics);
    }
    return null;
  }

  /**
   * Reads a stream under a name for messages; null, with a diagnostic, where that cannot be done.
   */
  public static @Nullable SourceFile read(String name, InputStream in, Diagnostics diagnostics) {
    try {
      byte[] bytes = in.readNBytes((int) MAX_BYTES + 1);
      if (bytes.length > MAX_BYTES) {
        diagnostics.add(
            Diagnostic.of(
                Code.TOO_LARGE,
                "`"
                    + name
                    + "` has more than the "
                    + MAX_BYTES
                    + " bytes that a source may have."));
        return null;
      }
      return new SourceFile(name, decode(bytes));
    } catch (CharacterCodingException e) {
      diagnostics.add(Diagnostic.of(Code.UNREADABLE_TEXT, "`" + name + "` is not UTF-8 text."));
    } catch (IOException e) {
      diagnostics.add(
          Diagnostic.of(
              Code.UNREADABLE_SOURCE, "`" + name + "` cannot be read: " + IoReason.of(e) + "."));
    }
    return null;
  }

  /** Decodes strictly; plain ASCII, the usual case, needs no decoder. */
  private static String decode(byte[] bytes) throws CharacterCodingException {
    for (byte b : bytes) {
      if (b < 0) {
        return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
      }
    }
    return new String(bytes, StandardCharsets.ISO_8859_1);
  }

  private static void unreadable(Path path, String reason, Diagnostics diagnostics) {
    diagnostics.add(
        Diagnostic.of(
            Code.UNREADABLE_SOURCE, "`" + shown(path) + "` cannot be read: " + reason + "."));
  }

  /** A path as messages show it. */
  static String shown(Path path) {
    String text = path.toString();
    return text.isEmpty() ? "." : text;
  }
}
