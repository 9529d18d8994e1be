package org.nansen.gateway.normalize;

import java.io.IOException;
import org.nansen.gateway.normalize.SourceUnit.Problem;
import org.nansen.gateway.record.FaultCode;

/** XML that cannot be read on from here, with the place. An {@code IOException} because readers may throw nothing else. */
final class BadXml extends IOException {

    private static final long serialVersionUID = 1L;

    private final FaultCode code;
    private final String more;

    /** @param more what the code does not say, without values; may be empty */
    BadXml(FaultCode code, String more) {
        super(code.code());
        this.code = code;
        this.more = more;
    }

    FaultCode code() {
        return code;
    }

    /** Returns the end of the reading; the parser's own message is not in it, for it quotes the text. */
    RawUnit.End at(long line, int column) {
        return new RawUnit.End(
                Math.max(line, 1),
                new Problem(
                        null,
                        code,
                        code.hint() + (more.isEmpty() ? "" : " " + more) + " Near line " + Math.max(line, 1)
                                + ", column " + Math.max(column, 1) + "."));
    }
}
