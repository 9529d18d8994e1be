/**
 * Who may learn what: the country's policy, the wall, the allow-list of each destination, and the messages written by
 * them.
 *
 * <p>Default is silence. A message exists only where a rule of {@code config/policy.yaml} lets it go, and it holds only
 * what its destination's {@code fields} list names. Knows the record, ledger and settings rooms.
 */
@NullMarked
package org.nansen.gateway.disclosure;

import org.jspecify.annotations.NullMarked;
