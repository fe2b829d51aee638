package org.svpc.cil;

import java.util.Set;

/**
 * A module in normal form, as docs/equality.md defines it. Two modules mean the same when they are
 * equal as values.
 *
 * @param outermost what holds without condition
 * @param optionals each with all that it needs; one that is there twice counts once
 */
public record CilModule(CilScope outermost, Set<CilScope> optionals) {}
