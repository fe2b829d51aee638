package org.svpc.headers;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.svpc.diagnostic.Diagnostic;
import org.svpc.selinux.NameKind;

/**
 * What goes into an index.
 *
 * @param callables interfaces, templates and patterns, by their names
 * @param names what the headers speak of, and as what
 * @param booleans those that the target declares, with their defaults
 * @param modules those that have interfaces
 * @param problems what is wrong with the headers
 * @param whole whether every file could be read; one that could not may be readable the next time
 */
record IndexContent(
    Map<String, Callable> callables,
    Map<NameKind, Set<String>> names,
    Map<String, Boolean> booleans,
    Set<String> modules,
    List<Diagnostic> problems,
    boolean whole) {}
