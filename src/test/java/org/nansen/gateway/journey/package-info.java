/** The whole way, with real neighbours: from a national system's door to the mailbox and back. */
@NullMarked
package org.nansen.gateway.journey;

import org.jspecify.annotations.NullMarked;
