/**
 * The programs that svpc runs: checkmodule compiles the emitted policy, svpc itself writes the
 * package that semodule_package would write (tests compare the two byte for byte), semodule links
 * in a private store; QEMU and what brings it, git, rpmbuild and dpkg-deb. The only room that
 * starts processes; what a tool complains of leaves it as a diagnostic at the place in the source,
 * never as a line of a temporary file.
 */
@NullMarked
package org.svpc.toolchain;

import org.jspecify.annotations.NullMarked;
