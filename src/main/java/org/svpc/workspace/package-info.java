/**
 * What commands work on: the jobs that a command line or a project file means, their sources
 * compiled, policies linked or read, and the folder that results go to.
 */
@NullMarked
package org.svpc.workspace;

import org.jspecify.annotations.NullMarked;
