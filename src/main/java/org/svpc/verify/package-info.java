/**
 * Judges what sources say must hold of the policy that they are linked into: tests, assertions and
 * neverallow rules. Each failure says in which state of the booleans, by which rule, and where in
 * the sources; what cannot be judged fails.
 */
@NullMarked
package org.svpc.verify;

import org.jspecify.annotations.NullMarked;
