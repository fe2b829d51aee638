package org.svpc.project;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.svpc.diagnostic.Code;
import org.svpc.source.Span;

/**
 * A diagnostic that is not told at a place, for a reason.
 *
 * @param file the source, or the folder with the sources, relative to the project's folder
 * @param text what the line of the diagnostic's place holds; null where any line will do
 * @param place where the project file names the code
 */
record Suppression(Code code, Path file, @Nullable String text, String reason, Span place) {}
