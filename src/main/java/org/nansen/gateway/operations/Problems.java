package org.nansen.gateway.operations;

import java.util.UUID;
import java.util.concurrent.CompletionException;
import org.nansen.gateway.record.Fault;
import org.nansen.gateway.record.FaultCode;
import org.nansen.gateway.record.Unavailable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.ResponseEntity;
import org.springframework.http.converter.HttpMessageNotReadableException;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.web.ErrorResponse;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.method.annotation.MethodArgumentTypeMismatchException;

/** Turns what a controller throws into {@code application/problem+json}. */
@RestControllerAdvice
class Problems {

    private static final Logger LOG = LoggerFactory.getLogger(Problems.class);

    /** Security answers this itself. */
    @ExceptionHandler(AccessDeniedException.class)
    ResponseEntity<Problem> denied(AccessDeniedException why) {
        throw why;
    }

    @ExceptionHandler(Throwable.class)
    ResponseEntity<Problem> problem(Throwable thrown) {
        Throwable why = thrown instanceof CompletionException && thrown.getCause() != null ? thrown.getCause() : thrown;
        if (why instanceof Refusal refusal) {
            return Problem.of(refusal.status(), refusal.detail());
        }
        if (why instanceof MethodArgumentTypeMismatchException || why instanceof HttpMessageNotReadableException) {
            return Problem.of(HttpStatus.BAD_REQUEST, "A parameter or the body cannot be read.");
        }
        if (why instanceof ErrorResponse response) {
            return ResponseEntity.status(response.getStatusCode())
                    .headers(response.getHeaders())
                    .contentType(org.springframework.http.MediaType.APPLICATION_PROBLEM_JSON)
                    .body(Problem.of(response.getStatusCode(), null).getBody());
        }
        if (why instanceof Unavailable unavailable) {
            return fault(HttpStatus.SERVICE_UNAVAILABLE, unavailable.code(), why);
        }
        return fault(
                HttpStatus.INTERNAL_SERVER_ERROR,
                why instanceof Fault ours ? ours.code() : FaultCode.NG_900_DEFECT,
                why);
    }

    private static ResponseEntity<Problem> fault(HttpStatusCode status, FaultCode code, Throwable why) {
        String id = UUID.randomUUID().toString();
        StackTraceElement[] stack = why.getStackTrace();
        LOG.error(
                "fault code={} kind={} at={} id={}",
                code.code(),
                why.getClass().getName(),
                stack.length == 0 ? "-" : stack[0],
                id);
        return Problem.of(status, code, "urn:uuid:" + id);
    }
}
