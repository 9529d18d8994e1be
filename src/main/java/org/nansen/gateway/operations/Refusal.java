package org.nansen.gateway.operations;

import org.springframework.http.HttpStatus;

/** A call that the API does not serve, with words for the caller; nothing of the call is repeated. */
final class Refusal extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final HttpStatus status;

    private Refusal(HttpStatus status, String detail) {
        super(detail);
        this.status = status;
    }

    static Refusal notFound() {
        return new Refusal(HttpStatus.NOT_FOUND, "There is no such thing, or it is not yours.");
    }

    static Refusal badRequest(String detail) {
        return new Refusal(HttpStatus.BAD_REQUEST, detail);
    }

    static Refusal conflict(String detail) {
        return new Refusal(HttpStatus.CONFLICT, detail);
    }

    HttpStatus status() {
        return status;
    }

    String detail() {
        return getMessage();
    }
}
