/**
 * The only memory of the gateway: drops, people, cases, records, work, letters, entries and counters, in one SQL store.
 *
 * <p>The only room with SQL. Rooms take work from it and give results back to it through the Camel endpoint
 * {@code ledger:<queue>}; each result and what follows from it is one commit. People's data is at rest only sealed
 * under the person's own key. Knows only the record room.
 */
@NullMarked
package org.nansen.gateway.ledger;

import org.jspecify.annotations.NullMarked;
