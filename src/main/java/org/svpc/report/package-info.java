/**
 * Diagnostics as text: for people, with excerpts of the source, and as JSON and SARIF for machines.
 * Turns values into strings and writes nothing itself. The JSON library is at home here, and only
 * what is written for machines loads it.
 */
@NullMarked
package org.svpc.report;

import org.jspecify.annotations.NullMarked;
