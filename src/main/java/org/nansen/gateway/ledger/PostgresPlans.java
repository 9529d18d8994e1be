package org.nansen.gateway.ledger;

/**
 * Keeps the server from planning by statistics that are not true any more. Every question of the work has an index that
 * answers it by key, but a table that was empty when it was last looked at is cheaper to read as a whole, and such a plan is
 * kept while the table grows, until autovacuum comes by: throughput then falls to a third, minute after minute.
 */
final class PostgresPlans {

    /** Readers also add up whole tables now and then; joining these by hashing is right. */
    static final String OF_READERS = " -c enable_seqscan=off -c jit=off";

    /** The writer only ever touches rows by their keys. */
    static final String OF_WRITER =
            OF_READERS + " -c enable_hashjoin=off -c enable_mergejoin=off -c max_parallel_workers_per_gather=0";

    private PostgresPlans() {}
}
