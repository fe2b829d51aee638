/**
 * The intermediate representation: a tree of scopes (module, optional, arms of conditionals and of
 * build-time choices) with the requires of each, unflattened sets, and calls that keep both their
 * arguments and their expansion. Every emitter, check and reader of plain policy meets here.
 */
@NullMarked
package org.svpc.ir;

import org.jspecify.annotations.NullMarked;
