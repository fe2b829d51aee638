/**
 * Tree to text: the one layout of .svp files. Needs a file that parses, not one whose names mean
 * anything. Keeps every comment.
 */
@NullMarked
package org.svpc.format;

import org.jspecify.annotations.NullMarked;
