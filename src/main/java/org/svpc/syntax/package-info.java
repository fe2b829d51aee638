/**
 * The tree of an .svp file as its author wrote it: sealed families of records with spans. Made by
 * the parse room, read by the formatter and by lowering; it knows nothing of ANTLR.
 */
@NullMarked
package org.svpc.syntax;

import org.jspecify.annotations.NullMarked;
