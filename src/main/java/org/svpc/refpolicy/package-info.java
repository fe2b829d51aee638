/**
 * Reads refpolicy's sources, m4 and all, into the tree of SVP: {@code .te}, {@code .if}, the
 * patterns of the support files, {@code .fc}. Nothing is expanded: a call stays a call, a choice a
 * choice, and a parameter {@code $1} a name of the tree. What has no counterpart in SVP is told
 * with its place and left out.
 */
@NullMarked
package org.svpc.refpolicy;

import org.jspecify.annotations.NullMarked;
