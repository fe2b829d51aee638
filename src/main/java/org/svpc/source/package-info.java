/**
 * Source files and places in them: two offsets, turned into lines and columns only when shown.
 * Every other room may come in; this one uses nothing but the JDK.
 */
@NullMarked
package org.svpc.source;

import org.jspecify.annotations.NullMarked;
