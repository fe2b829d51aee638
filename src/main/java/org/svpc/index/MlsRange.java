package org.svpc.index;

/** The levels of a context, from low to high; a single level is a range with equal ends. */
public record MlsRange(MlsLevel low, MlsLevel high) {}
