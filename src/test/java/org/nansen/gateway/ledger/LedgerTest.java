package org.nansen.gateway.ledger;

import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** Each test has a ledger of its own, in which everything agrees with everything else when the test is over. */
abstract class LedgerTest {

    @TempDir
    Path folder;

    LedgerRig rig;

    @BeforeEach
    void open() {
        rig = new LedgerRig(folder);
    }

    @AfterEach
    void close() {
        // A test that this engine leaves out has opened none.
        if (rig != null) {
            rig.proveIdentity();
            rig.close();
        }
    }

    /** Stops the ledger and starts it again. */
    void restart() {
        rig.close();
        open();
    }
}
