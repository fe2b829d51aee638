/**
 * MCS labels for guests and for groups of guests that share: plans, how labels are dealt out, and
 * what the constraints of a linked policy make of them. Asks the access decisions of it; prints
 * nothing and reads no files.
 */
@NullMarked
package org.svpc.labels;

import org.jspecify.annotations.NullMarked;
