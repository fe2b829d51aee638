/**
 * Text to tree: reads .svp files and tells what is wrong with them. The only room beside the
 * generated grammar that knows ANTLR; nothing of it leaves. The way of a good file is short (cut
 * into tokens, parse statement by statement, build records); everything about errors stands apart
 * and runs only where there is one.
 */
@NullMarked
package org.svpc.parse;

import org.jspecify.annotations.NullMarked;
