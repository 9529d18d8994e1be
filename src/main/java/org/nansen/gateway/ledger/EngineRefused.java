package org.nansen.gateway.ledger;

import java.sql.SQLException;
import org.nansen.gateway.record.FaultCode;

/** The database answers, but may not or must not be used: at a start that ends it, later it is an outage. */
final class EngineRefused extends SQLException {

    private static final long serialVersionUID = 1L;

    private final FaultCode code;
    private final String what;

    EngineRefused(FaultCode code, String what) {
        super(code.code() + " " + what, "08000");
        this.code = code;
        this.what = what;
    }

    FaultCode code() {
        return code;
    }

    String what() {
        return what;
    }
}
