package org.nansen.gateway.crash;

import com.fasterxml.jackson.databind.JsonNode;

/** The counts of a receipt. */
record Counts(long received, long accepted, long duplicate, long rejected) {

    static Counts of(JsonNode receipt) {
        return new Counts(
                receipt.path("received").asLong(),
                receipt.path("accepted").asLong(),
                receipt.path("duplicate").asLong(),
                receipt.path("rejected").asLong());
    }

    /** What the receipt of the drop must say. */
    static Counts of(Drop drop) {
        return new Counts(
                drop.rows().size(),
                drop.count(Expected.NEW, Expected.LATE),
                drop.count(Expected.DUPLICATE),
                drop.count(Expected.REJECTED, Expected.CONFLICT));
    }

    @Override
    public String toString() {
        return received + " " + accepted + " " + duplicate + " " + rejected;
    }
}
