package org.svpc.m4;

/**
 * What the engine has to say of a place.
 *
 * @param file the name that the text was given
 * @param line counted from 1, where the macro call, quote or comment starts
 * @param text a sentence; for {@code errprint} the text that it prints, as it is
 */
public record M4Message(String file, int line, String text) {}
