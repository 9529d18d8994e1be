package org.nansen.gateway.operations;

import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.http.HttpServletRequest;
import org.nansen.gateway.record.FaultCode;
import org.springframework.boot.web.servlet.error.ErrorController;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** What the servlet container itself refuses, or what failed past every handler, as {@code application/problem+json}. */
@RestController
class ErrorPages implements ErrorController {

    @RequestMapping("/error")
    ResponseEntity<Problem> error(HttpServletRequest request) {
        Object status = request.getAttribute(RequestDispatcher.ERROR_STATUS_CODE);
        HttpStatus known = status instanceof Integer number ? HttpStatus.resolve(number) : null;
        if (known == null || known.is5xxServerError()) {
            return Problem.of(HttpStatus.INTERNAL_SERVER_ERROR, FaultCode.NG_900_DEFECT, null);
        }
        return Problem.of(known, (String) null);
    }
}
