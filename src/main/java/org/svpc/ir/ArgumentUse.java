package org.svpc.ir;

import org.svpc.selinux.ParameterKind;
import org.svpc.source.Origin;

/**
 * A name given as an argument, so that its kind can be held against the parameter's.
 *
 * @param call the call's own origin: the very object that its node bears
 */
public record ArgumentUse(
    Origin call, String callee, String parameter, ParameterKind kind, SymbolSet.Element argument) {}
