package org.nansen.gateway.normalize;

import java.io.IOException;
import org.nansen.gateway.normalize.SourceUnit.Problem;
import org.nansen.gateway.record.FaultCode;

/** The bytes of a source cannot be read on from here. An {@code IOException} only because readers may throw nothing else. */
final class BadInput extends IOException {

    private static final long serialVersionUID = 1L;

    private final FaultCode code;
    private final long line;
    private final int column;
    private final String hint;

    BadInput(FaultCode code, long line) {
        this(code, line, code.hint());
    }

    /** @param hint in words for the sender, without a value */
    BadInput(FaultCode code, long line, String hint) {
        this(code, line, 0, hint);
    }

    /** @param column the character in the line, from 1, or 0 where it is not known */
    BadInput(FaultCode code, long line, int column) {
        this(code, line, column, code.hint());
    }

    private BadInput(FaultCode code, long line, int column, String hint) {
        super(code.code());
        this.code = code;
        this.line = line;
        this.column = column;
        this.hint = hint;
    }

    FaultCode code() {
        return code;
    }

    /** Returns the line, or 0 where there is none. */
    long line() {
        return line;
    }

    /** Returns the character in the line, from 1, or 0 where it is not known. */
    int column() {
        return column;
    }

    Problem problem() {
        return new Problem(null, code, hint);
    }
}
