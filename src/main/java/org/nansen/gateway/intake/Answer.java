package org.nansen.gateway.intake;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.jspecify.annotations.Nullable;
import org.nansen.gateway.record.FaultCode;
import org.springframework.http.HttpStatus;

/**
 * What a caller over HTTP gets: a receipt, or a problem as RFC 9457 says it, with a code and a hint and never a value of
 * the request.
 */
record Answer(
        int status,
        String mediaType,
        ObjectNode body,
        @Nullable String location,
        @Nullable Long retryAfter) {

    private static final String PROBLEM = "application/problem+json";

    static Answer receipt(int status, String receiptId, ObjectNode receipt) {
        return new Answer(status, "application/json", receipt, "/api/v1/receipts/" + receiptId, null);
    }

    /** A problem that passes; the caller may send again after so many seconds. */
    static Answer later(int status, FaultCode code, long seconds) {
        return new Answer(status, PROBLEM, problem(status, code, null, null).body(), null, seconds);
    }

    static Answer problem(int status, FaultCode code, @Nullable Long line, @Nullable String hint) {
        ObjectNode problem = problem(status);
        problem.put("detail", hint == null ? code.hint() : hint);
        problem.put("code", code.code());
        problem.put("hint", hint == null ? code.hint() : hint);
        if (line != null && line > 0) {
            problem.put("line", line);
        }
        return new Answer(status, PROBLEM, problem, null, null);
    }

    static Answer problem(int status, String detail) {
        return new Answer(status, PROBLEM, problem(status).put("detail", detail), null, null);
    }

    private static ObjectNode problem(int status) {
        HttpStatus known = HttpStatus.resolve(status);
        return JsonNodeFactory.instance
                .objectNode()
                .put("type", "about:blank")
                .put("title", known == null ? "Error" : known.getReasonPhrase())
                .put("status", status);
    }
}
