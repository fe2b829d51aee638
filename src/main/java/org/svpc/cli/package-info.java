/**
 * The process: its entry, its streams, its environment and its exit status; hands each request to
 * the command that carries it out. Nothing else may depend on it.
 */
@NullMarked
package org.svpc.cli;

import org.jspecify.annotations.NullMarked;
