/**
 * What svpc tells the author: a code, a severity, one sentence, a place, labelled second places,
 * notes and fixes; what became of tests; and who hears of the progress of long work. Rendering
 * lives in the report room.
 */
@NullMarked
package org.svpc.diagnostic;

import org.jspecify.annotations.NullMarked;
