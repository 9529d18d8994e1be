/** What measures the gateway from outside; started by {@code bench/run}. */
@NullMarked
package org.nansen.gateway.bench;

import org.jspecify.annotations.NullMarked;
