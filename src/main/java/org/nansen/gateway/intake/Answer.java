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
        @Nullable String location) {

    static Answer receipt(int status, String receiptId, ObjectNode receipt) {
        return new Answer(status, "application/json", receipt, "/api/v1/receipts/" + receiptId);
    }

    static Answer problem(int status, FaultCode code, @Nullable Long line, @Nullable String hint) {
        ObjectNode problem = problem(status);
        problem.put("detail", hint == null ? code.hint() : hint);
        problem.put("code", code.code());
        problem.put("hint", hint == null ? code.hint() : hint);
        if (line != null && line > 0) {
            problem.put("line", line);
        }
        return new Answer(status, "application/problem+json", problem, null);
    }

    static Answer problem(int status, String detail) {
        return new Answer(status, "application/problem+json", problem(status).put("detail", detail), null);
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
