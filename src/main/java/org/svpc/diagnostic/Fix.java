package org.svpc.diagnostic;

import org.svpc.source.Span;

/** An edit that would mend the problem: {@code span} replaced by {@code replacement}. */
public record Fix(String title, Span span, String replacement) {}
