/**
 * Orders the stages: reads sources and libraries, groups files into modules, takes each module from
 * text to a checked IR and on to the files of a build, and keeps what builds made.
 */
@NullMarked
package org.svpc.compiler;

import org.jspecify.annotations.NullMarked;
