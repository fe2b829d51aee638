/**
 * Files as svpc writes them: all outputs of a run or none, and never half a file. Uses the JDK
 * only; every other room may come in.
 */
@NullMarked
package org.svpc.files;

import org.jspecify.annotations.NullMarked;
