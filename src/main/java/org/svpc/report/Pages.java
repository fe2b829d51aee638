package org.svpc.report;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import org.svpc.diagnostic.Code;

/** The page of each code: {@code docs/diagnostics/CODE.md}, carried in the jar. */
public final class Pages {
  private static final String FOLDER = "/org/svpc/diagnostics/";

  private Pages() {}

  /** The page's Markdown, or null where the code has none; a test holds that each has one. */
  public static @Nullable String of(Code code) {
    try (InputStream page = Pages.class.getResourceAsStream(FOLDER + code.id() + ".md")) {
      return page == null ? null : new String(page.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
