package org.svpc.syntax;

import org.svpc.selinux.ParameterKind;
import org.svpc.source.Span;

/**
 * A parameter of an interface or template: {@code domain who}, {@code optional new_type tmp},
 * {@code types others...}.
 *
 * @param optional whether a call may leave it out
 * @param rest whether it takes all further arguments
 */
public record Parameter(ParameterKind kind, Name name, boolean optional, boolean rest, Span span) {}
