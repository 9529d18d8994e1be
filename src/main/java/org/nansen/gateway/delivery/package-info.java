/**
 * Hands letters and receipts over: to the mail server, and back to the systems that asked.
 *
 * <p>The last room before the outside, so it looks once more: at the recipient as resolved now, and at the bytes as they
 * will be sent. What it sends is derived from the letter alone, so that a repeat is the same bytes under the same key.
 * Knows the record, ledger and settings rooms.
 */
@NullMarked
package org.nansen.gateway.delivery;

import org.jspecify.annotations.NullMarked;
