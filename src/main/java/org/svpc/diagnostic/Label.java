package org.svpc.diagnostic;

import org.svpc.source.Span;

/** A second place that matters to a diagnostic, with what there is to see ("declared here"). */
public record Label(Span span, String text) {}
