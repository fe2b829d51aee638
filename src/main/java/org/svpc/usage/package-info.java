/**
 * What can be typed: the one definition of the command line, the reading of its words, and what
 * explains it: the help, the manual pages, the completion. The only room that knows picocli.
 */
@NullMarked
package org.svpc.usage;

import org.jspecify.annotations.NullMarked;
