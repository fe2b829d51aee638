/**
 * Tree to text: the one layout of .svp files, for files that parse, whether or not their names mean
 * anything, and the writing of files from syntax that was never read. Keeps every comment.
 */
@NullMarked
package org.svpc.format;

import org.jspecify.annotations.NullMarked;
