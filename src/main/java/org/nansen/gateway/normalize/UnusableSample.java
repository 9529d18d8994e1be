package org.nansen.gateway.normalize;

import org.nansen.gateway.record.FaultCode;

/** Why no system can be begun from a sample, in words for the person who gave it; they repeat nothing of what it holds. */
public final class UnusableSample extends Exception {

    private static final long serialVersionUID = 1L;

    UnusableSample(String words) {
        super(words, null, false, false);
    }

    /** A fault that the gateway would find in such a file too. */
    static UnusableSample of(FaultCode code, String hint) {
        return new UnusableSample(code.code() + ": " + hint);
    }

    static UnusableSample of(BadInput bad) {
        return of(bad.code(), bad.problem().hint() + (bad.line() > 1 ? " In line " + bad.line() + "." : ""));
    }

    static UnusableSample of(SourceUnit.Problem problem) {
        return of(problem.code(), problem.hint());
    }
}
