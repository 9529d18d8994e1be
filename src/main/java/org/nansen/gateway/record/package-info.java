/**
 * The canonical asylum record and its parts, the faults of the house, and what a national system is allowed.
 *
 * <p>Every other room speaks in these types. Nothing here knows Spring or Camel. Types that hold a person's data mask
 * themselves in {@code toString}.
 */
@NullMarked
package org.nansen.gateway.record;

import org.jspecify.annotations.NullMarked;
