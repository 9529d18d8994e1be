/**
 * May we ask, ask, and what does the answer mean: people of applications and corrections are checked against the
 * databases of attested connections.
 *
 * <p>Nothing is asked without a valid owner-blind attestation, and only an answer that says so for every database is
 * clear: whatever is missing, late or not understood is incomplete. Knows the record, ledger and settings rooms.
 */
@NullMarked
package org.nansen.gateway.screening;

import org.jspecify.annotations.NullMarked;
