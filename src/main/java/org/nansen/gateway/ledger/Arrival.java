package org.nansen.gateway.ledger;

import org.nansen.gateway.record.AsylumRecord;

/**
 * A canonical record on its way in.
 *
 * @param line line of the source, from 1; for JSON the element's number
 * @param sourceContent the source fields before mapping, in a stable form; only its keyed hash is kept
 * @param mapping content hash of the mapping that made it
 */
public record Arrival(AsylumRecord record, long line, byte[] sourceContent, String mapping) {

    @Override
    public String toString() {
        return "Arrival[line=" + line + "]";
    }
}
