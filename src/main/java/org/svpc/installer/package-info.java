/**
 * The script that installs modules and takes them back: text for a POSIX shell, with what is known
 * of the modules put in.
 */
@NullMarked
package org.svpc.installer;

import org.jspecify.annotations.NullMarked;
