package org.nansen.gateway.normalize;

import java.io.IOException;
import org.nansen.gateway.record.FaultCode;

/** The bytes of a source cannot be read on from here. An {@code IOException} only because readers may throw nothing else. */
final class BadInput extends IOException {

    private static final long serialVersionUID = 1L;

    private final FaultCode code;
    private final long line;

    BadInput(FaultCode code, long line) {
        super(code.code());
        this.code = code;
        this.line = line;
    }

    FaultCode code() {
        return code;
    }

    long line() {
        return line;
    }
}
