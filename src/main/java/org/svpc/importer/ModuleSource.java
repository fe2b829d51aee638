package org.svpc.importer;

import org.jspecify.annotations.Nullable;
import org.svpc.source.SourceFile;

/** The files of one module of refpolicy; all but the first may be missing. */
public record ModuleSource(
    SourceFile te, @Nullable SourceFile interfaces, @Nullable SourceFile contexts) {}
