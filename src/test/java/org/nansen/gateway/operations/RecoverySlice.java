package org.nansen.gateway.operations;

import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.nansen.gateway.ledger.ParkedLedger;
import org.nansen.gateway.ledger.Recovery;

/** The API over a real ledger in which units parked; a new one for each test. */
abstract class RecoverySlice extends ApiSlice {

    @TempDir
    Path folder;

    ParkedLedger parked;

    @BeforeEach
    void openLedger() {
        parked = new ParkedLedger(folder.resolve("ledger"));
        recovery.set(parked.recovery());
    }

    @AfterEach
    void closeLedger() {
        recovery.set(null);
        parked.prove();
        parked.close();
    }

    void awaitEnd(String job) {
        await().until(() -> {
            parked.goOn();
            return parked.recovery().job(job).orElseThrow().state() == Recovery.State.DONE;
        });
    }
}
