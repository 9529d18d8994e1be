package org.nansen.gateway.ledger;

import java.sql.SQLException;

/** One caller's change to the ledger. It may run more than once (after a rollback), so it keeps nothing outside. */
interface Change<T> {

    T apply(Batch batch) throws SQLException;

    /** Says before the first change of the batch is applied what shall be asked for all of them together. */
    default void prepare(Batch batch) {}
}
