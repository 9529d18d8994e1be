/**
 * The doors of the gateway: SFTP, folders, queues and HTTP, stamped from the national systems' profiles, and acceptance,
 * which turns what comes through them into durable drops.
 *
 * <p>Nothing is acknowledged here (file moved, message acknowledged, request answered) before the ledger has it on disk.
 * Knows the record, settings and ledger rooms and the public front of normalize.
 */
@NullMarked
package org.nansen.gateway.intake;

import org.jspecify.annotations.NullMarked;
