package org.svpc.lower;

import org.jspecify.annotations.Nullable;
import org.svpc.ir.SymbolSet;
import org.svpc.selinux.LevelRange;
import org.svpc.selinux.ParameterKind;

/**
 * What a parameter stands for in the expansion of a body.
 *
 * @param index the parameter's number, from one
 * @param given false where an optional parameter was left out
 * @param names of every kind that is made of names; empty otherwise
 * @param text of stems, file names and strings, and of a single name, for pasting
 * @param range of {@link ParameterKind#RANGE}
 */
record Binding(
    ParameterKind kind,
    int index,
    boolean given,
    SymbolSet names,
    @Nullable String text,
    @Nullable LevelRange range) {}
