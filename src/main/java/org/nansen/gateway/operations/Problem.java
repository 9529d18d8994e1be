package org.nansen.gateway.operations;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;
import org.nansen.gateway.record.FaultCode;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;

/** An error as RFC 9457 says it; never repeats anything of the request. */
@JsonInclude(JsonInclude.Include.NON_NULL)
record Problem(
        String type,
        String title,
        int status,
        @Nullable String detail,
        @Nullable String code,
        @Nullable String instance) {

    static ResponseEntity<Problem> of(HttpStatusCode status, @Nullable String detail) {
        return answer(new Problem("about:blank", title(status), status.value(), detail, null, null));
    }

    static ResponseEntity<Problem> of(HttpStatusCode status, FaultCode code, @Nullable String instance) {
        return answer(new Problem("about:blank", title(status), status.value(), code.hint(), code.code(), instance));
    }

    private static ResponseEntity<Problem> answer(Problem problem) {
        return ResponseEntity.status(problem.status())
                .contentType(MediaType.APPLICATION_PROBLEM_JSON)
                .body(problem);
    }

    private static String title(HttpStatusCode status) {
        HttpStatus known = HttpStatus.resolve(status.value());
        return known == null ? "Error" : known.getReasonPhrase();
    }
}
