/**
 * The command line: what the user types, what the process prints and how it ends. The only room
 * that knows picocli, the standard streams and the exit status; nothing else may depend on it.
 */
@NullMarked
package org.svpc.cli;

import org.jspecify.annotations.NullMarked;
