/**
 * Files as svpc writes them: all outputs of a run or none, and never half a file; and where it
 * keeps what it can make again. Uses the JDK only; every other room may come in.
 */
@NullMarked
package org.svpc.files;

import org.jspecify.annotations.NullMarked;
