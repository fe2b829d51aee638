/**
 * Diagnostics as text: for people, with excerpts of the source, and as JSON and SARIF for machines.
 * Turns values into strings and writes nothing itself. The JSON library is at home here, and only
 * the two reports for machines load it; the facade and the command line may come in.
 */
@NullMarked
package org.svpc.report;

import org.jspecify.annotations.NullMarked;
