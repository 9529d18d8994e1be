package org.nansen.gateway.operations;

import org.nansen.gateway.record.FaultCode;

/** What an operator does about records that parked for a cause, in a sentence. */
final class Remedy {

    private Remedy() {}

    static String of(FaultCode fault) {
        return switch (fault) {
            case NG_207_ENDPOINT_REFUSED -> "Have the endpoint's operators say what they refuse; then retry.";
            case NG_303_PERSON_UNKNOWN ->
                "Have the system that holds the person's application send it; then retry. Before that they park again.";
            case NG_305_REVIEW -> "An officer looks at them first; retry or abandon as the officer says.";
            case NG_402_MAIL_REFUSED ->
                "Ask the mail server's postmaster why; then retry. The same Message-ID goes out again.";
            case NG_405_RECIPIENT -> "Have the address corrected in the policy; then retry.";
            case NG_505_UNSEAL -> "After an erasure abandon them. Otherwise bring key and ledger together, then retry.";
            case NG_504_STATEMENT, NG_900_DEFECT ->
                "Report it with a line of the log. Retry one; if it parks again, wait for a mended version.";
            default -> "Mend what the code says; then retry.";
        };
    }
}
