/**
 * libvirt's domain XML: read within limits, understood as a guest with what it needs of the policy,
 * and written as the source of a module, as relabelling commands and as XML with the right label.
 * What each access consists of is not known here but in the library {@code svirt}, whose calls
 * {@link org.svpc.libvirt.Access} names.
 */
@NullMarked
package org.svpc.libvirt;

import org.jspecify.annotations.NullMarked;
