package org.nansen.gateway.ledger;

import java.sql.SQLException;

/** Where the files of drops belong whose fate was decided after their file was moved. */
final class Files {

    static final String DONE = "done";
    static final String FAILED = "failed";

    private Files() {}

    /** The drop's file, where it is one, belongs there from now on; whoever polls its folder moves it. */
    static void belong(Batch batch, String receiptId, String folder) throws SQLException {
        batch.sql()
                .update(
                        "update intake_drop set moves_to = ? where receipt_id = ? and door in ('file', 'sftp')",
                        folder,
                        receiptId);
    }
}
