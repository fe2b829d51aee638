/**
 * Packages of policy modules as texts: the spec file for rpmbuild, the control files and scripts
 * for dpkg-deb. Nothing that a source or a user says is run by either, whatever is in it.
 */
@NullMarked
package org.svpc.packaging;

import org.jspecify.annotations.NullMarked;
