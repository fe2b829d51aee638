/**
 * Resolves every name of a lowered module, checks its kind, and computes what each scope requires.
 * Takes and gives the IR; knows nothing of how it was written.
 */
@NullMarked
package org.svpc.bind;

import org.jspecify.annotations.NullMarked;
