/**
 * Orders the stages: reads sources and libraries, groups files into modules, and takes each module
 * from text to a checked IR. The command line, tests and tools call this room and none behind it.
 */
@NullMarked
package org.svpc.compiler;

import org.jspecify.annotations.NullMarked;
