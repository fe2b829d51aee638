/**
 * What a command prints to and ends with: streams and who watches them, the progress of long work,
 * diagnostics in the form asked for, refusals, the exit statuses.
 */
@NullMarked
package org.svpc.console;

import org.jspecify.annotations.NullMarked;
