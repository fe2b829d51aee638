/** Manual pages, read again by mandoc and by a reader of HTML's tags. */
package org.svpc.manual;
