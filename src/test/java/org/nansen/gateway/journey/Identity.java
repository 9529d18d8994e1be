package org.nansen.gateway.journey;

import com.fasterxml.jackson.databind.JsonNode;

/** The terms of the accounting. */
record Identity(
        long received,
        long delivered,
        long withheld,
        long rejected,
        long duplicate,
        long skipped,
        long abandoned,
        long parked,
        long inFlight) {

    static Identity of(JsonNode counts) {
        return new Identity(
                counts.path("received").asLong(),
                counts.path("delivered").asLong(),
                counts.path("withheld").asLong(),
                counts.path("rejected").asLong(),
                counts.path("duplicate").asLong(),
                counts.path("skipped").asLong(),
                counts.path("abandoned").asLong(),
                counts.path("parked").asLong(),
                counts.path("inFlight").asLong());
    }

    boolean holds() {
        return received == delivered + withheld + rejected + duplicate + skipped + abandoned + parked + inFlight;
    }

    /** What was added since. */
    Identity since(Identity before) {
        return new Identity(
                received - before.received,
                delivered - before.delivered,
                withheld - before.withheld,
                rejected - before.rejected,
                duplicate - before.duplicate,
                skipped - before.skipped,
                abandoned - before.abandoned,
                parked - before.parked,
                inFlight - before.inFlight);
    }
}
