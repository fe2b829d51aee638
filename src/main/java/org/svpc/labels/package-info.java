/**
 * MCS labels for guests and for groups of guests that share: plans, how labels are dealt out, and
 * what the constraints of a linked policy make of them. Uses the analysis of linked policies;
 * prints nothing and reads no files.
 */
@NullMarked
package org.svpc.labels;

import org.jspecify.annotations.NullMarked;
