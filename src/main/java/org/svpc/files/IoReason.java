package org.svpc.files;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.FileSystemLoopException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Says in a few words why a file could not be used, without the path. */
public final class IoReason {
  private IoReason() {}

  /** The reason in lower case and without a dot, such as "permission denied". */
  public static String of(IOException failure) {
    if (failure instanceof NoSuchFileException) {
      return "no such file or folder";
    }
    if (failure instanceof AccessDeniedException) {
      return "permission denied";
    }
    if (failure instanceof FileAlreadyExistsException) {
      return "a file of that name is in the way";
    }
    if (failure instanceof NotDirectoryException) {
      return "it is not a folder";
    }
    if (failure instanceof DirectoryNotEmptyException) {
      return "a folder of that name is in the way";
    }
    if (failure instanceof FileSystemLoopException) {
      return "its links form a loop";
    }
    String text =
        failure instanceof FileSystemException ofFile ? ofFile.getReason() : failure.getMessage();
    return text == null || text.isBlank() ? "input/output error" : plain(text);
  }

  /** The file that a failure speaks of, or null where it does not say. */
  public static @Nullable String file(IOException failure) {
    return failure instanceof FileSystemException ofFile ? ofFile.getFile() : null;
  }

  private static String plain(String text) {
    String stripped = text.strip();
    String end = stripped.endsWith(".") ? stripped.substring(0, stripped.length() - 1) : stripped;
    return end.length() > 1 && Character.isLowerCase(end.charAt(1))
        ? end.substring(0, 1).toLowerCase(Locale.ROOT) + end.substring(1)
        : end;
  }
}
