/**
 * The project file, {@code svpc.toml}: which sources a policy has, the targets and formats it is
 * built for, and how much each diagnostic matters in it. Turns the text of one into a value, and
 * judges diagnostics by it; looks at no other file. The TOML library is at home here, and is loaded
 * only where there is a project file; the command line may come in.
 */
@NullMarked
package org.svpc.project;

import org.jspecify.annotations.NullMarked;
