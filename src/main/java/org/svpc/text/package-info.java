/**
 * What works on plain text and knows nothing of policies: spelling distance and the algebra of
 * documents that the formatter lays out. Uses nothing but the JDK.
 */
@NullMarked
package org.svpc.text;

import org.jspecify.annotations.NullMarked;
