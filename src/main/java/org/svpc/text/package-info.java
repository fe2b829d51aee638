/**
 * What works on plain text and knows nothing of policies: spelling distance, the algebra of
 * documents that the formatter lays out, escapes for other languages, differences line by line.
 * Uses nothing but the JDK.
 */
@NullMarked
package org.svpc.text;

import org.jspecify.annotations.NullMarked;
